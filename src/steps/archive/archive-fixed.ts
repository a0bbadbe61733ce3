/** Archives what an analysis no longer reports, as far as the guards allow. */
import { namespaced } from '../../asff/product-fields.js'
import type { RunContext } from '../../run-context.js'
import type { KeptReason } from '../../run-result.js'
import { archivedFinding } from '../../securityhub/archived.js'
import type { Importer, ImportReport } from '../../securityhub/import.js'
import type { AwsSecurityFinding } from '../../securityhub/port.js'
import type { AnalysisPlan, Archival } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'
import { laterThan } from '../instants.js'
import type { OnProgress } from '../progress.js'
import { type ArchiveConditions, type ArchiveDecision, decideArchive } from './archive-guards.js'

export interface ArchivingOptions {
  readonly context: Pick<RunContext, 'sha' | 'runId' | 'runUrl' | 'runNumber' | 'workflow' | 'workflowFile' | 'job' | 'step'>
  readonly createImporter: () => Importer
  readonly onProgress: OnProgress
  /** What Security Hub holds of these Ids by now, or of more; rejects when it cannot be asked. */
  lookAgain(ids: readonly string[]): Promise<readonly HeldFinding[]>
  now(): Date
}

export interface ArchiveOptions extends ArchivingOptions {
  conditionsOf(plan: AnalysisPlan<HeldFinding>): ArchiveConditions
}

export interface ArchiveResult {
  /** What Security Hub took as archived. */
  readonly done: readonly Archival<HeldFinding>[]
  readonly kept: readonly { readonly reason: KeptReason; readonly count: number }[]
  /** Absent when there was nothing to archive. */
  readonly report: ImportReport | undefined
}

export function archiveFixed(plans: readonly AnalysisPlan<HeldFinding>[], options: ArchiveOptions): Promise<ArchiveResult> {
  return archiveDecided(
    plans.map((plan) => decideArchive(plan, options.conditionsOf(plan))),
    options,
  )
}

/** Archives what was decided upon, except what anybody has written since. */
export async function archiveDecided(
  decisions: readonly ArchiveDecision<HeldFinding>[],
  options: ArchivingOptions,
): Promise<ArchiveResult> {
  const checked = await withoutOvertaken(
    decisions.flatMap(({ archive }) => archive),
    options,
  )
  const kept = sumByReason([...decisions.flatMap((decision) => decision.kept), ...checked.kept])
  if (checked.archivals.length === 0) return { done: [], kept, report: undefined }
  const importer = options.createImporter()
  for (const [index, archival] of checked.archivals.entries()) {
    await importer.add(archivedBy(archival, options))
    options.onProgress({ work: 'archiving', done: index + 1, of: checked.archivals.length })
  }
  const report = await importer.finish()
  const lost = new Set([...report.refused, ...report.unsent].map(({ finding }) => finding.Id))
  return { done: checked.archivals.filter(({ stored }) => !lost.has(stored.id)), kept, report }
}

interface Checked {
  readonly archivals: readonly Archival<HeldFinding>[]
  readonly kept: readonly { readonly reason: KeptReason; readonly count: number }[]
}

/** Reports take time to import, and other jobs run meanwhile: what anybody has written since the look-up is not archived on the strength of it. */
async function withoutOvertaken(archivals: readonly Archival<HeldFinding>[], options: ArchivingOptions): Promise<Checked> {
  if (archivals.length === 0) return { archivals, kept: [] }
  let held: ReadonlyMap<string, HeldFinding>
  try {
    held = new Map((await options.lookAgain(archivals.map(({ stored }) => stored.id))).map((finding) => [finding.id, finding]))
  } catch {
    return { archivals: [], kept: [{ reason: 'lookup-failed', count: archivals.length }] }
  }
  const overtaken = archivals.filter(({ stored }) => isLater(held.get(stored.id), stored))
  const left = new Set(overtaken)
  const sameRun = overtaken.filter(({ stored }) => held.get(stored.id)?.runId === options.context.runId).length
  const counts = [
    { reason: 'same-run' as const, count: sameRun },
    { reason: 'superseded' as const, count: overtaken.length - sameRun },
  ]
  return { archivals: archivals.filter((archival) => !left.has(archival)), kept: counts.filter(({ count }) => count > 0) }
}

/** An eventually consistent answer can be older than the one before: that says nothing. */
function isLater(now: HeldFinding | undefined, then: HeldFinding): boolean {
  return now !== undefined && Date.parse(now.updatedAt) > Date.parse(then.updatedAt)
}

function archivedBy({ stored, reason }: Archival<HeldFinding>, { context, now }: ArchivingOptions): AwsSecurityFinding {
  const fields = {
    'archived-because': reason,
    // Of a branch that is gone it would name a commit of another one.
    'archived-commit': reason === 'branch-deleted' ? '' : context.sha,
    'archived-run': context.runUrl,
    // The run that wrote it last, as for an open finding.
    'run-id': context.runId,
    'run-number': String(context.runNumber),
    workflow: context.workflow,
    'workflow-file': context.workflowFile,
    job: context.job,
    step: context.step,
  }
  const told = Object.entries(fields).filter(([, value]) => value !== '')
  return archivedFinding(stored.finding, {
    updatedAt: laterThan(stored.updatedAt, now()),
    productFields: Object.fromEntries(told.map(([name, value]) => [namespaced(name), value])),
  })
}

/** In the order in which the reasons first appear. */
export function sumByReason(kept: readonly { readonly reason: KeptReason; readonly count: number }[]) {
  const sums = new Map<KeptReason, number>()
  for (const { reason, count } of kept) sums.set(reason, (sums.get(reason) ?? 0) + count)
  return [...sums].map(([reason, count]) => ({ reason, count }))
}
