import type { Problem, Reading } from '../../../finding.js'
import type { NativeContext, NativeRun, RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { type Entry, NOT_A_PROBLEM, problem, readOne, suppressed, unreadable } from '../../native/readings.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { componentFinding } from './component.js'
import { createLocate, flawFinding } from './flaw.js'
import { componentFacts, flawFacts } from './json-facts.js'
import { addressIn, missingPages } from './pages.js'
import { SCANS, type Scan, scanOf, toolOf, VERACODE } from './scans.js'

/**
 * Answers of the Findings API, one page or several in one file, or the findings alone.
 * Source of the members: docs.veracode.com, "Findings REST API", and "Findings REST API examples".
 */
export const veracode: RecordsFormat = {
  shape: 'records',
  id: 'veracode',
  name: 'Veracode findings JSON',
  tool: VERACODE,
  covers: 'answers of the Findings API: static, dynamic and manual analysis; SCA, which has to be asked for by itself',
  command:
    'http --auth-type=veracode_hmac "https://api.veracode.com/appsec/v2/applications/$APPLICATION/findings?size=500" > veracode.json',
  mounts: ['/'],
  detect: (first) => isFinding(first) || isFinding(objectsOf(findingsIn(first))[0]) || isPageOfFindings(first),
  read: readPages,
}

function isFinding(value: JsonObject | undefined): boolean {
  return value !== undefined && has(value, 'scan_type', 'finding_status', 'finding_details')
}

/** One without findings has no list of them: only its own address says what it is a page of. */
function isPageOfFindings(page: JsonObject): boolean {
  return has(page, '_links', 'page') && addressIn(page) !== undefined
}

/** `jq '{findings: ._embedded.findings}'` is what other importers ask for. */
function findingsIn(page: JsonObject): unknown {
  return asObject(page['_embedded'])?.['findings'] ?? page['findings']
}

interface Listed {
  readonly at: string
  readonly value: unknown
}

/** One run for each sort of analysis that was asked for or has results. */
function readPages(records: readonly unknown[], context: NativeContext): readonly NativeRun[] {
  const groups = new Map<Scan | undefined, Listed[]>(
    objectsOf(records)
      .flatMap(askedFor)
      .map((scan) => [scan, []]),
  )
  for (const one of records.flatMap(listedIn)) {
    const scan = scanOf(asObject(one.value)?.['scan_type'])
    const group = groups.get(scan) ?? []
    group.push(one)
    groups.set(scan, group)
  }
  const failures = missingPages(objectsOf(records))
  return [...groups].map(([scan, listed]) => runOf(scan, listed, failures, context))
}

/** A page that says what it was asked for, even when it holds nothing. */
function askedFor(page: JsonObject): readonly Scan[] {
  const address = addressIn(page)
  if (address === undefined) return []
  const asked = address.searchParams.getAll('scan_type').flatMap((types) => types.split(','))
  // Unless it is asked for, SCA is not in the answer.
  return asked.length === 0 ? SCANS.filter((scan) => scan !== 'SCA') : SCANS.filter((scan) => asked.includes(scan))
}

function listedIn(record: unknown, index: number): readonly Listed[] {
  const findings = isObject(record) ? findingsIn(record) : undefined
  const at = isObject(record) && has(record, '_embedded') ? `[${index}]._embedded.findings` : `[${index}].findings`
  if (Array.isArray(findings)) return findings.map((value, entry) => ({ at: `${at}[${entry}]`, value }))
  const isEmptyPage = isObject(record) && has(record, 'page') && findings === undefined
  return isEmptyPage ? [] : [{ at: `[${index}]`, value: record }]
}

function runOf(scan: Scan | undefined, listed: readonly Listed[], failures: readonly Problem[], context: NativeContext): NativeRun {
  const locate = createLocate(context)
  return {
    tool: toolOf(scan),
    failures,
    *readings(): Generator<Reading> {
      for (const { at, value } of listed) yield readOne(value, at, (finding) => readFinding(finding, scan, context, locate))
    },
  }
}

function readFinding(entry: JsonObject, scan: Scan | undefined, { places }: NativeContext, locate: ReturnType<typeof createLocate>): Entry {
  const status = asObject(entry['finding_status'])
  const accepted = asText(status?.['resolution_status'])?.toUpperCase() === 'APPROVED'
  if (!accepted && asText(status?.['status'])?.toUpperCase() === 'CLOSED') return NOT_A_PROBLEM
  const finding = scan === 'SCA' ? componentFinding(componentFacts(entry), places) : flawFinding(flawFacts(entry, scan), locate)
  if (finding === undefined) return unreadable(scan === 'SCA' ? 'has no cve' : 'has no cwe')
  // What is proposed or rejected is open.
  return accepted ? suppressed(finding) : problem(finding)
}
