import { findingOf } from '../native/finding.js'
import type { RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { asText, type JsonObject, objectsOf } from '../vocabulary/json.js'
import { SHELLCHECK_LEVELS, shellCheckPage } from './shellcheck.js'

/** Source of the members: github.com/hadolint/hadolint, src/Hadolint/Formatter/Json.hs. The column is always 1. */
export const hadolint: RecordsFormat = {
  shape: 'records',
  id: 'hadolint',
  name: 'Hadolint JSON',
  tool: { name: 'Hadolint', vendor: 'Hadolint' },
  covers: 'Hadolint, all versions',
  command: 'hadolint --format json Dockerfile > hadolint.json',
  clean: ['[]'],
  detect: (first) => has(first, 'file', 'line', 'level', 'message') && /^(?:DL|SC)\d{4}$/.test(asText(first['code']) ?? ''),
  read: (records, { places }) => ({
    failures: toolErrors(parseErrors(records), ''),
    readings: () => readEach(records, '', (failure) => readFailure(failure, places)),
  }),
}

/** The rule that stands for a Dockerfile which could not be parsed. Source: Hadolint's wiki. */
const PARSE_ERROR = 'DL1000'

function parseErrors(records: readonly unknown[]): readonly unknown[] {
  return objectsOf(records)
    .filter(({ code }) => code === PARSE_ERROR)
    .map(({ file, message }) => `${asText(file) ?? 'a file'}: ${asText(message) ?? ''}`)
}

function readFailure(failure: JsonObject, places: Places): Entry {
  const id = asText(failure['code'])
  if (id === undefined) return unreadable('has no rule')
  if (failure['level'] === 'ignore') return NOT_A_PROBLEM
  return problem(
    findingOf({
      kind: 'configuration',
      rule: { id, title: id === PARSE_ERROR ? 'The Dockerfile could not be parsed' : undefined, helpUrl: pageOf(id) },
      severity: severityOf({ word: failure['level'], words: SHELLCHECK_LEVELS }),
      message: failure['message'],
      location: places({ path: failure['file'], startLine: failure['line'] }),
    }),
  )
}

/** Hadolint passes on what ShellCheck says of the commands. */
function pageOf(id: string): string {
  return id.startsWith('SC') ? shellCheckPage(id) : `https://github.com/hadolint/hadolint/wiki/${encodeURIComponent(id)}`
}
