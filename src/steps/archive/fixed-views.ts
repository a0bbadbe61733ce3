import { compareTexts } from '../../compare-texts.js'
import { SEVERITIES, type Severity } from '../../finding.js'
import { LIST_LIMIT } from '../../output/highlights.js'
import type { FixedProblems, FixedView } from '../../run-result.js'
import type { Archival } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'

/** How many there are, each problem once. @param stillOpen problems that another finding is about */
export function countFixedProblems(archivals: readonly Archival<HeldFinding>[], stillOpen: ReadonlySet<string>): FixedProblems {
  const each = onceEach(archivals.map(({ stored }) => stored))
  const gone = each.filter(({ problem }) => problem === undefined || !stillOpen.has(problem))
  return { gone: gone.length, severityCounts: countSeverities(gone), stillOpen: each.length - gone.length }
}

/** Of those of which it is known. */
export function countSeverities(findings: readonly HeldFinding[]): Record<Severity, number> {
  const counts = { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 }
  for (const severity of findings.map(severityOf)) if (severity !== undefined) counts[severity] += 1
  return counts
}

function severityOf({ finding, remembered }: HeldFinding): Severity | undefined {
  return SEVERITIES.find((severity) => severity === finding?.Severity?.Label) ?? remembered?.severity
}

/** One finding of each problem: the most severe. */
export function onceEach(findings: readonly HeldFinding[]): HeldFinding[] {
  const seen = new Set<string>()
  return [...findings]
    .sort((a, b) => rankOf(a) - rankOf(b) || compareTexts(a.id, b.id))
    .filter(({ problem }) => problem === undefined || (!seen.has(problem) && seen.add(problem)))
}

function rankOf(finding: HeldFinding): number {
  return SEVERITIES.indexOf(severityOf(finding) ?? 'INFORMATIONAL')
}

/**
 * The most severe of what was archived, each problem once, as people see it; as many as a list of the summary can show.
 * @param stillOpen problems that another finding is about
 */
export function fixedViews(archivals: readonly Archival<HeldFinding>[], stillOpen: ReadonlySet<string>): FixedView[] {
  const shown = new Set(onceEach(archivals.map(({ stored }) => stored)))
  return archivals
    .filter(({ stored }) => shown.has(stored))
    .flatMap(({ stored, reason }): FixedView[] => {
      const { finding, path, problem } = stored
      // Of what is only remembered nothing can be shown; it is counted.
      if (finding === undefined) return []
      return [
        {
          severity: severityOf(stored) ?? 'INFORMATIONAL',
          title: finding.Title ?? '',
          suppressed: reason === 'suppressed',
          ...(path !== '' && { path }),
          ...(problem !== undefined && stillOpen.has(problem) && { stillOpen: true }),
        },
      ]
    })
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        compareTexts(a.path ?? '', b.path ?? '') ||
        compareTexts(a.title, b.title),
    )
    .slice(0, LIST_LIMIT)
}
