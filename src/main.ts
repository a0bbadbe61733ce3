/** The action: reads reports, compares them with what Security Hub holds, imports what is open, archives what is fixed. */
import type { UserError } from './errors.js'
import { createSourceHashes } from './identity/source-hashes.js'
import type { Inputs } from './inputs.js'
import { createHighlights, type HighlightsCollector } from './output/highlights.js'
import { createRedactor } from './redact.js'
import { createSourceStore, type SourceStore } from './remote-workspace.js'
import { createOtherPlaces, type OtherPlaces } from './reports/temporary-files.js'
import type { RunContext } from './run-context.js'
import type { RunResult } from './run-result.js'
import { type Cancellation, cancellable, cancelledError, untilAborted } from './securityhub/cancellable.js'
import { consoleUrl } from './securityhub/console.js'
import { createImporter, type Importer } from './securityhub/import.js'
import { createLookupPace } from './securityhub/lookup.js'
import type { Pace } from './securityhub/pace.js'
import type { Target } from './securityhub/port.js'
import { type Analysis, groupAnalyses } from './steps/analysis.js'
import { archiveConditions, conditionsOfReports, goneCheck, type ImportedSoFar } from './steps/archive-conditions.js'
import { archiveFixed, sumByReason } from './steps/archive-fixed.js'
import { decideFixed } from './steps/archive-guards.js'
import { type Connecting, type Connection, connect, mustHaveRepository, whyUnknown } from './steps/connection.js'
import { createGates, type GateVerdict } from './steps/gates.js'
import { type IdentifiedAnalysis, identifyAnalysis } from './steps/identify-analysis.js'
import { type ImportOpenResult, importOpen } from './steps/import-open.js'
import { type LookedUp, lookAgain, lookUpAnalyses, nothingKnown } from './steps/look-up.js'
import { mappingContext, repositoryUrl } from './steps/mapping-context.js'
import { UNKNOWN_ACCOUNT } from './steps/open-connection.js'
import type { OutputFolder } from './steps/output-folder.js'
import { type AnalysisPlan, type Knowledge, planAnalysis } from './steps/plan.js'
import { asUserError, createProgress, type Mode, type Progress, toRunResult } from './steps/progress.js'
import { type ReadReports, readReports, withoutRefused } from './steps/read-reports.js'
import { readWithSource } from './steps/source.js'
import type { HeldFinding } from './steps/stored-finding.js'
import { streamOf } from './steps/streams.js'
import {
  ignoranceIn,
  tellArchive,
  tellComparison,
  tellErrors,
  tellForeign,
  tellIgnorance,
  tellImport,
  tellReports,
  tellSuperseded,
  tellWire,
} from './steps/tell.js'
import { tellFirstComparison, tellGates } from './steps/tell-gates.js'
import { openWorkspace, type Workspace } from './workspace.js'

export interface Collaborators extends Cancellation {
  readonly inputs: Inputs
  readonly context: RunContext
  /** Absolute directories that mean the repository root in reports, the checkout first. */
  readonly roots: readonly string[]
  /** The user's home directory. */
  readonly home: string
  /** For the files that the outputs name. */
  readonly outputFolder: OutputFolder
  /** Target of a run without a connection. */
  readonly placeholder: Target
  /** Finds credentials and the account. Throws UserError. Not called in a dry run. */
  connect(): Promise<Connection>
  now(): Date
  /** Milliseconds of a clock that never goes back, for pacing. */
  ticks(): number
  sleep(milliseconds: number): Promise<void>
}

/** What all the steps of one run share. */
interface Run extends Collaborators {
  readonly progress: Progress
  readonly highlights: HighlightsCollector
  readonly workspace: Workspace
  /** Source that is not checked out. */
  readonly sourceStore: SourceStore
  readonly otherPlaces: OtherPlaces
  /** One for all look-ups: they share one quota. */
  readonly lookupPace: Pace
}

type Plans = readonly AnalysisPlan<HeldFinding>[]
type KnowledgeByPrefix = ReadonlyMap<string, Knowledge<HeldFinding>>

/** Never throws: whatever happens stands in the result. */
export async function run(collaborators: Collaborators): Promise<RunResult> {
  const { inputs, context, placeholder, signal, now } = collaborators
  const started = now().getTime()
  const highlights = createHighlights({ annotations: inputs.annotations })
  const progress = createProgress(modeOf(inputs, context), placeholder, highlights.done())
  const sourceStore = createSourceStore(context.tempDirectory)
  const otherPlaces = createOtherPlaces(context.systemTempDirectory ?? context.tempDirectory)
  try {
    const workspace = openWorkspace(context.checkout ?? context.workspace)
    const lookupPace = createLookupPace(clockOf(collaborators))
    await publishReports({ ...collaborators, progress, highlights, workspace, sourceStore, otherPlaces, lookupPace })
  } catch (error) {
    tellErrors(progress, [asUserError(error, signal)])
  } finally {
    sourceStore.close()
    otherPlaces.clear()
  }
  if (signal.aborted) tellErrors(progress, [cancelledError()])
  progress.highlights = highlights.done()
  progress.milliseconds.total = now().getTime() - started
  return toRunResult(progress, context)
}

function modeOf(inputs: Inputs, { scope }: RunContext): Mode {
  if (inputs.import === 'never') return 'dry-run'
  return inputs.import === 'auto' ? streamOf(scope).auto : 'import'
}

const UNKNOWN_DEFAULT_BRANCH =
  'Neither the event nor GitHub tells which branch is the default branch: this branch is treated as one of its own. Check the input token.'

async function publishReports(started: Run): Promise<void> {
  if (!started.context.defaultBranchKnown) started.progress.warnings.push(UNKNOWN_DEFAULT_BRANCH)
  const { read, analyses, workspace } = await readAll(started)
  const run = { ...started, workspace }
  if (analyses.length === 0) return
  const connecting = await connectAndTell(run)
  // Requests go on while the reports are read.
  const lookingUp = lookUp(analyses, connecting, run)
  const identified = await identifyAll(analyses, lookingUp, run)
  tellReports(run.progress, identified, read.unopened)
  const { knowledge, foreign } = await lookingUp
  tellForeign(run.progress, foreign)
  const plans: AnalysisPlan<HeldFinding>[] = []
  for (const one of identified) plans.push(await planAnalysis(one, knowledgeOf(one.analysis, knowledge), run.context, run.signal))
  tellComparison(run.progress, plans, knowledge)
  tellFirstComparison(run.progress, plans)
  const { gates, ...imported } = await importAll(plans, connecting, run)
  const archived = await archiveAll(plans, { connecting, imported, read }, run)
  tellImport(run.progress, [imported.report, ...archived], imported.notReached, run.outputFolder)
  if (connecting.connection !== undefined) tellWire(run.progress, connecting.connection.hub)
  const ignorance = ignoranceIn(knowledge)
  tellGates(run.progress, gates, { ...run, ignorance })
  tellIgnorance(run.progress, ignorance)
  if (imported.interruption !== undefined) throw imported.interruption
}

async function readAll(run: Run) {
  const { progress, signal } = run
  const redactor = createRedactor({ roots: [...new Set([...run.roots, run.context.workspace])] })
  const readOver = (workspace: Workspace) => readReports({ ...run, workspace, redactor })
  const sleep = (milliseconds: number) => untilAborted(run.sleep(milliseconds), signal)
  const { workspace, notices, ...opened } = await timed(run, 'read', () =>
    readWithSource({ ...run, store: run.sourceStore, sleep, read: readOver }),
  )
  const { analyses, refused } = groupAnalyses(opened.read.runs, { ...run.inputs, context: run.context, branch: branchOf(run) })
  const read = withoutRefused(opened.read, refused)
  progress.nothing = read.nothing
  progress.notices.push(...read.notices, ...notices)
  progress.warnings.push(...read.warnings)
  progress.errors.push(...read.errors)
  tellReports(progress, [], read.unopened)
  return { read, analyses, workspace }
}

/** Without a connection an import fails, but only after all that can be done without one; a comparison goes on without knowledge. */
async function connectAndTell({ connect: open, progress, context, signal, cutOff }: Run): Promise<Connecting> {
  const connecting = await connect(progress.mode, async () => {
    mustHaveRepository(context)
    const { hub, target } = await untilAborted(open(), signal)
    return { hub: cancellable(hub, { signal, cutOff }), target }
  })
  if (progress.mode === 'dry-run') progress.notices.push(dryRunNotice(progress.target))
  if (connecting.connection !== undefined) {
    progress.target = connecting.connection.target
    progress.securityHubUrl = consoleUrl(progress.target, repositoryUrl(context))
  } else if (connecting.error !== undefined && progress.mode === 'import') {
    progress.offline = true
    progress.errors.push(connecting.error)
  }
  return connecting
}

function dryRunNotice({ accountId, region }: Target): string {
  const made = accountId === UNKNOWN_ACCOUNT ? ', which stands for an account that is not known' : ''
  return `Dry run: the findings are mapped for account ${accountId}${made} and Region ${region}.`
}

/** What the findings are matched with: the branch itself, or the default branch when this run only compares. */
function branchOf({ progress, context }: Run) {
  return progress.mode === 'compare' ? ({ kind: 'default-branch' } as const) : context.scope
}

function lookUp(analyses: readonly Analysis[], connecting: Connecting, run: Run): Promise<LookedUp> {
  const { connection } = connecting
  if (connection === undefined) return Promise.resolve(nothingKnown(analyses, whyUnknown(connecting.error, run.context)))
  return timed(run, 'lookup', () => lookUpAnalyses(analyses, { ...connection, pace: run.lookupPace }))
}

async function identifyAll(analyses: readonly Analysis[], lookingUp: Promise<LookedUp>, run: Run): Promise<IdentifiedAnalysis[]> {
  const { minimumSeverity } = run.inputs
  const sources = createSourceHashes(run.workspace.read)
  return timed(run, 'read', async () => {
    const identified: IdentifiedAnalysis[] = []
    for (const analysis of analyses) {
      const hasEarlierFindings = async () => {
        const knowledge = knowledgeOf(analysis, (await lookingUp).knowledge)
        return knowledge.known && knowledge.stored.length > 0
      }
      const options = { selection: run.inputs, minimumSeverity, sources, signal: run.signal, hasEarlierFindings }
      identified.push(await identifyAnalysis(analysis, options))
    }
    return identified
  })
}

function knowledgeOf({ prefix }: Analysis, knowledge: KnowledgeByPrefix): Knowledge<HeldFinding> {
  return knowledge.get(prefix) ?? { known: false, kept: 'lookup-failed', because: '' }
}

async function importAll(plans: Plans, connecting: Connecting, run: Run): Promise<ImportOpenResult & { readonly gates: GateVerdict }> {
  const { inputs, context, progress } = run
  const gates = createGates(inputs)
  const superseded = new Set(plans.filter((plan) => isSuperseded(plan, run)))
  const imported = await timed(run, 'import', () =>
    importOpen(plans, {
      ...run,
      // All that is open is written down as not sent, as far as there is time.
      signal: run.cutOff,
      gates,
      selection: inputs,
      ...sending(connecting, run),
      step: context.step,
      fileExists: run.workspace.exists,
      contextOf: ({ identified }) => mappingContext(identified.analysis, context, progress.target, inputs),
      skips: (plan) => superseded.has(plan),
    }),
  )
  if (imported.findingsFile !== undefined) progress.files.findings = imported.findingsFile
  progress.import = { ...progress.import, imported: imported.report.imported }
  progress.superseded = superseded.size > 0 && superseded.size === plans.length
  tellSuperseded(progress, [...superseded], context)
  return { ...imported, gates: gates.done() }
}

function sending(connecting: Connecting, run: Run): { importer: Importer | undefined; offline: UserError | undefined } {
  if (run.progress.mode !== 'import') return { importer: undefined, offline: undefined }
  if (connecting.connection === undefined) return { importer: undefined, offline: connecting.error }
  return { importer: createImporter(connecting.connection.hub, clockOf(run)), offline: undefined }
}

/** `always` means always: an older run imports too when the user says so. */
function isSuperseded(plan: AnalysisPlan<HeldFinding>, { inputs, progress }: Run): boolean {
  return plan.supersededBy !== undefined && progress.mode === 'import' && inputs.import !== 'always'
}

async function archiveAll(plans: Plans, soFar: ImportedSoFar & { readonly connecting: Connecting }, run: Run) {
  const { progress, context } = run
  const { connection } = soFar.connecting
  if (progress.mode === 'compare') tellArchive(progress, fixedBy(plans, soFar.read, context))
  if (progress.mode !== 'import' || connection === undefined) return []
  const isGone = await goneCheck(plans, run)
  const archived = await timed(run, 'import', () =>
    archiveFixed(plans, {
      context,
      now: run.now,
      createImporter: () => createImporter(connection.hub, clockOf(run)),
      lookAgain: (ids) => lookAgain(ids, heldBy(plans), { ...connection, pace: run.lookupPace }),
      conditionsOf: (plan) => archiveConditions(plan, soFar, { ...run, isGone }),
    }),
  )
  tellArchive(progress, archived)
  return archived.report === undefined ? [] : [archived.report]
}

/** What a pull request fixes on the default branch. */
function fixedBy(plans: Plans, read: ReadReports, context: RunContext) {
  const decisions = plans.map((plan) => decideFixed(plan, { run: context, ...conditionsOfReports(plan, read) }))
  return { done: decisions.flatMap(({ archive }) => archive), kept: sumByReason(decisions.flatMap(({ kept }) => kept)) }
}

function heldBy(plans: Plans) {
  return { prefixes: plans.map(({ identified }) => identified.analysis.prefix), findings: sum(plans, ({ held }) => held) }
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}

function clockOf({ ticks, sleep }: Collaborators) {
  return { now: ticks, sleep }
}

async function timed<T>({ progress, now }: Run, phase: 'read' | 'lookup' | 'import', work: () => Promise<T>): Promise<T> {
  const started = now().getTime()
  try {
    return await work()
  } finally {
    progress.milliseconds[phase] += now().getTime() - started
  }
}
