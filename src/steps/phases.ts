/** The phases of a run: each gives the steps it is made of what they need of the run. */
import { createSourceHashes } from '../identity/source-hashes.js'
import { createHighlights } from '../output/highlights.js'
import { readCodeOwners } from '../owners/code-owners.js'
import { redactText } from '../redact/text.js'
import { createRedactor } from '../redact.js'
import { cancellable, untilAborted } from '../securityhub/cancellable.js'
import { repositoryTags } from '../tags.js'
import { createUpgradeCollector } from '../upgrades/collect.js'
import { openWorkspace, type Workspace } from '../workspace.js'
import { importerOf } from './archive-phase.js'
import { recall } from './baseline/recall.js'
import { askSecurityHub, type OpenedBaseline } from './baseline/use-baseline.js'
import { type IdentifiedAnalysis, identifyAnalysis } from './compare/identify-analysis.js'
import { type LookedUp, nothingKnown } from './compare/look-up.js'
import { type AnalysisPlan, type Knowledge, planAnalysis } from './compare/plan.js'
import { createProblemsDraft, type Problems, type ProblemsDraft } from './compare/problems.js'
import type { HeldFinding } from './compare/stored-finding.js'
import { type Connecting, type Connection, connect, mustHaveRepository, whyUnknown } from './connect/connection.js'
import { createJsonArrayFile } from './files.js'
import { changedLinesOf } from './import/changed-lines.js'
import { createGates } from './import/gates.js'
import { type ImportOpenOptions, importOpen } from './import/import-open.js'
import { mappingContext } from './mapping-context.js'
import { branchOf } from './mode.js'
import { SILENT } from './progress.js'
import { type Analysis, groupAnalyses } from './read/analysis.js'
import { type ReadReports, readReports, withoutRefused } from './read/read-reports.js'
import { readWithSource } from './read/source.js'
import { undelivered } from './result/import.js'
import type { Imported, Outcomes, Plans } from './result/outcomes.js'
import type { Run } from './run.js'
import { explain } from './telling/explain.js'
import { connectingInWords, gitHubRequests, lookedUpInWords, plansInWords, sayAll, sentInWords } from './telling/in-words.js'

export interface ReadAll {
  readonly read: ReadReports
  readonly analyses: readonly Analysis[]
  /** The source with which the reports were read. */
  readonly workspace: Workspace
}

export async function readAll(run: Run): Promise<ReadAll> {
  const { context, roots, signal, stopwatch, sourceStore: store, voice } = run
  voice.begin('opening')
  const checkedOut = openWorkspace(context.checkout ?? context.workspace)
  const redactor = createRedactor({ roots: [...new Set([...roots, context.workspace])] })
  // With source from GitHub they are opened several times, and named once.
  const voices = [voice]
  const readOver = (workspace: Workspace) => readReports({ ...run, workspace, redactor, voice: voices.pop() ?? SILENT })
  const sleep = (milliseconds: number) => untilAborted(run.sleep(milliseconds), signal)
  const { workspace, notices, ...opened } = await stopwatch.timed('read', () =>
    readWithSource({ ...run, workspace: checkedOut, store, sleep, read: readOver, onRequest: gitHubRequests(voice) }),
  )
  const { analyses, refused } = groupAnalyses(opened.read.runs, { ...run.inputs, context, branch: branchOf(run) })
  const read = withoutRefused(opened.read, refused)
  sayAll(
    voice,
    read.unopened.map(({ error }) => `${error.code}: ${error.message}`),
  )
  return { read: { ...read, notices: [...read.notices, ...notices] }, analyses, workspace }
}

/** Without a connection an import fails, but only after all that can be done without one; a comparison goes on without knowledge. */
export async function connectToSecurityHub(
  { connect: open, mode, context, signal, cutOff, voice }: Run,
  { baseline }: Pick<OpenedBaseline, 'baseline'> = {},
): Promise<Connecting> {
  if (mode === 'dry-run' || (mode === 'compare' && baseline !== undefined)) return { connection: undefined, error: undefined }
  voice.begin('connecting')
  const connecting = await connect(async () => {
    mustHaveRepository(context)
    const { hub, ...connection } = await untilAborted(open(), signal)
    return { ...connection, hub: cancellable(hub, { signal, cutOff }) }
  })
  voice.say(connectingInWords(connecting))
  return connecting
}

export function lookUp(
  analyses: readonly Analysis[],
  { connecting, baseline }: { readonly connecting: Connecting; readonly baseline: OpenedBaseline },
  run: Run,
): Promise<LookedUp> {
  const { connection } = connecting
  run.voice.begin(connection === undefined && baseline.baseline === undefined ? 'identifying' : 'comparing')
  if (connection !== undefined) return askAndTell(analyses, { connection, baseline }, run)
  if (baseline.baseline !== undefined && run.mode !== 'import')
    return Promise.resolve({ ...recall(baseline.baseline, run.context), notices: baseline.notices })
  return Promise.resolve({ ...nothingKnown(analyses, whyUnknown(connecting.error, run.context)), notices: baseline.notices })
}

async function askAndTell(
  analyses: readonly Analysis[],
  { connection, baseline }: { readonly connection: Connection; readonly baseline: OpenedBaseline },
  run: Run,
): Promise<LookedUp> {
  const lookedUp = await run.stopwatch.timed('lookup', () => askSecurityHub(analyses, { connection, baseline }, run))
  run.voice.say(lookedUpInWords([...lookedUp.knowledge.values()], connection))
  return lookedUp
}

/** @param lookingUp goes on while the reports are read */
export function identifyAll(
  analyses: readonly Analysis[],
  { lookingUp, workspace }: { readonly lookingUp: Promise<LookedUp>; readonly workspace: Workspace },
  { inputs, signal, stopwatch, onProgress }: Run,
): Promise<{ readonly identified: IdentifiedAnalysis[]; readonly problems: ProblemsDraft }> {
  const problems = createProblemsDraft(analyses.length)
  const sources = createSourceHashes(workspace.read)
  let done = 0
  const onResults = (count: number) => {
    done += count
    onProgress({ work: 'reading', done })
  }
  return stopwatch.timed('read', async () => {
    const identified: IdentifiedAnalysis[] = []
    for (const analysis of analyses) {
      const hasEarlierFindings = async () => {
        const knowledge = knowledgeOf(analysis, await lookingUp)
        return knowledge.known && knowledge.stored.length > 0
      }
      const onCandidate = problems.candidates(analysis)
      const options = {
        onCandidate,
        selection: inputs,
        minimumSeverity: inputs.minimumSeverity,
        sources,
        signal,
        hasEarlierFindings,
        onResults,
        onRecognised: (recognised: number, of: number) => onProgress({ work: 'recognising', done: recognised, of }),
      }
      identified.push(await identifyAnalysis(analysis, options))
    }
    return { identified, problems }
  })
}

function knowledgeOf({ prefix }: Pick<Analysis, 'prefix'>, { knowledge }: LookedUp): Knowledge<HeldFinding> {
  return knowledge.get(prefix) ?? { known: false, kept: 'lookup-failed', because: '' }
}

/** Compares each analysis with what Security Hub holds of it. */
export async function planAll(
  identified: readonly IdentifiedAnalysis[],
  lookedUp: LookedUp,
  { context, signal, voice }: Run,
): Promise<Plans> {
  const plans: AnalysisPlan<HeldFinding>[] = []
  for (const one of identified) {
    const plan = await planAnalysis(one, knowledgeOf(one.analysis, lookedUp), context, signal)
    voice.debug(() => explain(plan))
    plans.push(plan)
  }
  sayAll(voice, plansInWords(plans))
  return plans
}

export async function importAll(
  plans: Plans,
  { connecting, workspace, problems }: { readonly connecting: Connecting; readonly workspace: Workspace; readonly problems: Problems },
  run: Run,
): Promise<Imported> {
  const { inputs, context, voice } = run
  voice.begin(run.mode === 'import' && connecting.connection !== undefined ? 'importing' : 'mapping')
  const gates = createGates(inputs)
  const known = plans.every((plan) => plan.known)
  const changed = known
    ? undefined
    : await changedLinesOf({ ...run, sleep: (milliseconds) => untilAborted(run.sleep(milliseconds), run.signal) })
  const highlights = createHighlights({ annotations: inputs.annotations, ...(changed && { isChanged: changed.has }) })
  const upgrades = createUpgradeCollector()
  const superseded = new Set(plans.filter((plan) => isSuperseded(plan, run)))
  const target = connecting.connection?.target ?? run.placeholder
  const owners = readCodeOwners(workspace.read)
  const { tags, notices } = repositoryTags(inputs.tags, context.customProperties ?? {})
  const environment = connecting.connection?.environment?.() ?? context.environment
  const routing = { tags, ownersOf: owners.of, ...(environment !== undefined && { environment }) }
  const imported = await run.stopwatch.timed('import', () =>
    importOpen(plans, {
      ...run,
      // All that is open is written down as not sent, as far as there is time.
      signal: run.cutOff,
      gates,
      highlights,
      upgrades,
      selection: inputs,
      ...sending(connecting, run),
      writer: context,
      batch: run.batch,
      refreshAfter: inputs.refreshAfter,
      keepsTags: context.customPropertiesUnknown === true,
      fileExists: workspace.exists,
      contextOf: ({ identified }) => mappingContext(identified.analysis, context, target, { ...inputs, ...routing }),
      problemOf: (plan, candidate) => problems.of(plan, candidate),
      skips: (plan) => superseded.has(plan),
    }),
  )
  if (run.mode === 'import') voice.say(sentInWords(imported.report, imported.notSent))
  return {
    ...imported,
    gates: gates.done(),
    highlights: highlights.done(),
    upgrades: upgrades.done(),
    superseded: [...superseded],
    ownersPartial: owners.isPartial(),
    problemsPartial: problems.isPartial,
    tagNotices: notices,
  }
}

function sending(connecting: Connecting, run: Run): Pick<ImportOpenOptions, 'createImporter' | 'offline'> {
  if (run.mode !== 'import') return { createImporter: undefined, offline: undefined }
  if (connecting.connection === undefined) return { createImporter: undefined, offline: connecting.error }
  return { createImporter: importerOf(connecting.connection, run), offline: undefined }
}

/** `always` means always: an older run imports too when the user says so. */
function isSuperseded(plan: AnalysisPlan<HeldFinding>, { inputs, mode }: Run): boolean {
  return plan.supersededBy !== undefined && mode === 'import' && inputs.import !== 'always'
}

/** @returns the path of the file that names what did not arrive, with the reasons; `undefined` when all did, or when it cannot be written */
export function writeFailedFindings(outcomes: Pick<Outcomes, 'imported' | 'archived'>, { outputFolder }: Run): string | undefined {
  const lost = undelivered(outcomes)
  if (lost.length === 0) return undefined
  const file = createJsonArrayFile(outputFolder, 'failed-findings.json')
  for (const { finding, code, message } of lost) file.add({ finding, code: redactText(code), message: redactText(message) })
  return file.close()
}
