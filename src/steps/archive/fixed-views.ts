import { SEVERITIES } from '../../finding.js'
import { LIST_LIMIT } from '../../output/highlights.js'
import type { FixedView } from '../../run-result.js'
import type { Archival } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'

/** The most severe of what was archived, as people see it; as many as a list of the summary can show. */
export function fixedViews(archivals: readonly Archival<HeldFinding>[]): FixedView[] {
  return archivals
    .flatMap(({ stored: { finding, path }, reason }): FixedView[] => {
      // Of what is only remembered nothing can be shown; it is counted.
      if (finding === undefined) return []
      const label = SEVERITIES.find((severity) => severity === finding.Severity?.Label) ?? 'INFORMATIONAL'
      return [{ severity: label, title: finding.Title ?? '', suppressed: reason === 'suppressed', ...(path !== '' && { path }) }]
    })
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compare(a.path ?? '', b.path ?? '') || compare(a.title, b.title),
    )
    .slice(0, LIST_LIMIT)
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
