import type { DocumentFormat, NativeContext, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readEach } from '../../native/readings.js'
import { toolErrors, toolWarnings } from '../../native/tool-errors.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readMatch } from './match.js'
import { readSupplyChain } from './supply-chain.js'

/**
 * Source of the members: github.com/semgrep/semgrep-interfaces, semgrep_output_v1.atd, and the API reference of Semgrep AppSec Platform for
 * its list of vulnerabilities in dependencies.
 */
export const semgrep: DocumentFormat = {
  shape: 'document',
  id: 'semgrep',
  name: 'Semgrep JSON',
  tool: { name: 'Semgrep OSS', vendor: 'Semgrep' },
  covers: 'Semgrep and Opengrep, all versions: code, secrets and supply chain; vulnerabilities as the API of the platform lists them',
  command: 'semgrep scan --json --output semgrep.json',
  // Versions before 0.40 have nothing beside the two lists.
  clean: ['{"errors":[],"results":[]}'],
  mounts: ['/src'],
  detect: (report) => isScan(report) || has(report, 'vulns', 'hasMore'),
  read: (report, context) => (has(report, 'vulns') ? readSupplyChain(report, context) : readScan(report, context)),
}

/** Bandit has both members and `metrics`; the results of mobsfscan are no array. */
function isScan(report: JsonObject): boolean {
  const { results, errors } = report
  if (!Array.isArray(results) || !Array.isArray(errors) || has(report, 'metrics')) return false
  const first = objectsOf(results)[0]
  if (first !== undefined) return has(first, 'check_id', 'path', 'extra')
  const [error] = objectsOf(errors)
  return isObject(report['paths']) || (error !== undefined && has(error, 'level') && (has(error, 'type') || has(error, 'message')))
}

function readScan(report: JsonObject, context: NativeContext): NativeRun {
  const errors = objectsOf(report['errors'])
  const isError = ({ level }: JsonObject) => level === 'error'
  const warnings = errors.filter((error) => !isError(error))
  const textOf = ({ message, long_msg: long, type }: JsonObject) => asText(message) ?? asText(long) ?? asText(type)
  return {
    tool: { version: asText(report['version']), ...writerOf(report) },
    failures: toolErrors(errors.filter(isError).map(textOf), 'errors'),
    remarks: toolWarnings(warnings.map(textOf), 'errors'),
    partlyScanned: [...warnings, ...skippedFiles(report)].flatMap(({ path }) => context.places({ path })?.path ?? []),
    readings: () => readEach(report['results'], 'results', (match) => readMatch(match, context)),
  }
}

/**
 * Semgrep that tells for which languages it looked beyond a file tells its engine, too; Opengrep has left that out.
 * Source: semgrep, cli/src/semgrep/formatter/base.py; what Opengrep 1.30 writes.
 */
function writerOf(report: JsonObject): NativeRun['tool'] {
  if (report['engine_requested'] === 'PRO') return { name: 'Semgrep PRO' }
  const isOpengrep = has(report, 'interfile_languages_used') && !has(report, 'engine_requested')
  return isOpengrep ? { name: 'Opengrep OSS', vendor: 'Opengrep' } : {}
}

/** Told with `--verbose`. A file that no rule is about was looked at. Source: semgrep_output_v1.atd, skip_reason. */
function skippedFiles(report: JsonObject): readonly JsonObject[] {
  return objectsOf(asObject(report['paths'])?.['skipped']).filter(({ reason }) => reason !== 'irrelevant_rule')
}
