import { UserError } from '../../errors.js'
import { excerpt, quoted } from '../vocabulary/excerpt.js'
import { type JsonFailure, MAX_DEPTH } from './json-scan.js'

interface Position {
  /** 1-based. */
  readonly line: number
  /** 1-based, in characters. */
  readonly column: number
}

/**
 * Tells what is wrong with a JSON text and where. Quotes one character, or the first line where it says that something failed: the text is hostile.
 * @param chunks the text that was scanned, from its beginning
 * @returns REPORT_EMPTY, REPORT_NOT_JSON, or REPORT_UNREADABLE for endless nesting
 */
export function jsonError(failure: JsonFailure, chunks: Iterable<Uint8Array>): UserError {
  const { position, blank } = locate(chunks, failure.offset)
  if (blank && failure.kind === 'end') return emptyReport()
  const where = `line ${position.line}, column ${position.column}`
  const words = position.line === 1 && failure.kind !== 'depth' ? failureIn(chunks) : undefined
  if (words !== undefined) {
    return new UserError('REPORT_NOT_JSON', `this is not JSON but text that says ${quoted(words, LONGEST_QUOTE)}`, {
      hint: 'The scanner failed, or its messages went into the file. Repair the step that runs it, and let it write nothing but its report.',
    })
  }
  switch (failure.kind) {
    case 'depth':
      return new UserError('REPORT_UNREADABLE', `the JSON nests deeper than ${MAX_DEPTH} levels at ${where}`, {
        hint: 'No report of a scanner does. Check what the step before writes into the file.',
      })
    case 'end':
      return new UserError('REPORT_NOT_JSON', `the JSON ends too early, at ${where}`, {
        hint: 'The scanner was probably stopped while it wrote, or the disk was full. Check the log of the step that writes the report.',
      })
    case 'trailing':
      return new UserError('REPORT_NOT_JSON', `something follows the JSON at ${where}: ${character(failure.byte)}`, {
        hint: 'Two SARIF logs in one file cannot be read, and neither can a report with log output behind it.',
      })
    case 'syntax':
      return new UserError('REPORT_NOT_JSON', `this is not JSON: unexpected ${character(failure.byte)} at ${where}`, {
        hint: blank ? NO_JSON_AT_ALL : 'Check the step that writes the report; text it prints must not go into the file.',
      })
  }
}

const LONGEST_QUOTE = 200

/** What a program says when it has failed. */
const FAILURES = [
  'error',
  'err!',
  'fatal',
  'fail',
  'panic',
  'cannot',
  "can't",
  'could not',
  'unable',
  'usage',
  'not found',
  'denied',
] as const

/** Whether a line of text says that something failed. */
export function saysFailure(line: string): boolean {
  const lower = line.toLowerCase()
  return FAILURES.some((word) => lower.includes(word))
}

/** The first line of a text, when it says that something failed. */
function failureIn(chunks: Iterable<Uint8Array>): string | undefined {
  for (const chunk of chunks) {
    const [line = ''] = new TextDecoder()
      .decode(chunk.subarray(0, 2 * LONGEST_QUOTE))
      .trimStart()
      .split('\n', 1)
    // What begins like JSON is a report that went wrong, with whatever it holds; colons in pairs are commands of a workflow.
    const isText = !['{', '[', '"'].includes(line.charAt(0)) && !line.includes('::')
    return isText && saysFailure(line) ? line.trim() : undefined
  }
  return undefined
}

const NO_JSON_AT_ALL =
  'The file is no JSON from its first character on. Let the scanner write SARIF or its own JSON into the file, without a banner, and without any other output.'

export function emptyReport(): UserError {
  return new UserError('REPORT_EMPTY', 'the file is empty', {
    hint: 'The scanner probably failed before it wrote its report. Check the log of the step that writes it.',
  })
}

function character(byte: number | undefined): string {
  if (byte === undefined) return 'the end'
  return byte >= 0x20 && byte < 0x7f ? excerpt(String.fromCharCode(byte)) : `byte 0x${byte.toString(16).padStart(2, '0')}`
}

/** Counts up to the offset. `blank`: there is nothing but white space before it. */
function locate(chunks: Iterable<Uint8Array>, offset: number): { readonly position: Position; readonly blank: boolean } {
  let line = 1
  let column = 1
  let blank = true
  let left = offset
  for (const chunk of chunks) {
    for (const byte of chunk.subarray(0, left)) {
      if (byte === 0x0a) line++
      // Continuation bytes of UTF-8 are no characters of their own.
      if (byte === 0x0a) column = 1
      else if ((byte & 0xc0) !== 0x80) column++
      blank &&= byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
    }
    left -= Math.min(left, chunk.length)
    if (left === 0) break
  }
  return { position: { line, column }, blank }
}
