import type { Problem, Reading } from '../../../finding.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable, withinEach } from '../../native/readings.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { packageFinding, policyFinding, sastFinding } from './scan-report-facts.js'

/**
 * The report that people download and `cx results show --report-format json-v2` writes. Results are grouped: by query, by technology, by package.
 * Members that older and newer versions of it have: `scanResults.resultsList` or `scanResults.sast.languages[].queries`.
 */
export function isScanReport(report: JsonObject): boolean {
  const isOne = has(report, 'reportHeader') && (has(report, 'reportCreationDate', 'reportType') || has(report, 'executiveSummary'))
  return isOne && SECTIONS.some((name) => has(report, name))
}

const SECTIONS = ['scanResults', 'iacScanResults', 'scaScanResults'] as const

/** Of which no report has shown what its results look like. */
const OTHER_SECTIONS = ['containerScanResults', 'apiSecScanResults', 'scsScanResults'] as const

export function* scanReportReadings(report: JsonObject, places: Places): Generator<Reading> {
  const { sast, iac, sca } = sectionsOf(report)
  const advice = adviceIn(report['vulnerabilityDetails'])
  const readFlaw = (query: JsonObject) => (result: JsonObject) => byState(result, sastFinding(result, query, advice, places))
  for (const { at, queries } of queriesOf(sast)) {
    yield* withinEach(queries, at, (query, place) => readEach(...resultsOf(query, place), readFlaw(query)))
  }
  yield* withinEach(iac['technology'] ?? iac['technologies'], 'iacScanResults.technology', (technology, at) =>
    withinEach(technology['queries'], `${at}.queries`, (query, place) =>
      readEach(...resultsOf(query, place), (result) => byState(result, policyFinding(result, query, technology, places))),
    ),
  )
  yield* withinEach(sca['packages'], 'scaScanResults.packages', (one, at) =>
    withinEach(one['packageCategory'], `${at}.packageCategory`, (category, place) =>
      readEach(category['categoryResults'], `${place}.categoryResults`, (result) =>
        byState(result, packageFinding(result, category, one, places)),
      ),
    ),
  )
}

interface Sections {
  readonly sast: JsonObject
  readonly iac: JsonObject
  readonly sca: JsonObject
}

function sectionsOf(report: JsonObject): Sections {
  const all = asObject(report['scanResults'])
  const section = (inner: string, outer: unknown) => asObject(all?.[inner]) ?? asObject(outer) ?? {}
  return { sast: section('sast', all), iac: section('iac', report['iacScanResults']), sca: section('sca', report['scaScanResults']) }
}

function queriesOf(sast: JsonObject): readonly { readonly at: string; readonly queries: unknown }[] {
  const languages = objectsOf(sast['languages'])
  const inLanguages = languages.map(({ queries }, index) => ({ at: `scanResults.languages[${index}].queries`, queries }))
  return [{ at: 'scanResults.resultsList', queries: sast['resultsList'] }, ...inLanguages]
}

/** Of a query: one list has the name of the outer list in some versions. */
function resultsOf(query: JsonObject, at: string): readonly [results: unknown, at: string] {
  const name = has(query, 'vulnerabilities') ? 'vulnerabilities' : 'resultsList'
  return [query[name], `${at}.${name}`]
}

/** `Not Exploitable`, as people read it, and `NOT_EXPLOITABLE`. What is only proposed is open. */
function byState(result: JsonObject, finding: Parameters<typeof problem>[0] | undefined): Entry {
  const word = (value: unknown) => asText(value)?.toUpperCase().replaceAll(' ', '_')
  if (word(result['status']) === 'FIXED') return NOT_A_PROBLEM
  if (finding === undefined) return unreadable('has no name')
  return word(result['state']) === 'NOT_EXPLOITABLE' ? suppressed(finding) : problem(finding)
}

/** What is said of all results of a query, by its name. */
function adviceIn(details: unknown): ReadonlyMap<string, JsonObject> {
  return new Map(
    objectsOf(details).flatMap((one) => (typeof one['vulnerabilityName'] === 'string' ? [[one['vulnerabilityName'], one]] : [])),
  )
}

/** Scanners that did not end well, and results that the report counts and does not hold: it may be limited or filtered. */
export function scanReportFailures(report: JsonObject): readonly Problem[] {
  const status = objectsOf(asObject(report['scanInformation'])?.['scannerStatus'])
  const failed = status.filter((one) => (asText(one['status']) ?? 'Completed') !== 'Completed')
  return [
    ...toolErrors(
      failed.map((one) => `${asText(one['name']) ?? 'a scanner'}: ${asText(one['status'])}`),
      'scanInformation.scannerStatus',
    ),
    ...leftOut(report),
    ...missing(report),
  ]
}

/** A report of some scanners or states alone says nothing of the others. */
function leftOut(report: JsonObject): readonly Problem[] {
  const filters = objectsOf(asObject(report['reportFilters'])?.['filters']).filter(({ excluded }) => asArray(excluded).length > 0)
  if (filters.length === 0) return []
  return [{ code: 'truncated', message: 'The report was filtered: it leaves out results.', at: 'reportFilters' }]
}

function missing(report: JsonObject): readonly Problem[] {
  const { sast, iac, sca } = sectionsOf(report)
  const others = OTHER_SECTIONS.map((name) => asObject(report[name])?.['totalResults'])
  const total = [sast['totalResults'], iac['totalResults'], sca['totalResults'], ...others].filter((count) => typeof count === 'number')
  const stated = total.reduce((sum, count) => sum + count, 0)
  const there = countResults(report)
  if (there >= stated) return []
  return [{ code: 'truncated', message: `The report holds ${there} of ${stated} results that can be read.`, at: 'totalResults' }]
}

function countResults(report: JsonObject): number {
  let count = 0
  for (const _ of scanReportReadings(report, () => undefined)) count += 1
  return count
}
