/** Compares an analysis with what Security Hub holds of it: what is new, what goes on, what is gone. */
import type { ErrorCode } from '../../errors.js'
import { type Match, matchFindings } from '../../identity/match.js'
import { underStoredRules } from '../../identity/renamed-rules.js'
import type { FindingState, KeptReason } from '../../run-result.js'
import { inTurns } from '../../turn.js'
import { hashedPath } from '../baseline/hashed-path.js'
import { type Candidates, type Comparable, comparable } from './candidates.js'
import type { IdentifiedAnalysis } from './identify-analysis.js'
import { type Comparing, underStoredIds } from './new-rule-ids.js'
import { withOwnFindings } from './own-findings.js'
import type { Part } from './parts.js'
import { isNewerRun, type RunPosition } from './run-order.js'
import type { StoredFinding } from './stored-finding.js'
import { absentParts } from './succession.js'
import type { Writer } from './writers.js'

/** What is known of one analysis from earlier runs. */
/** @property remembered by a baseline file, with hashes in place of paths */
export type Knowledge<S extends StoredFinding> =
  | { readonly known: true; readonly stored: readonly S[]; readonly remembered?: boolean }
  | Ignorance

export interface Ignorance {
  readonly known: false
  readonly kept: KeptReason
  /** For people: what went wrong in the first line, what to do about it in the others. */
  readonly because: string
  /** Of the error that it comes from, if it comes from one. */
  readonly code?: ErrorCode | undefined
}

/** How an open candidate goes on. */
export interface Prospect<S extends StoredFinding> {
  readonly id: string
  readonly state: FindingState
  readonly stored: S | undefined
}

export interface Archival<S extends StoredFinding> {
  readonly stored: S
  /** `suppressed`: the report still has it, as accepted. `branch-deleted`: there is nothing any more that it could be in. */
  readonly reason: 'fixed' | 'suppressed' | 'branch-deleted'
  /** Jobs and steps that still report it: it is theirs from now on, and stays open. */
  readonly handedTo?: readonly Part[]
}

export interface AnalysisPlan<S extends StoredFinding> {
  readonly identified: IdentifiedAnalysis
  readonly known: boolean
  /** How many findings Security Hub holds of the analysis, ACTIVE and ARCHIVED. */
  readonly held: number
  /** All of them. */
  readonly stored: readonly S[]
  /** Some of it is known from a baseline file alone, in which hashes stand for paths. */
  readonly remembered: boolean
  /** What becomes of a candidate, by its place in the reports; `undefined` for one that is not open. */
  prospect(index: number): Prospect<S> | undefined
  readonly comparison: Comparison
  /** What is open in Security Hub and not in this analysis any more, before the guards. */
  readonly gone: readonly Archival<S>[]
  /** Stored findings that stay open because of `minimum-severity`. */
  readonly belowMinimum: number
  /** The newest run that has already written this analysis, if it is newer than this one. */
  readonly supersededBy: RunPosition | undefined
  /** The archived finding that was written last: where nothing is open the run leaves its trace in it. */
  readonly lastArchived: S | undefined
  /** Whether a job or step reports no more. */
  isAbsent(part: Part): boolean
}

/** Matches the candidates with what is stored. */
export async function planAnalysis<S extends StoredFinding>(
  identified: IdentifiedAnalysis,
  knowledge: Knowledge<S>,
  run: RunPosition & Writer,
  signal: AbortSignal,
): Promise<AnalysisPlan<S>> {
  const { candidates } = identified
  const stored = knowledge.known ? knowledge.stored : []
  const remembered = knowledge.known && knowledge.remembered === true
  const current = remembered ? comparable(candidates).map(withHashedPath) : comparable(candidates)
  const matches = stored.length === 0 ? [] : await matchesOf({ current, stored, identified, run }, signal)
  const byIndex = new Map(matches.map((match) => [match.current.index, match]))
  const matched = new Set(matches.flatMap((match) => (match.stored === undefined ? [] : [match.stored])))
  const suppressed = matches.flatMap(({ current, stored: found }) => (current.standing === 'suppressed' && found?.active ? [found] : []))
  const prospect = (index: number) =>
    candidates.standing(index) === 'open' ? prospectOf(candidates.id(index), byIndex.get(index), knowledge.known) : undefined
  return {
    identified,
    known: knowledge.known,
    held: stored.length,
    stored,
    remembered,
    prospect,
    comparison: compare(candidates, prospect),
    gone: [
      ...stored
        .filter((finding) => finding.active && !matched.has(finding))
        .map((finding) => ({ stored: finding, reason: 'fixed' as const })),
      ...suppressed.map((finding) => ({ stored: finding, reason: 'suppressed' as const })),
    ],
    belowMinimum: matches.filter(({ current, stored: found }) => current.standing === 'below-minimum' && found?.active).length,
    // The run that left a baseline file has left its trace in Security Hub too, which is asked for it: the file alone is not believed.
    supersededBy: newestOf(stored.filter((finding) => finding.remembered === undefined && isNewerRun(finding, run))),
    lastArchived: stored.filter(({ active }) => !active).reduce<S | undefined>(lastWritten, undefined),
    isAbsent: absentParts(stored, run),
  }
}

async function matchesOf<S extends StoredFinding>(
  { current, stored, ...comparing }: Comparing<S>,
  signal: AbortSignal,
): Promise<readonly Match<Comparable, S>[]> {
  const named = await underStoredIds({ ...comparing, current: underStoredRules(current, stored), stored })
  return withOwnFindings(await inTurns(matchFindings(named, stored), signal))
}

function newestOf(runs: readonly RunPosition[]): RunPosition | undefined {
  return runs.reduce<RunPosition | undefined>((newest, run) => (newest === undefined || isNewerRun(run, newest) ? run : newest), undefined)
}

function withHashedPath(current: Comparable): Comparable {
  return { ...current, path: hashedPath(current.path) }
}

/** One of which the whole is known need not be asked for. */
function lastWritten<S extends StoredFinding>(last: S | undefined, one: S): S {
  if (last !== undefined && (last.remembered === undefined) !== (one.remembered === undefined))
    return one.remembered === undefined ? one : last
  return last === undefined || one.updatedAt > last.updatedAt ? one : last
}

/** How many of the open findings are in each state, and how many of them an analyst dismissed. */
export type Comparison = Readonly<Record<FindingState | 'dismissed', number>>

function compare<S extends StoredFinding>(candidates: Candidates, prospect: (index: number) => Prospect<S> | undefined): Comparison {
  const counts = { new: 0, reopened: 0, unchanged: 0, moved: 0, unknown: 0, dismissed: 0 }
  for (let index = 0; index < candidates.size; index++) {
    const found = prospect(index)
    if (found === undefined) continue
    counts[found.state] += 1
    if (found.stored?.suppressed) counts.dismissed += 1
  }
  return counts
}

/** Without anything to compare with, every candidate is new, or it is not known what it is. */
function prospectOf<S extends StoredFinding>(id: string, match: Match<Comparable, S> | undefined, known: boolean): Prospect<S> {
  if (match === undefined) return { id, state: known ? 'new' : 'unknown', stored: undefined }
  return { id: match.id, state: stateOf(match), stored: match.stored }
}

function stateOf({ stored, moved }: Match<Comparable, StoredFinding>): FindingState {
  if (stored === undefined) return 'new'
  if (!stored.active) return 'reopened'
  return moved ? 'moved' : 'unchanged'
}
