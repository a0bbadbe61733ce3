/** Archives what an analysis no longer reports, as far as the guards allow. */
import { BATCH } from '../../asff/content.js'
import { namespaced } from '../../asff/product-fields.js'
import { analysisPrefix } from '../../identity/scope.js'
import type { RunContext } from '../../run-context.js'
import type { KeptReason } from '../../run-result.js'
import { archivedFinding } from '../../securityhub/archived.js'
import type { Importer, ImportReport } from '../../securityhub/import.js'
import type { AwsSecurityFinding } from '../../securityhub/port.js'
import { ALSO_REPORTED_BY, formatParts, type Part } from '../compare/parts.js'
import type { AnalysisPlan, Archival } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'
import { isSameWorkflow } from '../compare/writers.js'
import { laterThan } from '../instants.js'
import type { OnProgress } from '../progress.js'
import { type ArchiveConditions, decideArchive } from './archive-guards.js'
import { type AskedAgain, type Kept, withoutOvertaken } from './overtaken.js'

/** What it takes to send what is archived. */
export interface SendOptions {
  readonly context: Pick<RunContext, 'sha' | 'runId' | 'runUrl' | 'runNumber' | 'workflow' | 'workflowFile' | 'job' | 'step'>
  /** The importer calls `onSettled` when it is known what became of a part. */
  readonly createImporter: (onSettled: () => void) => Importer
  readonly onProgress: OnProgress
  now(): Date
}

export interface ArchiveOptions extends AskedAgain, SendOptions {
  readonly context: SendOptions['context']
  /** What all but the first finding that this run sends of an analysis have in common. */
  readonly batch: string
  /** When this run began. */
  readonly startedAt: Date
  conditionsOf(plan: AnalysisPlan<HeldFinding>): ArchiveConditions
  /** Whether this run has not sent anything of the analysis, and is the newest one. */
  needsTrace(plan: AnalysisPlan<HeldFinding>): boolean
}

export interface ArchiveResult {
  /** What Security Hub took as archived. */
  readonly done: readonly Archival<HeldFinding>[]
  readonly kept: readonly Kept[]
  /** Absent when there was nothing to archive. */
  readonly report: ImportReport | undefined
}

export async function archiveFixed(plans: readonly AnalysisPlan<HeldFinding>[], options: ArchiveOptions): Promise<ArchiveResult> {
  const decisions = plans.map((plan) => ({ plan, ...decideArchive(plan, options.conditionsOf(plan)) }))
  const checked = await withoutOvertaken(decisions, options)
  const kept = sumByReason([...decisions.flatMap((decision) => decision.kept), ...checked.kept])
  const handed = checked.archivals.filter(({ handedTo }) => handedTo !== undefined)
  const untraced = new Set(plans.filter(options.needsTrace).map(prefixOf))
  const findings = [
    ...checked.archivals.flatMap((archival) => {
      const isTrace = untraced.delete(analysisPrefix(archival.stored.id, untraced))
      const batch = isTrace ? {} : { batch: options.batch }
      return archival.handedTo === undefined ? archivedBy(archival, batch, options) : handedOver(archival, batch, options)
    }),
    ...plans.filter(options.needsTrace).flatMap((plan) => traceIn(plan, options)),
  ]
  const archivals = checked.archivals.filter(({ handedTo }) => handedTo === undefined)
  return sendArchived(findings, { archivals, kept: sumByReason([...kept, ...keptByOthers(handed, options.context)]) }, options)
}

function keptByOthers(handed: readonly Archival<HeldFinding>[], run: Part): readonly Kept[] {
  return handed.map(({ handedTo = [] }) => ({
    reason: handedTo.every((part) => isSameWorkflow(part, run)) ? 'another-job' : 'another-workflow',
    count: 1,
  }))
}

/** What came of the guards. */
export interface Guarded {
  readonly archivals: readonly Archival<HeldFinding>[]
  readonly kept: readonly Kept[]
}

export async function sendArchived(
  findings: readonly AwsSecurityFinding[],
  { archivals, kept }: Guarded,
  options: SendOptions,
): Promise<ArchiveResult> {
  if (findings.length === 0) return { done: [], kept, report: undefined }
  const importer = options.createImporter(() => {
    const { findings: done, requests } = importer.soFar()
    options.onProgress({ work: 'archiving', done, of: findings.length, requests })
  })
  for (const finding of findings) await importer.add(finding)
  const report = await importer.finish()
  const lost = new Set([...report.refused, ...report.unsent].map(({ finding }) => finding.Id))
  return { done: archivals.filter(({ stored }) => !lost.has(stored.id)), kept, report }
}

/**
 * A run that found nothing, and had nothing to archive, is seen by the archived finding that it writes again. As of the time when it began: whoever has
 * opened the finding since has done so later, and Security Hub ignores what is older.
 */
function traceIn({ gone, lastArchived }: AnalysisPlan<HeldFinding>, options: ArchiveOptions): readonly AwsSecurityFinding[] {
  return gone.length > 0 || lastArchived === undefined ? [] : resent(lastArchived, {}, { ...options, now: () => options.startedAt })
}

/** @param batch what the finding is marked with besides */
export function archivedBy({ stored, reason }: Archival<HeldFinding>, batch: Note, options: SendOptions): readonly AwsSecurityFinding[] {
  const { sha, runUrl } = options.context
  // Of a branch that is gone it would name a commit of another one.
  const commit = reason === 'branch-deleted' ? '' : sha
  return resent(
    stored,
    { change: 'archived', 'archived-because': reason, 'archived-commit': commit, 'archived-run': runUrl, ...batch },
    options,
  )
}

/** It is the finding of those who still report it, as if they had sent it. */
function handedOver({ stored, handedTo = [] }: Archival<HeldFinding>, batch: Note, options: SendOptions): readonly AwsSecurityFinding[] {
  const [to, ...rest] = handedTo
  if (to === undefined) return []
  // Runs of two workflow files count apart.
  const number = to.workflowFile === options.context.workflowFile ? {} : { 'run-number': '0' }
  const part = { workflow: to.workflow, 'workflow-file': to.workflowFile, job: to.job, step: to.step }
  const others = rest.length === 0 ? {} : { [ALSO_REPORTED_BY]: formatParts(rest) }
  return resent(stored, { ...batch, ...part, ...number, ...others }, options, 'ACTIVE')
}

function prefixOf({ identified }: AnalysisPlan<HeldFinding>): string {
  return identified.analysis.prefix
}

/** ProductFields without the namespace. */
type Note = Readonly<Record<string, string>>

/** What was said of the change when it was sent is over, and of who sent it. */
const OVER = [...['change', ALSO_REPORTED_BY, 'workflow', 'workflow-file', 'job', 'step', 'event'].map(namespaced), BATCH]

function resent(stored: HeldFinding, note: Note, { context, now }: SendOptions, recordState?: 'ACTIVE'): readonly AwsSecurityFinding[] {
  if (stored.finding === undefined) return []
  const fields = {
    // The run that wrote it last, as for an open finding.
    'run-id': context.runId,
    'run-number': String(context.runNumber),
    workflow: context.workflow,
    'workflow-file': context.workflowFile,
    job: context.job,
    step: context.step,
    ...note,
  }
  const told = Object.entries(fields).filter(([, value]) => value !== '')
  return [
    archivedFinding(stored.finding, {
      updatedAt: laterThan(stored.updatedAt, now()),
      productFields: Object.fromEntries(told.map(([name, value]) => [namespaced(name), value])),
      dropped: OVER,
      ...(recordState !== undefined && { recordState }),
    }),
  ]
}

/** In the order in which the reasons first appear. */
export function sumByReason(kept: readonly Kept[]): readonly Kept[] {
  const sums = new Map<KeptReason, number>()
  for (const { reason, count } of kept) sums.set(reason, (sums.get(reason) ?? 0) + count)
  return [...sums].map(([reason, count]) => ({ reason, count }))
}
