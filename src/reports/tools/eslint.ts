import type { Finding, Reading } from '../../finding.js'
import { findingOf, type RuleFacts } from '../native/finding.js'
import type { RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, memberAt, NOT_A_PROBLEM, problem, readEach, suppressed, withinEach } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { errorIn, toolErrors } from '../native/tool-errors.js'
import { eslintKind } from '../vocabulary/eslint-rules.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, ownValue } from '../vocabulary/json.js'
import { eslintSecret } from '../vocabulary/told-secrets.js'

/** Source of the members: eslint.org, "Node.js API Reference", LintResult and LintMessage; "Formatters Reference", json-with-metadata. */
export const eslint: RecordsFormat = {
  shape: 'records',
  id: 'eslint',
  name: 'ESLint JSON',
  tool: { name: 'ESLint', vendor: 'OpenJS Foundation' },
  covers: 'ESLint, all versions: the formatters json and json-with-metadata',
  command: 'eslint . --format json --output-file eslint.json',
  clean: ['[]'],
  detect: (first) => has(first, 'filePath', 'messages', 'errorCount', 'warningCount') || isWithMetadata(first),
  read: (records, { places }) => {
    const reports = reportsOf(records)
    return {
      failures: toolErrors(
        reports.flatMap(({ files }) => parseErrorsOf(files, places)),
        '',
      ),
      partlyScanned: reports.flatMap(({ files }) => ignoredFiles(files, places)),
      *readings() {
        for (const { files, at, rules } of reports) {
          yield* withinEach(files, at, (file, place) => readFile(file, place, { rules, places }))
        }
      },
    }
  },
}

/** The results of one run of ESLint. */
interface LintReport {
  readonly files: unknown
  /** Where the files are. */
  readonly at: string
  readonly rules: unknown
}

/** With the formatter `json` every file is a record, with `json-with-metadata` a record is a whole report. */
function reportsOf(records: readonly unknown[]): readonly LintReport[] {
  if (!records.some(isWithMetadata)) return [{ files: records, at: '', rules: undefined }]
  return records.map((record, index) => {
    const at = records.length === 1 ? '' : `[${index}]`
    if (!isWithMetadata(record)) return { files: [record], at, rules: undefined }
    return { files: record['results'], at: memberAt(at, 'results'), rules: asObject(record['metadata'])?.['rulesMeta'] }
  })
}

function isWithMetadata(record: unknown): record is JsonObject {
  return isObject(record) && has(record, 'results', 'metadata') && has(asObject(record['metadata']) ?? {}, 'rulesMeta')
}

/** A file that cannot be parsed is not linted. */
function parseErrorsOf(files: unknown, places: Places): readonly string[] {
  return objectsOf(files).flatMap(({ filePath: path, messages }) => {
    const fatal = objectsOf(messages).filter((message) => message['fatal'] === true)
    return fatal.map(({ message }) => errorIn(places({ path }), message))
  })
}

/** Named on the command line and ignored by the configuration. Source: lib/eslint/eslint-helpers.js, createIgnoreResult. */
function ignoredFiles(files: unknown, places: Places): readonly string[] {
  return objectsOf(files).flatMap(({ filePath: path, messages }) => {
    const ignored = objectsOf(messages).some(({ ruleId, message }) => !ruleId && /^File ignored\b/.test(asText(message) ?? ''))
    return ignored ? (places({ path })?.path ?? []) : []
  })
}

interface FileContext {
  readonly rules: unknown
  readonly places: Places
}

function* readFile(file: JsonObject, at: string, context: FileContext): Generator<Reading> {
  const entryOf = (make: (finding: Finding) => Entry) => (message: JsonObject) => readMessage(message, file, context, make)
  yield* readEach(file['messages'], `${at}.messages`, entryOf(problem))
  yield* readEach(file['suppressedMessages'], `${at}.suppressedMessages`, entryOf(suppressed))
}

/** 1 is a warning, 2 an error. */
const WORDS: SeverityWords = new Map([
  ['1', 'MEDIUM'],
  ['2', 'HIGH'],
])

function readMessage(message: JsonObject, file: JsonObject, { rules, places }: FileContext, make: (finding: Finding) => Entry): Entry {
  const id = asText(message['ruleId'])
  // What ESLint itself says: a parse error, an ignored file, a directive without use.
  if (id === undefined) return NOT_A_PROBLEM
  const { line: startLine, column: startColumn, endLine, endColumn } = message
  return make(
    findingOf({
      kind: eslintKind(id),
      rule: ruleOf(id, asObject(ownValue(rules, id))),
      severity: severityOf({ word: message['severity'], words: WORDS }),
      ...eslintFacts(id, message['message']),
      location: places({ path: file['filePath'], startLine, startColumn, endLine, endColumn }),
    }),
  )
}

function ruleOf(id: string, meta: JsonObject | undefined): RuleFacts {
  const docs = asObject(meta?.['docs'])
  // Rules of plugins have a slash in their id.
  const page = /^[a-z][a-z-]{1,60}$/.test(id) ? `https://eslint.org/docs/latest/rules/${id}` : undefined
  // What is said of each place says more, and is what the formatters without metadata have.
  return { id, description: docs?.['description'], helpUrl: [docs?.['url'], page] }
}

/** The message of a rule, without the secret that it may end with. */
export function eslintFacts(id: string, value: unknown): { readonly message: string | undefined; readonly secrets?: readonly string[] } {
  const text = asText(value)
  return (text === undefined ? undefined : eslintSecret(id, text)) ?? { message: text }
}
