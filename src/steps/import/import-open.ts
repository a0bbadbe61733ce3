/** Maps every open finding, writes it to the findings file, shows it and, unless this run sends nothing, imports it. */
import type { UserError } from '../../errors.js'
import type { HighlightsCollector } from '../../output/highlights.js'
import type { Importer, ImportReport, Undelivered } from '../../securityhub/import.js'
import type { AwsSecurityFinding } from '../../securityhub/port.js'
import type { AnalysisPlan } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'
import { createJsonArrayFile, type JsonArrayFile } from '../files.js'
import type { OutputFolder } from '../output-folder.js'
import type { OnProgress } from '../progress.js'
import type { Gates } from './gates.js'
import { type MapOptions, mapFindings } from './map-findings.js'

export interface ImportOpenOptions extends Omit<MapOptions, 'context'> {
  /** Absent when nothing is to be sent. */
  readonly importer: Importer | undefined
  /** Why nothing can be sent although it should. */
  readonly offline: UserError | undefined
  readonly highlights: HighlightsCollector
  readonly gates: Gates
  readonly outputFolder: OutputFolder
  contextOf(plan: AnalysisPlan<HeldFinding>): MapOptions['context']
  readonly onProgress: OnProgress
  /** Whether a newer run has already written this analysis. */
  skips(plan: AnalysisPlan<HeldFinding>): boolean
}

export interface ImportOpenResult {
  /** Absent when it could not be written. */
  readonly findingsFile: string | undefined
  readonly report: ImportReport
  /** What cut the run off, when something did: the report then says what had been done by then. */
  readonly interruption: unknown
  /** Findings to be sent that were not even mapped by then. */
  readonly notReached: number
}

const NOTHING_SENT: ImportReport = { imported: 0, refused: [], unsent: [], unaccounted: 0, resent: 0, errors: [] }

export async function importOpen(plans: readonly AnalysisPlan<HeldFinding>[], options: ImportOpenOptions): Promise<ImportOpenResult> {
  const file = createJsonArrayFile(options.outputFolder, 'findings.json')
  const unsent: Undelivered[] = []
  const toSend = plans.filter((plan) => sends(plan, options)).reduce((sum, { identified }) => sum + identified.accounting.findings, 0)
  let reached = 0
  let interruption: unknown
  try {
    for (const plan of plans) {
      for await (const asff of mapAndShow(plan, options, file)) {
        reached += await send(asff, plan, options, unsent)
        if (options.importer !== undefined) options.onProgress({ work: 'importing', done: reached, of: toSend })
      }
    }
  } catch (error) {
    interruption = error
  }
  const findingsFile = file.close()
  const report = (await options.importer?.finish()) ?? NOTHING_SENT
  return {
    findingsFile,
    report: { ...report, unsent: [...report.unsent, ...unsent] },
    interruption,
    notReached: toSend - reached,
  }
}

function sends(plan: AnalysisPlan<HeldFinding>, { importer, offline, skips }: ImportOpenOptions): boolean {
  return (importer !== undefined || offline !== undefined) && !skips(plan)
}

async function* mapAndShow(plan: AnalysisPlan<HeldFinding>, options: ImportOpenOptions, file: JsonArrayFile) {
  for await (const { asff, view } of mapFindings(plan, { ...options, context: options.contextOf(plan) })) {
    file.add(asff)
    options.highlights.add(view)
    options.gates.add(view)
    yield asff
  }
}

/** @returns how many findings that were to be sent have been given away: none or one */
async function send(
  asff: AwsSecurityFinding,
  plan: AnalysisPlan<HeldFinding>,
  options: ImportOpenOptions,
  unsent: Undelivered[],
): Promise<number> {
  if (!sends(plan, options)) return 0
  const { importer, offline } = options
  if (offline !== undefined) unsent.push({ finding: asff, code: offline.code, message: offline.message })
  else await importer?.add(asff)
  return 1
}
