/** Maps every open finding, writes it to the findings file, shows it and, unless this run sends nothing, imports what has changed. */
import { type Change, withNote } from '../../asff/content.js'
import type { UserError } from '../../errors.js'
import type { HighlightsCollector } from '../../output/highlights.js'
import type { Importer, ImportReport, Undelivered } from '../../securityhub/import.js'
import type { UpgradeCollector } from '../../upgrades/collect.js'
import type { IdentifiedAnalysis } from '../compare/identify-analysis.js'
import type { AnalysisPlan } from '../compare/plan.js'
import type { Problem } from '../compare/problems.js'
import type { HeldFinding } from '../compare/stored-finding.js'
import { createJsonArrayFile, type JsonArrayFile } from '../files.js'
import type { OutputFolder } from '../output-folder.js'
import type { OnProgress } from '../progress.js'
import { isBetterTrace, type Sending, sendingOf } from './change.js'
import type { Gates } from './gates.js'
import { type MapOptions, type MappedFinding, mapFindings } from './map-findings.js'

export interface ImportOpenOptions extends Omit<MapOptions, 'context' | 'problemOf'> {
  /** Absent when nothing is to be sent. The importer calls `onSettled` when it is known what became of a part. */
  readonly createImporter: ((onSettled: () => void) => Importer) | undefined
  /** Why nothing can be sent although it should. */
  readonly offline: UserError | undefined
  readonly highlights: HighlightsCollector
  readonly gates: Gates
  readonly upgrades: UpgradeCollector
  readonly outputFolder: OutputFolder
  /** What all but the first finding that this run sends of an analysis have in common. */
  readonly batch: string
  /** Days after which what has not changed is sent again; 0 for always. */
  readonly refreshAfter: number
  contextOf(plan: AnalysisPlan<HeldFinding>): MapOptions['context']
  problemOf(plan: AnalysisPlan<HeldFinding>, candidate: number): Problem | undefined
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
  /** Of the findings that were open before where they are now, how many were sent all the same. */
  readonly unchangedSent: number
  /** Open findings that were not sent because Security Hub has them as they are, or because a newer run has reported. */
  readonly notSent: number
  /** Analyses of which this run has sent something. */
  readonly traced: ReadonlySet<IdentifiedAnalysis>
}

const NOTHING_SENT: ImportReport = { imported: 0, refused: [], unsent: [], unaccounted: 0, resent: 0, errors: [] }

export async function importOpen(plans: readonly AnalysisPlan<HeldFinding>[], options: ImportOpenOptions): Promise<ImportOpenResult> {
  const file = createJsonArrayFile(options.outputFolder, 'findings.json')
  const counts: Counts = { reached: 0, sent: 0, unchangedSent: 0 }
  const total = sum(plans.map(({ identified }) => identified.accounting.findings))
  const toReach = sum(plans.filter((plan) => sends(plan, options)).map(({ identified }) => identified.accounting.findings))
  const unsent: Undelivered[] = []
  const traced = new Set<IdentifiedAnalysis>()
  const importer = options.createImporter?.(() => onProgress())
  // What is found to be there already as it is need not be sent.
  const onProgress = () => {
    if (importer === undefined) return
    const { findings: done, requests } = importer.soFar()
    options.onProgress({ work: 'importing', done, of: toReach - Math.max(0, counts.reached - counts.sent), requests })
  }
  let interruption: unknown
  try {
    for (const plan of plans) {
      const before = counts.sent
      await importPlan(plan, { options, importer, file, counts, unsent, onReached: onProgress })
      if (counts.sent > before) traced.add(plan.identified)
    }
  } catch (error) {
    interruption = error
  }
  const findingsFile = file.close()
  const report = (await importer?.finish()) ?? NOTHING_SENT
  const notReached = toReach - counts.reached
  const importing = importer !== undefined || options.offline !== undefined
  return {
    findingsFile,
    report: { ...report, unsent: [...report.unsent, ...unsent] },
    interruption,
    notReached,
    unchangedSent: counts.unchangedSent,
    notSent: importing ? total - counts.sent - notReached : 0,
    traced,
  }
}

interface Counts {
  /** Findings of analyses that are sent, looked at so far. */
  reached: number
  sent: number
  unchangedSent: number
}

interface Importing {
  readonly options: ImportOpenOptions
  readonly importer: Importer | undefined
  readonly file: JsonArrayFile
  readonly counts: Counts
  readonly unsent: Undelivered[]
  onReached(): void
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function sends(plan: AnalysisPlan<HeldFinding>, { createImporter, offline, skips }: ImportOpenOptions): boolean {
  return (createImporter !== undefined || offline !== undefined) && !skips(plan)
}

/** Where nothing has changed one finding is sent all the same: by it later runs, and those that overlap with this one, see that there was this run. */
async function importPlan(plan: AnalysisPlan<HeldFinding>, importing: Importing): Promise<void> {
  const { options, counts } = importing
  const isSent = sends(plan, options)
  const sentBefore = counts.sent
  const give = (mapped: MappedFinding, sending: Sending) => giveAway(mapped, { sending, isTrace: counts.sent === sentBefore }, importing)
  let spare: Spare | undefined
  for await (const mapped of mapAndShow(plan, options)) {
    const sending = isSent ? sendingOf(mapped, { ...options, now: options.now(), run: options.writer }, plan.isAbsent) : undefined
    const left = isSent && sending === undefined ? spareOf(mapped) : undefined
    if (left === undefined) await give(mapped, sending)
    else if (spare === undefined || isBetterTrace(left.stored, spare.stored, options.writer)) {
      if (spare !== undefined) await give(spare.mapped, undefined)
      spare = left
    } else await give(mapped, undefined)
    if (isSent) counts.reached += 1
    importing.onReached()
  }
  if (spare !== undefined) await give(spare.mapped, counts.sent === sentBefore ? 'refreshed' : undefined)
}

/** An unchanged finding that the run can leave its trace in. */
interface Spare {
  readonly mapped: MappedFinding
  readonly stored: HeldFinding
}

function spareOf(mapped: MappedFinding): Spare | undefined {
  const { stored } = mapped.prospect
  return stored === undefined ? undefined : { mapped, stored }
}

async function* mapAndShow(plan: AnalysisPlan<HeldFinding>, options: ImportOpenOptions) {
  const problemOf = (candidate: number) => options.problemOf(plan, candidate)
  for await (const mapped of mapFindings(plan, { ...options, context: options.contextOf(plan), problemOf })) {
    options.highlights.add(mapped.view)
    options.gates.add(mapped.view)
    if (!mapped.view.dismissed) options.upgrades.add(mapped.finding)
    yield mapped
  }
}

/** Into the file, and away when it is to be sent. */
async function giveAway(
  { asff, content, prospect }: MappedFinding,
  { sending, isTrace }: { readonly sending: Sending; readonly isTrace: boolean },
  { options, importer, file, counts, unsent }: Importing,
): Promise<void> {
  const batch = isTrace || sending === undefined ? undefined : options.batch
  const finding = withNote(asff, { content, change: changeOf(sending, prospect.state), batch })
  file.add(finding)
  if (sending === undefined) return
  counts.sent += 1
  if (prospect.state === 'unchanged') counts.unchangedSent += 1
  if (options.offline !== undefined) unsent.push({ finding, code: options.offline.code, message: options.offline.message })
  else await importer?.add(finding)
}

/** What is not sent says why it would be. */
function changeOf(sending: Sending, state: MappedFinding['prospect']['state']): Change | undefined {
  if (sending === undefined) return state === 'unchanged' || state === 'unknown' ? undefined : state
  return sending === 'always' ? undefined : sending
}
