import type { Reading, Severity } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { PlaceFacts, Places } from '../native/places.js'
import { type Entry, problem, readEach, toReading, unreadable, withinEach } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { asText, isObject, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/koalaman/shellcheck, src/ShellCheck/Formatter/JSON.hs and JSON1.hs. */
export const shellcheck: RecordsFormat = {
  shape: 'records',
  id: 'shellcheck',
  name: 'ShellCheck JSON',
  tool: { name: 'ShellCheck', vendor: 'ShellCheck' },
  covers: 'ShellCheck, all versions: json and json1',
  command: 'shellcheck --format json1 scripts/*.sh > shellcheck.json',
  clean: ['[]', '{"comments":[]}'],
  detect: (first) => isComment(first) || isReport(first),
  read: (records, { places }) => ({
    failures: toolErrors(parseErrors(records), ''),
    readings: () => withinEach(records, '', (record, at) => readRecord(record, at, places)),
  }),
}

/** The levels in order: error, warning, info, style. */
export const SHELLCHECK_LEVELS: ReadonlyMap<string, Severity> = new Map([
  ['info', 'LOW'],
  ['style', 'INFORMATIONAL'],
])

/** The page about a check. @param code `SC2086` */
export function shellCheckPage(code: string): string {
  return `https://www.shellcheck.net/wiki/${encodeURIComponent(code)}`
}

function isComment(record: JsonObject): boolean {
  return has(record, 'file', 'line', 'level', 'message') && typeof record['code'] === 'number'
}

/** json1: an object around the comments. */
function isReport(record: JsonObject): boolean {
  const { comments } = record
  if (!Array.isArray(comments) || Object.keys(record).length !== 1) return false
  return comments.slice(0, 1).some((comment) => isObject(comment) && isComment(comment))
}

/** Said of a script in which the parser gave up: nothing behind that place was checked. */
const GAVE_UP: ReadonlySet<unknown> = new Set([1072, 1088, 1089])

function parseErrors(records: readonly unknown[]): readonly unknown[] {
  return objectsOf(records)
    .flatMap((record) => [record, ...objectsOf(record['comments'])])
    .filter(({ code }) => GAVE_UP.has(code))
    .map(({ file, message }) => `${asText(file) ?? 'a file'}: ${asText(message) ?? ''}`)
}

/** In json a tab is as wide as it looks, so columns say nothing; in json1 it is one. */
function* readRecord(record: JsonObject, at: string, places: Places): Generator<Reading> {
  if (!has(record, 'comments')) yield toReading(readComment(record, places, {}), at)
  else {
    yield* readEach(record['comments'], `${at}.comments`, (comment) =>
      readComment(comment, places, { startColumn: comment['column'], endColumn: comment['endColumn'] }),
    )
  }
}

function readComment(comment: JsonObject, places: Places, columns: PlaceFacts): Entry {
  const { code } = comment
  if (typeof code !== 'number') return unreadable('has no code')
  const id = `SC${code}`
  return problem(
    findingOf({
      kind: 'other',
      rule: { id, helpUrl: shellCheckPage(id) },
      severity: severityOf({ word: comment['level'], words: SHELLCHECK_LEVELS }),
      message: comment['message'],
      location: places({ path: comment['file'], startLine: comment['line'], endLine: comment['endLine'], ...columns }),
    }),
  )
}
