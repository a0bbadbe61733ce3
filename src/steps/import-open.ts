/** Maps every open finding, writes it to the findings file, shows it and, unless this run sends nothing, imports it. */
import type { UserError } from '../errors.js'
import type { HighlightsCollector } from '../output/highlights.js'
import type { Importer, ImportReport, Undelivered } from '../securityhub/import.js'
import { createJsonArrayFile, type JsonArrayFile } from './files.js'
import type { Gates } from './gates.js'
import { type MapOptions, mapFindings } from './map-findings.js'
import type { AnalysisPlan } from './plan.js'
import type { HeldFinding } from './stored-finding.js'

export interface ImportOpenOptions extends Omit<MapOptions, 'context'> {
  /** Absent when nothing is to be sent. */
  readonly importer: Importer | undefined
  /** Why nothing can be sent although it should. */
  readonly offline: UserError | undefined
  readonly highlights: HighlightsCollector
  readonly gates: Gates
  readonly outputFolder: string
  contextOf(plan: AnalysisPlan<HeldFinding>): MapOptions['context']
  /** Whether a newer run has already written this analysis. */
  skips(plan: AnalysisPlan<HeldFinding>): boolean
  sleep(milliseconds: number): Promise<void>
}

export interface ImportOpenResult {
  readonly findingsFile: string
  readonly report: ImportReport
  /** What cut the run off, when something did: the report then says what had been done by then. */
  readonly interruption: unknown
}

/** A cancelled job has seven and a half seconds before it is killed: actions/runner, src/Runner.Worker/JobExtension.cs. */
const PATIENCE_WHEN_CANCELLED = 4000

const NOTHING_SENT: ImportReport = { imported: 0, refused: [], unsent: [], unaccounted: 0, resent: 0, errors: [] }

export async function importOpen(plans: readonly AnalysisPlan<HeldFinding>[], options: ImportOpenOptions): Promise<ImportOpenResult> {
  const file = createJsonArrayFile(options.outputFolder, 'findings.json')
  const unsent: Undelivered[] = []
  let interruption: unknown
  try {
    for (const plan of plans) await importPlan(plan, options, file, unsent)
  } catch (error) {
    interruption = error
  }
  file.close()
  const report = await reportOf(options)
  return { findingsFile: file.path, report: { ...report, unsent: [...report.unsent, ...unsent] }, interruption }
}

async function importPlan(
  plan: AnalysisPlan<HeldFinding>,
  options: ImportOpenOptions,
  file: JsonArrayFile,
  unsent: Undelivered[],
): Promise<void> {
  const { importer, offline, highlights, gates } = options
  for await (const { asff, view } of mapFindings(plan, { ...options, context: options.contextOf(plan) })) {
    file.add(asff)
    highlights.add(view)
    gates.add(view)
    if (offline !== undefined) unsent.push({ finding: asff, code: offline.code, message: offline.message })
    else if (!options.skips(plan)) await importer?.add(asff)
  }
}

async function reportOf({ importer, signal, sleep }: ImportOpenOptions): Promise<ImportReport> {
  if (importer === undefined) return NOTHING_SENT
  if (!signal.aborted) return importer.finish()
  return Promise.race([importer.finish(), sleep(PATIENCE_WHEN_CANCELLED).then(() => NOTHING_SENT)])
}
