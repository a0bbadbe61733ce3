/** What the comparison with Security Hub says. */
import { groupBy } from '../../groups.js'
import type { FixedProblems, FixedView, Lifecycle, RunResult } from '../../run-result.js'
import { sumByReason } from '../archive/archive-fixed.js'
import { countFixedProblems, countSeverities, fixedViews, onceEach } from '../archive/fixed-views.js'
import type { Comparison, Ignorance } from '../compare/plan.js'
import type { Outcomes, Plans } from './outcomes.js'

const NOT_COMPARED: Lifecycle = {
  known: false,
  new: 0,
  reopened: 0,
  unchanged: 0,
  unchangedSent: 0,
  moved: 0,
  dismissed: 0,
  fixed: 0,
  kept: [],
}

/** @param isDryRun why nothing is known stands here for a dry run alone; any other run is warned of it */
export function lifecycleOf(outcomes: Outcomes, isDryRun: boolean): Lifecycle {
  const { plans, archived } = outcomes
  if (plans === undefined) return NOT_COMPARED
  const ignorance = ignoranceOf(outcomes)
  const kept = [...keptForIgnorance(ignorance), ...(archived?.kept ?? [])]
  return {
    known: ignorance === undefined,
    ...(isDryRun && ignorance !== undefined && { unknownBecause: ignorance.because }),
    ...counted(plans),
    unchangedSent: outcomes.imported?.unchangedSent ?? 0,
    fixed: archived?.done.length ?? 0,
    kept: sumByReason(kept),
  }
}

function counted(plans: Plans): Omit<Comparison, 'unknown'> {
  const count = (state: keyof Comparison) => plans.reduce((sum, { comparison }) => sum + comparison[state], 0)
  return {
    new: count('new'),
    reopened: count('reopened'),
    unchanged: count('unchanged'),
    moved: count('moved'),
    dismissed: count('dismissed'),
  }
}

/** How many findings are kept open because of it is just what is not known. */
function keptForIgnorance(ignorance: Ignorance | undefined): Lifecycle['kept'] {
  return ignorance === undefined ? [] : [{ reason: ignorance.kept, count: 0 }]
}

/** Look-ups of all analyses are one query: where one analysis is not known, none is. */
export function ignoranceOf({ lookedUp }: Outcomes): Ignorance | undefined {
  return [...(lookedUp?.knowledge.values() ?? [])].find((entry) => !entry.known)
}

export function fixedOf(outcomes: Outcomes): readonly FixedView[] {
  return fixedViews(outcomes.archived?.done ?? [], stillOpenOf(outcomes))
}

export function fixedProblemsOf(outcomes: Outcomes): FixedProblems {
  return countFixedProblems(outcomes.archived?.done ?? [], stillOpenOf(outcomes))
}

/** Problems of which a finding stays open in Security Hub: what is gone and was kept, or could not be archived, is open too. */
function stillOpenOf({ archived, plans = [] }: Pick<Outcomes, 'archived' | 'plans'>): ReadonlySet<string> {
  const done = new Set(archived?.done.map(({ stored }) => stored.id))
  return new Set(
    plans.flatMap(({ stored }) =>
      stored.flatMap(({ id, active, problem }) => (active && problem !== undefined && !done.has(id) ? problem : [])),
    ),
  )
}

/** What Security Hub holds as open of the analyses, each problem once. */
export function heldSeverities({ plans = [] }: Outcomes): NonNullable<RunResult['baseSeverityCounts']> {
  return countSeverities(onceEach(plans.flatMap(({ stored }) => stored.filter(({ active }) => active))))
}

/** By name; a run that broke off is as incomplete as a report that says so. */
export function incompleteTools({ plans = [] }: Outcomes): RunResult['incompleteTools'] {
  const incomplete = plans.filter(({ identified: { runs } }) =>
    runs.some(({ opened, error }) => error !== undefined || !opened.run.complete()),
  )
  return [...groupBy(incomplete, ({ identified }) => identified.analysis.tool.name)].map(([tool, ofTool]) => ({
    tool,
    held: countSeverities(onceEach(ofTool.flatMap(({ stored }) => stored.filter(({ active }) => active)))),
  }))
}
