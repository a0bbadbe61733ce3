/** The steps from the look-up to the archive, run against a local Security Hub: what tests of the guards are made of. */
import type { LocalSecurityHub } from '../../../local-hub/index.js'
import { namespaced } from '../../../src/asff/product-fields.js'
import type { Finding, Reading, ReportRun } from '../../../src/finding.js'
import { scopePrefix } from '../../../src/identity/scope.js'
import { createSourceHashes } from '../../../src/identity/source-hashes.js'
import type { Inputs } from '../../../src/inputs.js'
import type { RunContext } from '../../../src/run-context.js'
import type { ImportReport } from '../../../src/securityhub/import.js'
import { createImporter } from '../../../src/securityhub/import.js'
import { createLookupPace } from '../../../src/securityhub/lookup.js'
import type { AwsSecurityFinding } from '../../../src/securityhub/port.js'
import { archiveConditions, conditionsOfReports } from '../../../src/steps/archive/archive-conditions.js'
import { archiveFixed } from '../../../src/steps/archive/archive-fixed.js'
import { decideFixed } from '../../../src/steps/archive/archive-guards.js'
import { identifyAnalysis } from '../../../src/steps/compare/identify-analysis.js'
import { lookAgain, lookUpAnalyses, writtenSince } from '../../../src/steps/compare/look-up.js'
import { planAnalysis } from '../../../src/steps/compare/plan.js'
import { matchingFields } from '../../../src/steps/compare/stored-finding.js'
import type { ImportOpenResult } from '../../../src/steps/import/import-open.js'
import { groupAnalyses } from '../../../src/steps/read/analysis.js'
import type { ReadReports } from '../../../src/steps/read/read-reports.js'
import { aFinding } from '../../asff/factories.js'
import { connect, impatientClock } from '../../securityhub/local.js'
import { sampleFinding, TARGET } from '../../securityhub/sample.js'

/** Everything that a guard goes by. Without changes, what is gone is archived. */
export interface Situation {
  readonly run?: Partial<RunContext>
  /** Who wrote the stored finding, and what else is stored of it, by the names of our ProductFields. */
  readonly stored?: Readonly<Record<string, string>>
  readonly packages?: readonly string[]
  readonly report?: Partial<ReportRun>
  /** Another report of the same analysis. */
  readonly otherReport?: Partial<ReportRun>
  readonly readings?: readonly Reading[]
  /** The stored finding is what the first reading is about. */
  readonly isReported?: boolean
  /** Of the stored finding itself. */
  readonly change?: Partial<AwsSecurityFinding>
  readonly imported?: Partial<Omit<ImportOpenResult, 'report'>>
  readonly sent?: Partial<ImportReport>
  readonly read?: Partial<ReadReports>
  readonly inputs?: Partial<Pick<Inputs, 'archiveFixed' | 'category' | 'minimumSeverity'>>
  /** Category of the analysis. */
  readonly category?: string
  readonly isGone?: boolean
  /** Before the run looks a second time. */
  readonly meanwhile?: (hub: LocalSecurityHub, id: string) => void
  /** Before it looks a first time. */
  readonly before?: (hub: LocalSecurityHub, id: string) => void
}

const WRITER = { 'workflow-file': '.github/workflows/a.yml', workflow: 'A', job: 'scan', step: 'publish', 'run-id': '1', 'run-number': '1' }
const CONTEXT = {
  serverUrl: 'https://github.com',
  repository: 'acme/shop',
  repositoryId: '99',
  sha: 'c0ffee',
  runUrl: 'https://github.com/acme/shop/actions/runs/2',
  branch: 'main',
  scope: { kind: 'default-branch' },
  runId: '2',
  runNumber: 2,
  workflow: 'A',
  workflowFile: '.github/workflows/a.yml',
  job: 'scan',
  step: 'publish',
} as RunContext
const PREFIX = scopePrefix({
  serverUrl: 'https://github.com',
  repository: 'acme/shop',
  repositoryId: '99',
  branch: { kind: 'default-branch' },
  tool: 'Scanner',
  category: '',
})
const NOTHING_SENT: ImportReport = { imported: 0, refused: [], unsent: [], unaccounted: 0, resent: 0, errors: [] }
const ALL_READ: ReadReports = { runs: [], unopened: [], errors: [], notices: [], warnings: [], nothing: false, missing: false }

export const STORED_ID = `${PREFIX}v1-one`

/** Another finding of the analysis that could not be sent. */
export const lostFinding = (id = `${PREFIX}v1-two`) => ({ finding: sampleFinding(id), code: 'x', message: 'x' })

export function storedFinding(fields: Readonly<Record<string, string>> = {}, packages: readonly string[] = []) {
  const all = Object.entries({ ...WRITER, rule: 'gone', path: 'src/a.ts', ...fields }).filter(([, value]) => value !== '')
  return sampleFinding(STORED_ID, {
    RecordState: 'ACTIVE',
    ProductFields: Object.fromEntries(all.map(([name, value]) => [namespaced(name), value])),
    ...(packages.length > 0 && { Vulnerabilities: [{ Id: 'CVE-1', VulnerablePackages: packages.map((Name) => ({ Name })) }] }),
  })
}

export const problem = (changes: Partial<Finding> = {}, verdict: 'problem' | 'suppressed' | 'review' = 'problem'): Reading => ({
  verdict,
  at: 'results[0]',
  finding: aFinding(changes),
})

/** @returns what was archived and what was kept, and how it stands in Security Hub */
export async function archiveIn(hub: LocalSecurityHub, situation: Situation = {}) {
  const { plan, read, context, options } = await planIn(hub, situation)
  const imported = { findingsFile: undefined, interruption: undefined, notReached: 0, ...situation.imported }
  const soFar = { read, imported: { ...imported, report: { ...NOTHING_SENT, ...situation.sent } } }
  const inputs = { archiveFixed: true, category: undefined, ...situation.inputs } as Inputs
  const result = await archiveFixed([plan], {
    context,
    onProgress: () => {},
    now: () => new Date('2026-06-01T00:00:00.000Z'),
    startedAt: new Date('2026-06-01T00:00:00.000Z'),
    createImporter: () => createImporter(options.hub, impatientClock),
    lookAgain: (ids) => {
      situation.meanwhile?.(hub, STORED_ID)
      return lookAgain(ids, { prefixes: [PREFIX], findings: plan.held }, options)
    },
    writtenMeanwhile: (prefixes) => writtenSince(new Date('2026-06-01T00:00:00.000Z'), { prefixes, without: undefined }, options),
    needsTrace: () => false,
    batch: '',
    conditionsOf: (one) => archiveConditions(one, soFar, { inputs, context, isGone: () => situation.isGone ?? false }),
  })
  return { archived: result.done.map(({ stored, reason }) => `${stored.id} ${reason}`), kept: result.kept, plan }
}

/** The same in a run that only compares. */
export async function compareIn(hub: LocalSecurityHub, situation: Situation = {}) {
  const { plan, read, context } = await planIn(hub, situation)
  const { archive, kept } = decideFixed(plan, { run: context, ...conditionsOfReports(plan, read) })
  return { archived: archive.map(({ stored }) => stored.id), kept }
}

async function planIn(hub: LocalSecurityHub, situation: Situation) {
  const context = { ...CONTEXT, ...situation.run }
  const read = { ...ALL_READ, ...situation.read }
  const options = { hub: connect(1), target: TARGET, pace: createLookupPace(impatientClock), onProgress: () => {} }
  const analysis = analysisOf(situation, context)
  const identified = await identifyAnalysis(analysis, {
    selection: { includeSuppressed: false, includeReview: false },
    minimumSeverity: situation.inputs?.minimumSeverity ?? 'INFORMATIONAL',
    sources: createSourceHashes(() => undefined),
    signal: new AbortController().signal,
    hasEarlierFindings: async () => true,
    onResults: () => {},
    onRecognised: () => {},
  })
  const asReported = situation.isReported === true ? identified.candidates.kept(0) : undefined
  const fields = { ...(asReported && matchingFields(asReported)), ...situation.stored }
  hub.seed([{ ...storedFinding(fields, situation.packages), ...situation.change }])
  situation.before?.(hub, STORED_ID)
  const { knowledge } = await lookUpAnalyses([analysis], options)
  const known = knowledge.get(PREFIX) ?? { known: false, kept: 'lookup-failed', because: '' }
  const plan = await planAnalysis(identified, known, context, new AbortController().signal)
  return { plan, read, context, options }
}

function analysisOf({ report = {}, otherReport, readings = [], category }: Situation, context: RunContext) {
  const opened = [report, ...(otherReport === undefined ? [] : [otherReport])].map((changes) => {
    const run: ReportRun = { tool: { name: 'Scanner' }, complete: () => true, problems: () => [], readings: () => readings, ...changes }
    return { path: 'report.json', format: 'x', run, readings: () => run.readings() }
  })
  // The scope of the stored finding, whatever the run's own: how a stream is chosen is told elsewhere.
  const grouping = { context, branch: { kind: 'default-branch' } as const, category: undefined, matrixCategory: undefined }
  const [analysis] = groupAnalyses(opened, grouping).analyses
  if (analysis === undefined) throw new Error('the runs are one analysis')
  return category === undefined ? analysis : { ...analysis, category }
}
