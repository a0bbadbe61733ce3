import type { Finding, Problem, Reading } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { memberAt, problem, readOne, suppressed, toReading, unreadable, withinEach } from '../native/readings.js'
import { secretSeverity } from '../native/severity.js'
import { errorIn, toolErrors } from '../native/tool-errors.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf } from '../vocabulary/json.js'

/**
 * Source of the members: github.com/GitGuardian/ggshield, ggshield/verticals/secret/output/secret_json_output_handler.py and schemas.py.
 * `ignore_sha` is a hash of the secret without salt, which gives short secrets away: it goes nowhere, and neither do places in vaults.
 */
export const ggshield: DocumentFormat = {
  shape: 'document',
  id: 'ggshield',
  name: 'ggshield JSON',
  tool: { name: 'ggshield', vendor: 'GitGuardian' },
  covers: 'ggshield 1, secret scan: paths, commits, archives, images',
  command: 'ggshield secret scan path . --recursive --yes --json --exit-zero --output ggshield.json',
  detect: (report) => has(report, 'id', 'type', 'total_incidents', 'total_occurrences') && isCount(report['total_occurrences']),
  read: readReport,
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value)
}

function readReport(report: JsonObject, { places }: NativeContext): NativeRun {
  const errors = errorsIn(report)
  const files = errors.map((error) => objectsOf(error['files']).map(({ filename }) => places({ path: filename })))
  const paths = files.flat().flatMap((file) => file?.path ?? [])
  const isTold = files.map((all) => all.length > 0 && all.every((file) => file?.path !== undefined))
  const wordsOf = (error: JsonObject, index: number) => errorIn(files[index]?.[0], error['description'])
  return {
    failures: [
      ...toolErrors(
        errors.filter((_, index) => isTold[index] === false).map((error) => asText(error['description'])),
        'errors',
      ),
      ...commitsAlone(report),
    ],
    remarks: notScanned(
      errors.map(wordsOf).filter((_, index) => isTold[index]),
      new Set(paths).size,
    ),
    partlyScanned: paths,
    readings: () => readScan(report, '', places),
  }
}

/** A scan of several commits repeats the errors of all of them with each. */
function errorsIn(report: JsonObject): readonly JsonObject[] {
  const all = [report, ...objectsOf(report['scans'])].flatMap(({ errors }) => objectsOf(errors))
  return [...new Map(all.map((error) => [JSON.stringify(error), error])).values()]
}

function notScanned([first]: readonly string[], count: number): readonly Problem[] {
  if (first === undefined) return []
  const files = count === 1 ? 'a file' : `${count} files`
  return [{ code: 'error-notification', message: `ggshield could not scan ${files}: ${first}`, at: 'errors' }]
}

/** A push has a few of the commits of a branch: what an older one has leaked is not in the report, and not gone. */
function commitsAlone({ type, scans }: JsonObject): readonly Problem[] {
  const ofCommits = [type, ...objectsOf(scans).map((scan) => scan['type'])].some(isOfCommits)
  return ofCommits ? [{ code: 'no-results', message: COMMITS_ALONE }] : []
}

/** `commit`, `commit-range`, `pre-commit` and so on. */
function isOfCommits(type: unknown): boolean {
  const text = asText(type) ?? ''
  return text.startsWith('commit') || text.startsWith('pre-')
}

const COMMITS_ALONE =
  'ggshield has looked at commits, not at the files as they are: what it does not report may still be there, so nothing is archived.'

/** Scans of commits are scans in a scan. */
function* readScan(scan: JsonObject, at: string, places: Places): Generator<Reading> {
  const commit = isOfCommits(scan['type']) ? asText(scan['id']) : undefined
  const entities = memberAt(at, 'entities_with_incidents')
  yield* withinEach(scan['entities_with_incidents'], entities, (file, place) =>
    withinEach(file['incidents'], `${place}.incidents`, (incident, incidentAt) =>
      readIncident(incident, incidentAt, { places, path: file['filename'], commit }),
    ),
  )
  yield* withinEach(scan['scans'], memberAt(at, 'scans'), (inner, place) => readScan(inner, place, places))
}

interface Scanned {
  readonly places: Places
  readonly path: unknown
  readonly commit: string | undefined
}

/** One reading for each place of a secret, as in the tool's SARIF. A secret of several parts, such as a name and a password, is one place. */
function* readIncident(incident: JsonObject, at: string, scanned: Scanned): Generator<Reading> {
  const { occurrences, total_occurrences: total } = incident
  const all = asArray(occurrences)
  const parts = typeof total === 'number' && total > 0 && all.length % total === 0 ? all.length / total : 1
  const type = asText(incident['type']) ?? asText(incident['break_type'])
  if (type === undefined || all.length === 0 || !all.every(isObject)) yield toReading(unreadable('has no type or no occurrences'), at)
  else {
    const make = isAccepted(incident) ? suppressed : problem
    for (let start = 0; start < all.length; start += parts) {
      const place = objectsOf(all.slice(start, start + parts))
      yield readOne(all[start], `${at}.occurrences[${start}]`, () => make(secretFinding(type, incident, place, scanned)))
    }
  }
}

/** With --all-secrets. Source: ggshield/verticals/secret/secret_scan_collection.py, IgnoreKind: the others are told, and not accepted by anybody. */
const ACCEPTED: ReadonlySet<unknown> = new Set(['ignored_match', 'ignored_detector', 'backend_excluded'])

function isAccepted(incident: JsonObject): boolean {
  return ACCEPTED.has(asObject(incident['ignore_reason'])?.['kind'])
}

/** Source: ggshield/core/text_utils.py, translate_validity. */
const VALIDITIES: ReadonlyMap<unknown, string> = new Map([
  ['valid', ' GitGuardian has tried it: it works.'],
  ['invalid', ' GitGuardian has tried it: it does not work now.'],
])

function secretFinding(type: string, incident: JsonObject, parts: readonly JsonObject[], scanned: Scanned): Finding {
  const { validity, incident_url: url, detector_documentation: documentation, ignore_sha: hash } = incident
  const details = asObject(incident['incident_details'])
  const title = `${type} found`
  return findingOf({
    kind: 'secret',
    rule: { id: type, title, helpUrl: [url, documentation] },
    severity: secretSeverity(validity === 'valid', details?.['severity']),
    message: `${title}.${VALIDITIES.get(validity) ?? ''}`,
    ...placeOf(parts, scanned, type),
    firstSeen: details?.['date'],
    secrets: [...parts.map(({ match }) => match), hash, details?.['secret_hash'], details?.['hmsl_hash'], incident['vault_path']],
  })
}

/**
 * A commit never changes, and the file may since: its lines are only those of the file in the commit. Its columns count the sign of the patch
 * before the line, or the lines of another file.
 */
function placeOf(
  parts: readonly JsonObject[],
  { places, path, commit }: Scanned,
  type: string,
): Pick<Parameters<typeof findingOf>[0], 'location' | 'fingerprints'> {
  const [first] = parts.toSorted((left, right) => numberOf(left['line_start']) - numberOf(right['line_start']))
  const [last] = parts.toSorted((left, right) => numberOf(right['line_end']) - numberOf(left['line_end']))
  const lines = { path, startLine: first?.['line_start'], endLine: last?.['line_end'] }
  if (commit === undefined) {
    const columns = { startColumn: oneMore(first?.['index_start']), endColumn: oneMore(last?.['index_end']) }
    return { location: places({ ...lines, ...columns }) }
  }
  const location = places(lines)
  const names = [commit, location?.path, type, location?.startLine]
  return { location, fingerprints: [{ name: 'ggshield', value: names.join(':') }] }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

/** Columns count from 0; the end is exclusive. */
function oneMore(index: unknown): number | undefined {
  return typeof index === 'number' && index >= 0 ? index + 1 : undefined
}
