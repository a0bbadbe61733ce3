import type { Location } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { NativeContext, RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import { type Entry, problem, readEach, review, suppressed, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { confidenceOfWord } from '../vocabulary/confidence-words.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'

/**
 * Source of the members: github.com/zizmorcore/zizmor, crates/zizmor/src/output/json/v1.rs and finding/location.rs; of ids, messages, and that
 * somebody is to look at what is informational: output/sarif.rs.
 */
export const zizmor: RecordsFormat = {
  shape: 'records',
  id: 'zizmor',
  name: 'zizmor JSON',
  tool: { name: 'zizmor', vendor: 'zizmor' },
  covers: 'zizmor 1: workflows and actions of GitHub, Dependabot configurations',
  command: 'zizmor --format json --no-exit-codes . > zizmor.json',
  clean: ['[]'],
  detect: (first) => has(first, 'ident', 'desc', 'determinations', 'locations') && isObject(first['determinations']),
  read: (records, context) => ({ readings: () => readEach(records, '', (finding) => readFinding(finding, context)) }),
}

function readFinding(finding: JsonObject, { places }: NativeContext): Entry {
  const ident = asText(finding['ident'])
  const locations = objectsOf(finding['locations']).filter((one) => kindOf(one) !== 'Hidden')
  const primary = locations.find((one) => kindOf(one) === 'Primary') ?? locations[0]
  if (ident === undefined || primary === undefined) return unreadable('has no ident or no location')
  const { severity, confidence } = asObject(finding['determinations']) ?? {}
  const message = textsOf([finding['desc'], asObject(primary['symbolic'])?.['annotation']]).join(': ')
  const [fix] = objectsOf(finding['fixes'])
  const found = findingOf({
    kind: 'configuration',
    rule: { id: `zizmor/${ident}`, name: ident, title: finding['desc'], helpUrl: finding['url'], tags: ['security'] },
    severity: severityOf({ word: severity }),
    message,
    location: placeOf(primary, places),
    otherLocations: locations.filter((one) => one !== primary).map((one) => placeOf(one, places)),
    confidence: confidenceOfWord(confidence),
    remediation: fix?.['title'],
    quoted: locations.map(({ concrete }) => asObject(concrete)?.['feature']),
  })
  if (finding['ignored'] === true) return suppressed(found)
  return severity === 'Informational' ? review(found) : problem(found)
}

/** Locations of what is around the finding are hidden; before 1.0 one was primary or not. */
function kindOf({ symbolic }: JsonObject): unknown {
  const { kind, primary } = asObject(symbolic) ?? {}
  return kind ?? (primary === true ? 'Primary' : undefined)
}

/** Rows and columns count from 0, and ends are exclusive. */
function placeOf({ symbolic, concrete }: JsonObject, places: NativeContext['places']): Location | undefined {
  const location = asObject(asObject(concrete)?.['location'])
  const [start, end] = [asObject(location?.['start_point']), asObject(location?.['end_point'])]
  return places({
    path: pathOf(asObject(asObject(symbolic)?.['key'])),
    startLine: oneMore(start?.['row']),
    endLine: oneMore(end?.['row']),
    startColumn: oneMore(start?.['column']),
    endColumn: oneMore(end?.['column']),
  })
}

/** A file as the user gave it (`given_path` before 1.20), or one of a repository on GitHub that was fetched. */
function pathOf(key: JsonObject | undefined): unknown {
  const { verbatim_path: path, given_path: given } = asObject(key?.['Local']) ?? {}
  return path ?? given ?? asObject(key?.['Remote'])?.['path']
}

function oneMore(count: unknown): number | undefined {
  return typeof count === 'number' && count >= 0 ? count + 1 : undefined
}
