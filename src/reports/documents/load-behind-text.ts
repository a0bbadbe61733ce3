import { UserError } from '../../errors.js'
import { isObject } from '../vocabulary/json.js'
import { type LoadedDocument, type Loading, SIZES, type TextAround } from './document.js'
import { saysFailure } from './json-errors.js'
import { loadBytes } from './load-document.js'
import { loadSequence } from './load-sequence.js'

/** Banners and warnings that went into the file are short; in bytes, lines, and UTF-16 code units of a line. */
const LONGEST_TEXT = 16_384
const MOST_LINES = 200
const LONGEST_LINE = 1000

/**
 * Reads the JSON behind a banner, or behind what a tool warned of while it wrote (`npm warn …`, `DEPRECATED: …`). The JSON must begin at the beginning of a line and be whole;
 * behind it nothing may stand but the same text once more, as Safety writes it.
 * @param bytes UTF-8 without a byte order mark, which is no JSON
 * @returns `undefined` when it is not that: no text, or one that may be a part of a report, or something else behind the JSON
 */
export async function loadBehindText(bytes: Buffer, loading: Loading = {}): Promise<LoadedDocument | undefined> {
  const start = bytes.length > (loading.sizes ?? SIZES).whole ? undefined : startOfJson(bytes)
  if (start === undefined || start === 0) return undefined
  const text = bytes.subarray(0, start).toString('utf8').trim()
  const loaded = await loadWhole(withoutEcho(bytes.subarray(start), text), loading)
  return loaded && { ...loaded, textAround: textAround(text) }
}

/** What else means that not everything was looked at: stems of the words. */
const INCOMPLETE = [
  'killed',
  'timeout',
  'timed out',
  'abort',
  'traceback',
  'exception',
  'refused',
  'unreachable',
  'interrupt',
  'incomplete',
  'skip',
  'terminat',
  'fault',
  'core dumped',
  'crash',
  'out of memory',
  'no space',
  'truncat',
  'partial',
  'limit',
  'exceed',
  'deadline',
  'too many',
  'giving up',
  'gave up',
  'cancel',
  'no such',
  'missing',
  'invalid',
  'ignored',
  'unsupported',
  'unauthori',
  'forbidden',
  'exit status',
  'exit code',
  'exited with',
] as const

/**
 * What has one of the stems in it and means nothing of it. That a command will be unsupported is what Safety says around every report;
 * vulnerabilities are ignored by pip-audit when its user said so.
 */
const HARMLESS = [
  'default',
  'will be unsupported',
  'vulnerabilities, ignored',
  'vulnerability, ignored',
  'exit status 0',
  'exit code 0',
  'exited with code 0',
  'exited with 0',
] as const

function textAround(text: string): TextAround {
  return {
    failure: text
      .split('\n')
      .find((line) => saysFailure(line) || saysIncomplete(line))
      ?.trim(),
  }
}

function saysIncomplete(line: string): boolean {
  const left = HARMLESS.reduce((rest, phrase) => rest.replaceAll(phrase, ' '), line.toLowerCase())
  return INCOMPLETE.some((stem) => left.includes(stem))
}

/** Values one after another only as objects, the last of them whole: what else a text may hold looks like numbers and lists, too. */
async function loadWhole(bytes: Buffer, loading: Loading): Promise<LoadedDocument | undefined> {
  try {
    return await loadBytes(bytes, loading)
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'REPORT_NOT_JSON') throw error
    const sequence = await loadSequence(bytes, error, loading)
    const values: unknown = sequence?.document.skeleton
    return Array.isArray(values) && values.every(isObject) && sequence?.document.cutOff !== true ? sequence : undefined
  }
}

/** The same text may stand behind the JSON, too. */
function withoutEcho(bytes: Buffer, text: string): Buffer {
  const echo = Buffer.from(text)
  const trimmed = bytes.subarray(0, lengthWithoutSpace(bytes))
  const end = trimmed.length - echo.length
  return end > 0 && trimmed.subarray(end).equals(echo) ? trimmed.subarray(0, end) : bytes
}

function lengthWithoutSpace(bytes: Buffer): number {
  let length = bytes.length
  while (length > 0 && SPACE.has(bytes[length - 1] ?? 0)) length -= 1
  return length
}

const SPACE: ReadonlySet<number> = new Set([0x20, 0x0a, 0x0d, 0x09])

/** Of the first line that begins like JSON, where nothing but lines of text stand before it. */
function startOfJson(bytes: Buffer): number | undefined {
  let start = 0
  for (let count = 0; count <= MOST_LINES && start <= LONGEST_TEXT; count += 1) {
    const end = bytes.indexOf(0x0a, start)
    const line = bytes.subarray(start, end === -1 ? start + LONGEST_LINE : Math.min(end, start + 4 * LONGEST_LINE)).toString('utf8')
    if (beginsJson(line)) return start
    if (end === -1 || !isText(line)) return undefined
    start = end + 1
  }
  return undefined
}

/** `{`, `{"a": 1`, `[`, `[{`, and not `[INFO] …`. */
function beginsJson(line: string): boolean {
  const [bracket] = line
  const next = line.slice(1).trimStart().charAt(0)
  if (bracket === '{') return ['', '"', '}'].includes(next)
  return bracket === '[' && ['', '{', '[', '"', ']'].includes(next)
}

/** Quotes beside punctuation, and what lines of JSON end with. */
const MARKS_OF_JSON = ['":', '",', '"}', '"]', '{"', '["', '\\"', '\0'] as const
const ENDS_OF_JSON = ['{', '}', '[', ','] as const

/** A line that cannot be a part of a report of which the beginning is missing. */
function isText(line: string): boolean {
  const text = line.trim()
  if (text.length > LONGEST_LINE || ['{', '}', ']', '"'].includes(text.charAt(0))) return false
  if (text.startsWith('[') && !isWord(text.charAt(1))) return false
  return !MARKS_OF_JSON.some((mark) => text.includes(mark)) && !ENDS_OF_JSON.some((end) => text.endsWith(end))
}

function isWord(character: string): boolean {
  return character.toLowerCase() !== character.toUpperCase() || (character >= '0' && character <= '9')
}
