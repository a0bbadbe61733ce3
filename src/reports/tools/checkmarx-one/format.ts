import type { Finding, Problem } from '../../../finding.js'
import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../../native/readings.js'
import { asArray, asObject, asText, isObject, type JsonObject } from '../../vocabulary/json.js'
import { checkmarxAdvisory } from './advisory.js'
import { checkmarxFlaw, checkmarxPolicy, checkmarxSecret } from './result.js'
import { isScanReport, scanReportFailures, scanReportReadings } from './scan-report.js'

/** Source of the members: github.com/Checkmarx/ast-cli, internal/wrappers/results-json.go. */
export const checkmarxOne: DocumentFormat = {
  shape: 'document',
  id: 'checkmarx-one',
  name: 'Checkmarx One JSON',
  tool: { name: 'Checkmarx One', vendor: 'Checkmarx' },
  covers:
    'Checkmarx One: SAST, SCA, containers, IaC security and secret detection; and the scan report (json-v2): SAST, SCA and IaC security',
  command: 'cx results show --scan-id "$SCAN_ID" --report-format json --output-name checkmarx',
  // Paths begin with a slash at the scanned directory.
  mounts: ['/'],
  detect: (report) => isScanReport(report) || isListOfResults(report),
  read: (report, { places }) =>
    isScanReport(report)
      ? { failures: scanReportFailures(report), readings: () => scanReportReadings(report, places) }
      : { failures: missing(report), readings: () => readEach(report['results'], 'results', (result) => readResult(result, places)) },
}

function isListOfResults(report: JsonObject): boolean {
  return has(report, 'results', 'totalCount') && (has(report, 'scanID') || isFirstResult(report['results']))
}

function isFirstResult(results: unknown): boolean {
  const first = asArray(results).find(isObject)
  return isObject(first) && has(first, 'type', 'similarityId', 'state')
}

/** The API gives results in pages. */
function missing(report: JsonObject): readonly Problem[] {
  const [there, total] = [asArray(report['results']).length, report['totalCount']]
  if (typeof total !== 'number' || there >= total) return []
  return [{ code: 'truncated', message: `The report holds ${there} of ${total} results.`, at: 'totalCount' }]
}

function readResult(result: JsonObject, places: Places): Entry {
  const { status, state } = result
  if (status === 'FIXED') return NOT_A_PROBLEM
  const finding = findingIn(result, places)
  if (finding === undefined) return unreadable('has no name')
  return state === 'NOT_EXPLOITABLE' ? suppressed(finding) : problem(finding)
}

function findingIn(result: JsonObject, places: Places): Finding | undefined {
  const type = asText(result['type'])?.toLowerCase() ?? ''
  const data = asObject(result['data']) ?? {}
  if (type === 'sast') return checkmarxFlaw(result, data, places)
  if (type === 'sca' || type === 'sca-container' || type === 'containers') return checkmarxAdvisory(result, data, places)
  return type === 'sscs-secret-detection' ? checkmarxSecret(result, data, places) : checkmarxPolicy(result, data, places)
}
