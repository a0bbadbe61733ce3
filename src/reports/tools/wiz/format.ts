import type { Reading } from '../../../finding.js'
import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { readEach, unreadable, withinEach } from '../../native/readings.js'
import { asObject, isObject, type JsonObject } from '../../vocabulary/json.js'
import { wizFailures } from './failures.js'
import { readApplicationAdvisory, readPackageAdvisory } from './package.js'
import { readDataFinding, readRuleMatch, readWizSecret } from './source.js'
import { targetOf, type WizTarget } from './target.js'

/**
 * Source of the members: docs.wiz.io (Wiz CLI, JSON output), the fragments of Wiz' GraphQL API that the CLI prints (DiskScanVulnerability,
 * CICDScanPolicyMatch, iacDetails), and what DefectDojo's parsers `wizcli_*` read.
 */
export const wiz: DocumentFormat = {
  shape: 'document',
  id: 'wiz',
  name: 'Wiz CLI JSON',
  // As in its SARIF.
  tool: { name: 'WizCLI', vendor: 'Wiz' },
  covers: 'Wiz CLI: images, directories, infrastructure as code',
  command: 'wizcli dir scan --path . --format json --by-policy-hits DISABLED > wiz.json || true',
  // Directories are scanned as if they were the root.
  mounts: ['/'],
  detect: (report) =>
    has(report, 'id', 'status', 'policies', 'result') && has(asObject(report['status']) ?? {}, 'state', 'verdict') && isResult(report),
  read: (report, { places }) => ({
    failures: wizFailures(report),
    readings: () => readResult(asObject(report['result']) ?? {}, targetOf(report, places)),
  }),
}

/** A scan that failed has no result. */
function isResult({ result }: JsonObject): boolean {
  if (!isObject(result)) return result === null
  return PACKAGES.some((list) => has(result, list)) || has(iacOf(result), 'ruleMatches') || has(result, 'secrets')
}

const PACKAGES = ['osPackages', 'libraries', 'cpes'] as const

/** Of which no report has shown what its entries look like. */
const UNKNOWN = ['sast', 'malware'] as const

/** Scans of several kinds at once have those of infrastructure below a member of its own. */
function iacOf(result: JsonObject): JsonObject {
  return asObject(result['iac']) ?? result
}

function* readResult(result: JsonObject, target: WizTarget): Generator<Reading> {
  for (const list of PACKAGES) {
    yield* withinEach(result[list], `result.${list}`, (one, at) =>
      mergeAliases(
        readEach(one['vulnerabilities'], `${at}.vulnerabilities`, (advisory) => readPackageAdvisory(advisory, one, list, target)),
      ),
    )
  }
  yield* withinEach(result['applications'], 'result.applications', (one, at) =>
    readEach(one['vulnerabilities'], `${at}.vulnerabilities`, (entry) => readApplicationAdvisory(entry, one, target)),
  )
  yield* readEach(result['secrets'], 'result.secrets', (secret) => readWizSecret(secret, target))
  yield* readEach(result['dataFindings'], 'result.dataFindings', (entry) => readDataFinding(entry, target))
  yield* withinEach(iacOf(result)['ruleMatches'], 'result.ruleMatches', (rule, at) =>
    readEach(rule['matches'], `${at}.matches`, (match) => readRuleMatch(match, rule, target)),
  )
  for (const list of UNKNOWN) yield* readEach(result[list], `result.${list}`, () => unreadable('is of a kind that cannot be read'))
}
