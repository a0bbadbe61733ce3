import { SEVERITIES } from '../../finding.js'
import { LIST_LIMIT } from '../../output/highlights.js'
import type { FixedView, RunResult } from '../../run-result.js'
import type { Archival } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'

/** How many there are, each problem once. */
export function countFixedProblems(
  archivals: readonly Archival<HeldFinding>[],
  stillOpen: ReadonlySet<string>,
): RunResult['fixedProblems'] {
  const problems = onceEach(archivals).map(({ stored }) => stored.problem)
  const left = problems.filter((problem) => problem !== undefined && stillOpen.has(problem)).length
  return { gone: problems.length - left, stillOpen: left }
}

/** The most severe of what was archived, as people see it; as many as a list of the summary can show. */
/** @param stillOpen problems that another finding is about */
export function fixedViews(archivals: readonly Archival<HeldFinding>[], stillOpen: ReadonlySet<string>): FixedView[] {
  return onceEach(archivals)
    .flatMap(({ stored: { finding, path, problem }, reason }): FixedView[] => {
      // Of what is only remembered nothing can be shown; it is counted.
      if (finding === undefined) return []
      const label = SEVERITIES.find((severity) => severity === finding.Severity?.Label) ?? 'INFORMATIONAL'
      return [
        {
          severity: label,
          title: finding.Title ?? '',
          suppressed: reason === 'suppressed',
          ...(path !== '' && { path }),
          ...(problem !== undefined && stillOpen.has(problem) && { stillOpen: true }),
        },
      ]
    })
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compare(a.path ?? '', b.path ?? '') || compare(a.title, b.title),
    )
    .slice(0, LIST_LIMIT)
}

/** One of each problem. */
function onceEach(archivals: readonly Archival<HeldFinding>[]): Archival<HeldFinding>[] {
  const seen = new Set<string>()
  return archivals.filter(({ stored: { problem } }) => problem === undefined || (!seen.has(problem) && seen.add(problem)))
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
