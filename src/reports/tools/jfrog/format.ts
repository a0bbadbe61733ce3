import type { DocumentFormat, NativeContext, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { type EntryReader, NOT_A_PROBLEM, readEach } from '../../native/readings.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readLicence, readRisk, readVulnerability } from './package.js'
import { readIac, readSast, readSecret } from './source.js'

/** Source of the members: github.com/jfrog/jfrog-cli-security, utils/formats/simplejsonapi.go. */
export const jfrog: DocumentFormat = {
  shape: 'document',
  id: 'jfrog',
  name: 'JFrog simple-json',
  tool: { name: 'JFrog Xray Scanner', vendor: 'JFrog' },
  covers: 'JFrog CLI 2: audit, scan, docker scan',
  command: 'jf audit --format simple-json --fail=false > jfrog.json',
  detect: (report) => has(report, 'vulnerabilities', 'securityViolations', 'licensesViolations', 'licenses'),
  read: (report, context) => scannersOf(report).flatMap((scanner) => readScanner(scanner, report, context)),
}

interface Scanner {
  /** As the tool calls it in its SARIF, where each has a run. */
  readonly name: string
  /** The member of `scansStatus` that tells how it ended. */
  readonly status?: string
  readonly lists: readonly (readonly [list: string, read: (places: NativeContext['places']) => EntryReader])[]
  /** Every command runs it; the others are asked for, or need a licence. */
  readonly always?: true
}

const XRAY: Scanner = {
  name: 'JFrog Xray Scanner',
  status: 'scaScanStatusCode',
  lists: [
    ['vulnerabilities', readVulnerability],
    ['licenses', () => () => NOT_A_PROBLEM],
  ],
  always: true,
}
const POLICY: Scanner = {
  name: 'JFrog Policy Enforcer',
  lists: [
    ['securityViolations', readVulnerability],
    ['licensesViolations', readLicence],
    ['operationalRiskViolations', readRisk],
  ],
}
const SECRETS: Scanner = { name: 'JFrog Secrets scanner', status: 'secretsScanStatusCode', lists: [['secrets', readSecret]] }
const IAC: Scanner = { name: 'JFrog Terraform scanner', status: 'iacScanStatusCode', lists: [['iac', readIac]] }
const SAST: Scanner = { name: '🐸 JFrog SAST', status: 'sastScanStatusCode', lists: [['sast', readSast]] }

const OF_SOURCE: Scanner['lists'] = [
  ['secretsViolations', readSecret],
  ['iacViolations', readIac],
  ['sastViolations', readSast],
]

/** Before policies were for source, too, two of the lists of what is found in it had the names that those of violations have now. */
function scannersOf(report: JsonObject): readonly Scanner[] {
  if (has(report, 'iac', 'sast')) return [XRAY, { ...POLICY, lists: [...POLICY.lists, ...OF_SOURCE] }, SECRETS, IAC, SAST]
  return [XRAY, POLICY, SECRETS, { ...IAC, lists: [['iacViolations', readIac]] }, { ...SAST, lists: [['sastViolations', readSast]] }]
}

function readScanner(scanner: Scanner, report: JsonObject, { places }: NativeContext): readonly NativeRun[] {
  const lists = scanner.lists.filter(([name]) => hasBegun(report[name]))
  if (lists.length === 0 && !hasRun(scanner, report)) return []
  return [
    {
      tool: { name: scanner.name },
      failures: [...toolErrors(errorsOf(report), 'errors'), ...failedScan(scanner, report)],
      *readings() {
        for (const [name, read] of lists) yield* mergeAliases(readEach(report[name], name, read(places)))
      },
    },
  ]
}

function hasBegun(list: unknown): boolean {
  return list !== undefined && list !== null
}

/**
 * A list is `null` after a scan that has found nothing, and without a scan. Newer reports tell which; where nothing tells that a scanner has
 * run there is no run of it: what it found earlier is not fixed for it.
 */
function hasRun({ status, always }: Scanner, report: JsonObject): boolean {
  const statuses = asObject(report['scansStatus'])
  if (statuses === undefined || Object.keys(statuses).length === 0) return always === true
  return status !== undefined && has(statuses, status)
}

function failedScan({ name, status }: Scanner, report: JsonObject): NonNullable<NativeRun['failures']> {
  const code = status === undefined ? undefined : asObject(report['scansStatus'])?.[status]
  if (code === undefined || code === null || code === 0) return []
  return [{ code: 'execution-unsuccessful', message: `${name} failed with the status ${Number(code)}.`, at: 'scansStatus' }]
}

/** An error is about a whole project, whose files the results name as they count from it. */
function errorsOf(report: JsonObject): readonly string[] {
  return objectsOf(report['errors']).map(({ errorMessage }) => asText(errorMessage) ?? '')
}
