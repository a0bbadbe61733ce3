/** What tools and APIs write in place of a report when they have failed. */

import { UserError } from '../../errors.js'
import type { ReportDocument } from '../documents/document.js'
import { shortened } from '../vocabulary/beginning.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, ownValue } from '../vocabulary/json.js'
import { oneLine } from '../vocabulary/plain-text.js'

/** How much of the tool's own words is told, in UTF-16 code units. */
const SHOWN = 300

/** @returns the error for a document that holds an error of the tool and nothing else; `undefined` for anything else */
export function scannerFailure({ syntax, skeleton }: ReportDocument): UserError | undefined {
  if (syntax !== 'json' && syntax !== 'sequence') return undefined
  const records = Array.isArray(skeleton) ? skeleton : [skeleton]
  const first = objectsOf(records)
    .map((record) => ({ record, words: errorIn(record) ?? (records.length === 1 ? answered(record) : undefined) }))
    .find(({ words }) => words !== undefined)
  if (first === undefined) return undefined
  const tool = toolOf(first.record)
  const words = oneLine(first.words ?? '')
  const shown = shortened(words, SHOWN)
  return new UserError('SCANNER_FAILED', `${tool} failed and wrote an error in place of a report: ${shown}`, {
    hint: `Repair the step that runs ${tool}, so that it writes a report: what it says above and its log tell what it lacks. Nothing was concluded from this file.`,
  })
}

/** The words of an object that is an error. One with results beside it is something else. */
function errorIn(record: JsonObject): string | undefined {
  if (isEntry(record)) return undefined
  if (Object.entries(record).some(([name, value]) => !DETAILS.has(name) && Array.isArray(value) && value.length > 0)) return undefined
  return wordsOf(record['error']) ?? listed(record['errors']) ?? logged(record)
}

/** A linter's entry about a line is no error of the linter. */
function isEntry(record: JsonObject): boolean {
  return PLACES.some((name) => Object.hasOwn(record, name))
}

const PLACES = ['file', 'filename', 'filePath', 'line', 'location', 'rule', 'ruleId'] as const

/** Lists that tell more of an error. */
const DETAILS: ReadonlySet<string> = new Set(['errors', 'details', 'warnings', 'path', 'headers'])

/** Members that hold an error's words, the best first. npm has a `summary` and a `detail`, pnpm and AWS a `message`, SonarQube a `msg`. */
const WORDS = ['summary', 'message', 'msg', 'title', 'description', 'detail'] as const

function wordsOf(error: unknown): string | undefined {
  const text = asText(error)
  if (text !== undefined || !isObject(error)) return text
  const found = WORDS.flatMap((name) => asText(ownValue(error, name)) ?? [])
  const told = [...new Set(found)].slice(0, 2)
  return told.length === 0 ? asText(error['code']) : told.join(' ')
}

function listed(errors: unknown): string | undefined {
  if (!Array.isArray(errors)) return undefined
  return errors.map(wordsOf).find((words) => words !== undefined)
}

/** A line of a log: `{"level":"error","msg":"…"}`, `{"type":"error","data":"…"}`. */
function logged(record: JsonObject): string | undefined {
  const level = asText(record['level']) ?? asText(record['type']) ?? ''
  return /^(?:error|fatal|critical|panic)$/i.test(level) ? (wordsOf(record) ?? asText(record['data'])) : undefined
}

/** An answer of an API that refuses: `{"message":"Bad credentials","documentation_url":"…"}`, `{"message":"401 Unauthorized"}`. */
function answered(record: JsonObject): string | undefined {
  const words = asText(record['message'])
  const isRefusal = !isEntry(record) && ANSWER.some((name) => Object.hasOwn(record, name))
  return isRefusal || Object.keys(record).length === 1 ? words : undefined
}

const ANSWER = ['documentation_url', 'status', 'statusCode', 'statusMessage', 'code', 'error_description', 'uri'] as const

/** Who it was, where the error shows it. */
function toolOf(record: JsonObject): string {
  const error = asObject(record['error'])
  const code = asText(error?.['code']) ?? ''
  if (code.startsWith('ERR_PNPM')) return 'pnpm audit'
  if (error !== undefined && Object.hasOwn(error, 'summary')) return 'npm audit'
  if (typeof record['ok'] === 'boolean') return 'Snyk'
  if (asText(record['documentation_url'])?.startsWith('https://docs.github.com') === true) return 'the request to GitHub'
  return objectsOf(record['errors']).some((one) => Object.hasOwn(one, 'msg')) ? 'the request to SonarQube' : 'the scanner'
}
