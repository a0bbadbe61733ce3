import type { DocumentFormat, NativeContext, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { NOT_A_PROBLEM, readEach, withinEach } from '../../native/readings.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { type Artifact, readIssue } from './issue.js'
import { isOnDemand, onDemandFailures, onDemandReadings } from './on-demand.js'
import { exportLeftOut, isSecurityExport, readExported } from './security-export.js'
import { isVulnerabilitiesReport, readRow, rowsLeftOut } from './vulnerabilities-report.js'

/** Source of the members: jfrog.com/help, Xray REST APIs, Artifact Summary and Get Vulnerabilities Report Content. */
export const xraySummary: DocumentFormat = {
  shape: 'document',
  id: 'xray-summary',
  name: 'JFrog Xray summary',
  tool: { name: 'JFrog Xray', vendor: 'JFrog' },
  covers:
    'the answers of `api/v1/summary/artifact` and `api/v2/summary/artifact` of JFrog Xray; the content of its vulnerabilities reports; on-demand scans (`jf scan --format json`); the security export of Xray 2',
  command: 'jf xr curl -XPOST api/v2/summary/artifact --header "Content-Type: application/json" --data @artifacts.json > xray-summary.json',
  detect: (report) => isSummary(report) || isVulnerabilitiesReport(report) || isOnDemand(report) || isSecurityExport(report),
  read: (report, { places }) => {
    if (isOnDemand(report)) return { failures: onDemandFailures(report), readings: () => onDemandReadings(report, places) }
    if (isSecurityExport(report)) return { failures: exportLeftOut(report), readings: () => readExport(report, places) }
    return readSummary(report, places)
  },
}

function readExport(report: JsonObject, places: NativeContext['places']): ReturnType<typeof mergeAliases> {
  return mergeAliases(readEach(report['data'], 'data', (entry) => readExported(entry, places)))
}

function readSummary(report: JsonObject, places: NativeContext['places']): NativeRun {
  return {
    failures: [...toolErrors(errorsOf(report), 'errors'), ...rowsLeftOut(report)],
    *readings() {
      yield* readArtifacts(report, places)
      yield* mergeAliases(readEach(report['rows'], 'rows', (row) => readRow(row, places)))
    },
  }
}

function isSummary(report: JsonObject): boolean {
  return has(report, 'artifacts') && (hasArtifacts(report) || errorsOf(report).length > 0)
}

function hasArtifacts({ artifacts }: JsonObject): boolean {
  return objectsOf(artifacts).some((artifact) => isObject(artifact['general']) && has(artifact, 'issues'))
}

/** Artifacts that Xray does not know, or has not scanned. */
function errorsOf({ errors }: JsonObject): readonly string[] {
  return objectsOf(errors)
    .filter((one) => has(one, 'identifier', 'error'))
    .map(({ identifier, error }) => [identifier, error].map(asText).filter(Boolean).join(': '))
}

function* readArtifacts(report: JsonObject, places: NativeContext['places']): ReturnType<typeof readEach> {
  yield* withinEach(report['artifacts'], 'artifacts', function* (one, at) {
    const artifact: Artifact = { general: asObject(one['general']) ?? {}, places }
    yield* mergeAliases(readEach(one['issues'], `${at}.issues`, (issue) => readIssue(issue, artifact)))
    yield* readEach(one['licenses'], `${at}.licenses`, () => NOT_A_PROBLEM)
  })
}
