/** Archives what an analysis no longer reports, as far as the guards allow. */
import { namespaced } from '../asff/product-fields.js'
import type { RunContext } from '../run-context.js'
import type { KeptReason } from '../run-result.js'
import { archivedFinding } from '../securityhub/archived.js'
import type { Importer, ImportReport } from '../securityhub/import.js'
import type { AwsSecurityFinding } from '../securityhub/port.js'
import { laterThan } from './instants.js'
import { type AnalysisPlan, type Archival, type ArchiveConditions, decideArchive } from './plan.js'
import type { HeldFinding } from './stored-finding.js'

export interface ArchiveOptions {
  readonly context: Pick<RunContext, 'sha' | 'runId' | 'runUrl' | 'runNumber' | 'workflow'>
  readonly createImporter: () => Importer
  now(): Date
  conditionsOf(plan: AnalysisPlan<HeldFinding>): ArchiveConditions
}

export interface ArchiveResult {
  /** What Security Hub took as archived. */
  readonly done: readonly Archival<HeldFinding>[]
  readonly kept: readonly { readonly reason: KeptReason; readonly count: number }[]
  /** Absent when there was nothing to archive. */
  readonly report: ImportReport | undefined
}

export async function archiveFixed(plans: readonly AnalysisPlan<HeldFinding>[], options: ArchiveOptions): Promise<ArchiveResult> {
  const decisions = plans.map((plan) => decideArchive(plan, options.conditionsOf(plan)))
  const archivals = decisions.flatMap(({ archive }) => archive)
  const kept = sumByReason(decisions.flatMap((decision) => decision.kept))
  if (archivals.length === 0) return { done: [], kept, report: undefined }
  const importer = options.createImporter()
  for (const archival of archivals) await importer.add(archivedBy(archival, options))
  const report = await importer.finish()
  const lost = new Set([...report.refused, ...report.unsent].map(({ finding }) => finding.Id))
  return { done: archivals.filter(({ stored }) => !lost.has(stored.id)), kept, report }
}

function archivedBy({ stored, reason }: Archival<HeldFinding>, { context, now }: ArchiveOptions): AwsSecurityFinding {
  const fields = {
    'archived-because': reason,
    'archived-commit': context.sha,
    'archived-run': context.runUrl,
    // The run that wrote it last, as for an open finding.
    'run-id': context.runId,
    'run-number': String(context.runNumber),
    workflow: context.workflow,
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
