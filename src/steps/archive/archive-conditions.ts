/** What the guards against archiving wrongly have to know of a run. */
import { analysisPrefix } from '../../identity/scope.js'
import type { Inputs } from '../../inputs.js'
import type { RunContext } from '../../run-context.js'
import { skippedRulesOf } from '../compare/not-evaluated.js'
import type { AnalysisPlan } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'
import { isSameWriter, type Writer } from '../compare/writers.js'
import type { ImportOpenResult } from '../import/import-open.js'
import type { ReadReports } from '../read/read-reports.js'
import { streamOf } from '../streams.js'
import type { ArchiveConditions } from './archive-guards.js'
import { notLookedAt } from './partly-scanned.js'
import { createGoneCheck, type Files } from './workflow-files.js'

export interface ImportedSoFar {
  readonly imported: Pick<ImportOpenResult, 'report' | 'interruption'>
  readonly read: ReadReports
}

export type GoneCheck = (writer: Writer) => boolean

/** Workflow files are looked at only when there is something to archive that another job or workflow wrote. */
export async function goneCheck(
  plans: readonly AnalysisPlan<HeldFinding>[],
  { context, workspace }: { readonly context: RunContext; readonly workspace: Files },
): Promise<GoneCheck> {
  const ofOthers = plans.some(({ gone }) => gone.some(({ stored }) => !isSameWriter(stored, context)))
  return ofOthers ? await createGoneCheck(workspace, context) : () => false
}

export function archiveConditions(
  plan: AnalysisPlan<HeldFinding>,
  { imported, read }: ImportedSoFar,
  { inputs, context, isGone }: { readonly inputs: Inputs; readonly context: RunContext; readonly isGone: GoneCheck },
): ArchiveConditions {
  const { report, interruption } = imported
  const { prefix, category } = plan.identified.analysis
  const own = new Set([prefix])
  // By the analysis, not by how its Ids begin: some have the name that its tool had when they were first imported.
  const lost = [...report.refused, ...report.unsent].some(({ finding: { Id } }) => Id !== undefined && analysisPrefix(Id, own) === prefix)
  return {
    archiveFixed: inputs.archiveFixed,
    eventAllows: streamOf(context.scope).archives,
    ...conditionsOfReports(plan, read),
    importFailed: lost || report.unaccounted > 0 || interruption !== undefined,
    claim: { ...context, declared: inputs.category === category, isGone },
  }
}

/** What the reports of an analysis say of themselves. */
export function conditionsOfReports({ identified: { runs, undecided } }: AnalysisPlan<HeldFinding>, read: ReadReports) {
  return {
    reportUnreadable: read.errors.length > 0 || read.missing,
    complete: runs.every(({ opened, error }) => error === undefined && opened.run.complete()),
    ...notLookedAt(runs.map(({ opened }) => opened.run)),
    undecided,
    skippedRules: skippedRulesOf(runs.map(({ opened }) => opened.run)),
  }
}
