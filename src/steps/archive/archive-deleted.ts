/**
 * Archives what Security Hub holds of a branch that is gone. Nothing is compared: whatever was found there is over, whichever tool, job or workflow
 * reported it. What comes back with a branch of that name is reopened by its next run.
 */
import { lookUp } from '../../securityhub/lookup.js'
import { type LookUpOptions, TOLD_EVERY } from '../compare/look-up.js'
import { isNewerRun, type RunPosition } from '../compare/run-order.js'
import { type HeldFinding, isOfTarget, toHeldFinding } from '../compare/stored-finding.js'
import type { OnProgress } from '../progress.js'
import { type ArchiveResult, archivedBy, type Guarded, type SendOptions, sendArchived } from './archive-fixed.js'

/** Findings of one stream. */
export interface StreamFindings {
  readonly held: readonly HeldFinding[]
  /** Findings that came as an answer and are not of this stream or target: left alone. */
  readonly foreign: number
}

/**
 * @param prefix what the Ids of the stream begin with, and no others
 * @throws UserError when Security Hub cannot be asked
 */
export async function findingsOfStream(
  prefix: string,
  { hub, target, pace, onProgress }: LookUpOptions & { readonly onProgress: OnProgress },
): Promise<StreamFindings> {
  const held = new Map<string, HeldFinding>()
  let [found, foreign] = [0, 0]
  for await (const finding of lookUp(hub, { target, idPrefixes: [prefix], pace })) {
    found += 1
    if (found % TOLD_EVERY === 0) onProgress({ work: 'looking-up', done: found, requests: hub.wire().getFindings.requests })
    const known = isOfTarget(finding, target) ? toHeldFinding(finding) : undefined
    if (known?.id.startsWith(prefix)) held.set(known.id, known)
    else foreign += 1
  }
  return { held: [...held.values()], foreign }
}

export interface DeletionOptions extends SendOptions {
  readonly archiveFixed: boolean
  /** What other runs have written in the stream since this run began; rejects when Security Hub cannot be asked. */
  writtenMeanwhile(): Promise<readonly HeldFinding[]>
}

/** @throws UserError when Security Hub cannot be asked again: the event does not come twice, so what is left open for that must not go by unseen */
export async function archiveDeleted({ held }: StreamFindings, options: DeletionOptions): Promise<ArchiveResult> {
  const first = decide(held, options)
  const decided = first.archivals.length === 0 ? first : decide(latestOf([...held, ...(await options.writtenMeanwhile())]), options)
  const findings = decided.archivals.flatMap((archival) => archivedBy(archival, {}, options))
  return sendArchived(findings, decided, options)
}

function decide(held: readonly HeldFinding[], { archiveFixed, context }: DeletionOptions): Guarded {
  const open = held.filter(({ active }) => active)
  if (open.length === 0) return { archivals: [], kept: [] }
  if (!archiveFixed) return { archivals: [], kept: [{ reason: 'archive-fixed-off', count: open.length }] }
  if (livesAgain(held, context)) return { archivals: [], kept: [{ reason: 'superseded', count: open.length }] }
  return { archivals: open.map((stored) => ({ stored, reason: 'branch-deleted' as const })), kept: [] }
}

/** A run that began later than this one has reported: there is a branch of that name again, and all that is open may be of it. */
function livesAgain(held: readonly HeldFinding[], run: RunPosition): boolean {
  return held.some((finding) => isNewerRun(finding, run))
}

/** An eventually consistent answer can be older than the one before. */
function latestOf(held: readonly HeldFinding[]): readonly HeldFinding[] {
  const latest = new Map<string, HeldFinding>()
  for (const finding of held) {
    const known = latest.get(finding.id)
    if (known === undefined || Date.parse(finding.updatedAt) >= Date.parse(known.updatedAt)) latest.set(finding.id, finding)
  }
  return [...latest.values()]
}
