/**
 * Compares an analysis with what Security Hub holds of it and decides what is new, what goes on and what may be archived.
 * Pure: every guard against archiving wrongly stands here.
 */
import type { ErrorCode } from '../errors.js'
import { type Match, matchFindings, type Stored } from '../identity/match.js'
import { underStoredRules } from '../identity/renamed-rules.js'
import type { FindingState, KeptReason } from '../run-result.js'
import { type Candidates, type Comparable, comparable } from './candidates.js'
import type { IdentifiedAnalysis } from './identify-analysis.js'
import { withOwnFindings } from './own-findings.js'
import { type NotLookedAt, partlyScannedReason } from './partly-scanned.js'

/** A finding as Security Hub holds it, reduced to what the comparison needs. */
export interface StoredFinding extends Stored {
  /** ISO 8601. */
  readonly createdAt: string | undefined
  readonly firstObservedAt: string | undefined
  readonly updatedAt: string
  /** An analyst suppressed it. */
  readonly suppressed: boolean
  /** The workflow and the job in it that wrote it last. */
  readonly workflow: string
  readonly job: string
  /** The step of that job; `''` when it is not known. */
  readonly step: string
  readonly runId: string
  readonly runNumber: number
  /** Names of its vulnerable packages. */
  readonly packages: readonly string[]
}

/** What is known of one analysis from earlier runs. */
export type Knowledge<S extends StoredFinding> = { readonly known: true; readonly stored: readonly S[] } | Ignorance

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
  /** `suppressed`: the report still has it, as accepted. */
  readonly reason: 'fixed' | 'suppressed'
}

export interface AnalysisPlan<S extends StoredFinding> {
  readonly identified: IdentifiedAnalysis
  readonly known: boolean
  /** How many findings Security Hub holds of the analysis, ACTIVE and ARCHIVED. */
  readonly held: number
  /** What becomes of a candidate, by its place in the reports; `undefined` for one that is not open. */
  prospect(index: number): Prospect<S> | undefined
  readonly comparison: Comparison
  /** What is open in Security Hub and not in this analysis any more, before the guards. */
  readonly gone: readonly Archival<S>[]
  /** Stored findings that stay open because of `minimum-severity`. */
  readonly belowMinimum: number
  /** A newer run of the same workflow has already written this analysis. */
  readonly superseded: boolean
}

export interface CurrentRun {
  readonly workflow: string
  readonly runId: string
  readonly runNumber: number
}

/** Matches the candidates with what is stored. */
export function planAnalysis<S extends StoredFinding>(
  identified: IdentifiedAnalysis,
  knowledge: Knowledge<S>,
  run: CurrentRun,
): AnalysisPlan<S> {
  const { candidates } = identified
  const stored = knowledge.known ? knowledge.stored : []
  const matches = stored.length === 0 ? [] : withOwnFindings(matchFindings(underStoredRules(comparable(candidates), stored), stored))
  const byIndex = new Map(matches.map((match) => [match.current.index, match]))
  const matched = new Set(matches.flatMap((match) => (match.stored === undefined ? [] : [match.stored])))
  const suppressed = matches.flatMap(({ current, stored: found }) => (current.standing === 'suppressed' && found?.active ? [found] : []))
  const prospect = (index: number) =>
    candidates.standing(index) === 'open' ? prospectOf(candidates.id(index), byIndex.get(index), knowledge.known) : undefined
  return {
    identified,
    known: knowledge.known,
    held: stored.length,
    prospect,
    comparison: compare(candidates, prospect),
    gone: [
      ...stored
        .filter((finding) => finding.active && !matched.has(finding))
        .map((finding) => ({ stored: finding, reason: 'fixed' as const })),
      ...suppressed.map((finding) => ({ stored: finding, reason: 'suppressed' as const })),
    ],
    belowMinimum: matches.filter(({ current, stored: found }) => current.standing === 'below-minimum' && found?.active).length,
    // 0 is no number of a run: outside GitHub no run is newer than another.
    superseded: run.runNumber > 0 && stored.some((finding) => finding.workflow === run.workflow && finding.runNumber > run.runNumber),
  }
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

/** Everything that may forbid archiving in one analysis. */
export interface ArchiveConditions extends NotLookedAt {
  readonly archiveFixed: boolean
  /** The event analyses the present state of this scope. */
  readonly eventAllows: boolean
  /** Some report could not be opened: its tool is unknown, so it may be this one. */
  readonly reportUnreadable: boolean
  /** Every run of the analysis claims to hold all its results and was read to its end. */
  readonly complete: boolean
  readonly importFailed: boolean
  readonly workflow: string
  readonly job: string
  readonly step: string
  readonly runId: string
}

export interface ArchiveDecision<S extends StoredFinding> {
  readonly archive: readonly Archival<S>[]
  readonly kept: readonly { readonly reason: KeptReason; readonly count: number }[]
}

/** Applies the guards. Whatever is not archived is counted under the first guard that held it. */
export function decideArchive<S extends StoredFinding>(
  plan: Pick<AnalysisPlan<S>, 'gone' | 'belowMinimum' | 'superseded'>,
  conditions: ArchiveConditions,
): ArchiveDecision<S> {
  const below = plan.belowMinimum === 0 ? [] : [{ reason: 'below-minimum' as const, count: plan.belowMinimum }]
  const guard = guardOf(plan, conditions)
  if (guard !== undefined) return { archive: [], kept: keep(guard, plan.gone.length, below) }
  const held = plan.gone.map((archival) => ({ archival, reason: reasonToKeep(archival.stored, conditions) }))
  const count = (reason: KeptReason) => held.filter((one) => one.reason === reason).length
  return {
    archive: held.flatMap(({ archival, reason }) => (reason === undefined ? [archival] : [])),
    kept: [...SINGLE_REASONS.flatMap((reason) => keep(reason, count(reason), [])), ...below],
  }
}

/** Why one finding is kept while others are archived. */
const SINGLE_REASONS = ['file-partly-scanned', 'package-partly-scanned', 'same-run', 'another-job'] as const

function reasonToKeep(stored: StoredFinding, conditions: ArchiveConditions): KeptReason | undefined {
  return partlyScannedReason(stored, conditions) ?? siblingReason(stored, conditions)
}

/**
 * What a sibling job wrote is not this job's to judge: jobs of one workflow that share an analysis each report a part of it. That holds
 * for what the sibling wrote in this run and, because jobs run side by side, for what it wrote in the run before.
 */
function siblingReason(stored: StoredFinding, run: Pick<ArchiveConditions, 'workflow' | 'job' | 'step' | 'runId'>): KeptReason | undefined {
  if (run.runId !== '' && stored.runId === run.runId) return 'same-run'
  return isOfSibling(stored, run) ? 'another-job' : undefined
}

/** Two steps of one job are siblings like two jobs. */
function isOfSibling(stored: StoredFinding, { workflow, job, step }: Pick<ArchiveConditions, 'workflow' | 'job' | 'step'>): boolean {
  if (stored.workflow !== workflow || job === '' || stored.job === '') return false
  return stored.job !== job || (step !== '' && stored.step !== '' && stored.step !== step)
}

/** What a run that only compares may call fixed: a report that may lack results fixes nothing. */
export function decideFixed<S extends StoredFinding>(
  { gone }: Pick<AnalysisPlan<S>, 'gone'>,
  conditions: NotLookedAt & Pick<ArchiveConditions, 'reportUnreadable' | 'complete' | 'workflow' | 'job' | 'step'>,
): ArchiveDecision<S> {
  const doubt = doubtIn(conditions)
  if (doubt !== undefined) return { archive: [], kept: keep(doubt, gone.length, []) }
  const held = gone.map((archival) => ({
    archival,
    reason:
      partlyScannedReason(archival.stored, conditions) ?? (isOfSibling(archival.stored, conditions) ? ('another-job' as const) : undefined),
  }))
  return {
    archive: held.flatMap(({ archival, reason }) => (reason === undefined ? [archival] : [])),
    kept: SINGLE_REASONS.flatMap((reason) => keep(reason, held.filter((one) => one.reason === reason).length, [])),
  }
}

function doubtIn({ reportUnreadable, complete }: Pick<ArchiveConditions, 'reportUnreadable' | 'complete'>): KeptReason | undefined {
  if (reportUnreadable) return 'unreadable-report'
  return complete ? undefined : 'incomplete-report'
}

function guardOf(plan: { readonly superseded: boolean }, conditions: ArchiveConditions): KeptReason | undefined {
  if (plan.superseded) return 'superseded'
  if (!conditions.archiveFixed) return 'archive-fixed-off'
  if (!conditions.eventAllows) return 'not-a-branch-push'
  return doubtIn(conditions) ?? (conditions.importFailed ? 'import-failed' : undefined)
}

function keep(reason: KeptReason, count: number, others: readonly { reason: KeptReason; count: number }[]) {
  return count === 0 ? others : [{ reason, count }, ...others]
}
