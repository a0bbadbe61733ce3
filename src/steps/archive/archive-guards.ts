/** What may be archived. Pure: every guard against archiving wrongly stands here. */
import type { KeptReason } from '../../run-result.js'
import { isUndecided, type Undecided } from '../compare/not-evaluated.js'
import { othersReporting } from '../compare/parts.js'
import type { AnalysisPlan, Archival } from '../compare/plan.js'
import type { StoredFinding } from '../compare/stored-finding.js'
import { type Claim, isSibling, reasonToLeave, type Writer } from '../compare/writers.js'
import { type NotLookedAt, partlyScannedReason } from './partly-scanned.js'

/** Where the tool did not look, or looked and did not decide. */
interface Unseen extends NotLookedAt {
  readonly undecided: Undecided
  readonly skippedRules: ReadonlySet<string>
}

/** Everything that may forbid archiving in one analysis. */
export interface ArchiveConditions extends Unseen {
  readonly archiveFixed: boolean
  /** The event analyses the present state of this scope. */
  readonly eventAllows: boolean
  /** Some report could not be opened: its tool is unknown, so it may be this one. */
  readonly reportUnreadable: boolean
  /** Every run of the analysis claims to hold all its results and was read to its end. */
  readonly complete: boolean
  readonly importFailed: boolean
  readonly claim: Claim
}

export interface ArchiveDecision<S extends StoredFinding> {
  readonly archive: readonly Archival<S>[]
  readonly kept: readonly { readonly reason: KeptReason; readonly count: number }[]
}

/** Applies the guards. Whatever is not archived is counted under the first guard that held it. */
export function decideArchive<S extends StoredFinding>(
  plan: Pick<AnalysisPlan<S>, 'gone' | 'belowMinimum' | 'supersededBy' | 'isAbsent'>,
  conditions: ArchiveConditions,
): ArchiveDecision<S> {
  const below = plan.belowMinimum === 0 ? [] : [{ reason: 'below-minimum' as const, count: plan.belowMinimum }]
  const guard = guardOf(plan, conditions)
  if (guard !== undefined) return { archive: [], kept: keep(guard, plan.gone.length, below) }
  const { archive, kept } = sortOut(plan.gone, (stored) => reasonToKeep(stored, conditions))
  return { archive: archive.map((archival) => handedOver(archival, plan.isAbsent, conditions.claim)), kept: [...kept, ...below] }
}

/** What another part of the same analysis reports too is not fixed for not being in this part. */
function handedOver<S extends StoredFinding>(
  archival: Archival<S>,
  isAbsent: AnalysisPlan<S>['isAbsent'],
  { declared, isGone, ...run }: Claim,
): Archival<S> {
  if (declared) return archival
  const others = othersReporting(archival.stored, run, isAbsent).filter((part) => !isGone({ ...part, runId: '' }))
  return others.length === 0 ? archival : { ...archival, handedTo: others }
}

/** Why one finding is kept while others are archived. */
const SINGLE_REASONS = [
  'file-partly-scanned',
  'package-partly-scanned',
  'not-evaluated',
  'same-run',
  'another-job',
  'another-workflow',
] as const

function reasonToKeep(stored: StoredFinding, conditions: ArchiveConditions): KeptReason | undefined {
  return unseenReason(stored, conditions) ?? reasonToLeave(stored, conditions.claim)
}

function unseenReason(stored: StoredFinding, conditions: Unseen): KeptReason | undefined {
  if (stored.remembered !== undefined) return leavesOpen(conditions) ? 'not-evaluated' : undefined
  const undecided = isUndecided(stored, conditions.undecided, conditions.skippedRules)
  return partlyScannedReason(stored, conditions) ?? (undecided ? 'not-evaluated' : undefined)
}

/** Whether the tool has not looked everywhere, or not decided. Of a finding that is only remembered neither rule, path nor package is known. */
function leavesOpen({ partlyScanned, partlyScannedPackages, skippedRules, undecided }: Unseen): boolean {
  return partlyScanned.size + partlyScannedPackages.size + skippedRules.size > 0 || undecided.any()
}

/** What a run that only compares may call fixed: a report that may lack results fixes nothing. */
export function decideFixed<S extends StoredFinding>(
  { gone }: Pick<AnalysisPlan<S>, 'gone'>,
  conditions: Unseen & Pick<ArchiveConditions, 'reportUnreadable' | 'complete'> & { readonly run: Writer },
): ArchiveDecision<S> {
  const doubt = doubtIn(conditions)
  if (doubt !== undefined) return { archive: [], kept: keep(doubt, gone.length, []) }
  return sortOut(gone, (stored) => unseenReason(stored, conditions) ?? (isOfSiblings(stored, conditions.run) ? 'another-job' : undefined))
}

function isOfSiblings(stored: StoredFinding, run: Writer): boolean {
  return isSibling(stored, run) || stored.alsoReportedBy.some((part) => isSibling({ ...part, runId: '' }, run))
}

function sortOut<S extends StoredFinding>(
  gone: readonly Archival<S>[],
  reasonOf: (stored: S) => KeptReason | undefined,
): ArchiveDecision<S> {
  const held = gone.map((archival) => ({ archival, reason: reasonOf(archival.stored) }))
  return {
    archive: held.flatMap(({ archival, reason }) => (reason === undefined ? [archival] : [])),
    kept: SINGLE_REASONS.flatMap((reason) => keep(reason, held.filter((one) => one.reason === reason).length, [])),
  }
}

function doubtIn({ reportUnreadable, complete }: Pick<ArchiveConditions, 'reportUnreadable' | 'complete'>): KeptReason | undefined {
  if (reportUnreadable) return 'unreadable-report'
  return complete ? undefined : 'incomplete-report'
}

function guardOf(plan: Pick<AnalysisPlan<StoredFinding>, 'supersededBy'>, conditions: ArchiveConditions): KeptReason | undefined {
  if (plan.supersededBy !== undefined) return 'superseded'
  if (!conditions.archiveFixed) return 'archive-fixed-off'
  if (!conditions.eventAllows) return 'not-a-branch-push'
  return doubtIn(conditions) ?? (conditions.importFailed ? 'import-failed' : undefined)
}

function keep(reason: KeptReason, count: number, others: readonly { reason: KeptReason; count: number }[]) {
  return count === 0 ? others : [{ reason, count }, ...others]
}
