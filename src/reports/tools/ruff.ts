import type { FindingKind, Location, Tool } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { unreadFiles } from '../native/unread-files.js'
import { asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Named as in its own SARIF. */
export const RUFF: Tool = { name: 'ruff', vendor: 'Astral' }

/** Source of the members: github.com/astral-sh/ruff, crates/ruff_linter/src/message/json.rs and json_lines.rs. */
export const ruff: RecordsFormat = {
  shape: 'records',
  id: 'ruff',
  name: 'Ruff JSON',
  tool: RUFF,
  covers: 'Ruff: json and json-lines',
  command: 'ruff check --output-format json --output-file ruff.json',
  clean: ['[]', 'nothing'],
  detect: (first) =>
    has(first, 'code', 'message', 'filename', 'location', 'end_location', 'fix') && has(asObject(first['location']) ?? {}, 'row', 'column'),
  read: (records, { places }) => ({
    ...unreadFiles(
      objectsOf(records)
        .filter((record) => isRuffSyntaxError(ruleOf(record)))
        .map((record) => ({ location: locationOf(record, places), error: record['message'] })),
      '',
    ),
    readings: () => readEach(records, '', (violation) => readViolation(violation, places)),
  }),
}

/** Rules that say that a file could not be parsed or read: by name, and by code as older versions write them. */
const UNREAD = new Set<unknown>(['invalid-syntax', 'syntax-error', 'E999', 'io-error', 'E902'])

/** Whether a rule of Ruff says that a file could not be parsed or read. */
export function isRuffSyntaxError(rule: unknown): boolean {
  return UNREAD.has(rule)
}

/** What a rule of Ruff finds: `S` are the rules of Bandit. */
export function ruffKind(rule: string): FindingKind {
  return /^S\d{3}$/.test(rule) ? 'code' : 'other'
}

/** A syntax error has no code in older versions. */
function ruleOf({ code, message }: JsonObject): string | undefined {
  if (code !== null) return asText(code)
  return asText(message) === undefined ? undefined : 'invalid-syntax'
}

function readViolation(violation: JsonObject, places: Places): Entry {
  const id = ruleOf(violation)
  if (id === undefined) return unreadable('has no code')
  return problem(
    findingOf({
      kind: ruffKind(id),
      rule: { id, name: violation['name'], helpUrl: violation['url'] },
      // Versions that write no severity call everything an error in SARIF.
      severity: severityOf({ word: violation['severity'] ?? 'error' }),
      message: violation['message'],
      location: locationOf(violation, places),
      remediation: asObject(violation['fix'])?.['message'],
    }),
  )
}

/** Rows of a notebook count from the start of a cell, so they are no lines of the file. */
function locationOf(violation: JsonObject, places: Places): Location | undefined {
  const { cell, filename: path } = violation
  if (typeof cell === 'number') return places({ path, logicalName: `cell ${cell}` })
  const [start, end] = [asObject(violation['location']), asObject(violation['end_location'])]
  return places({ path, startLine: start?.['row'], startColumn: start?.['column'], endLine: end?.['row'], endColumn: end?.['column'] })
}
