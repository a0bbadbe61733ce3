import { isUtf8 } from 'node:buffer'
import type { UserError } from '../../errors.js'
import { turn } from '../../turn.js'
import { inMillions, tooMuch } from '../limits.js'
import { type LoadedDocument, type Loading, otherDocument, SIZES } from './document.js'
import { createJsonScan, type JsonFailure } from './json-scan.js'
import { parseJson } from './parse-json.js'

/** The values of a text, and whether it ends in the middle of one. */
interface Sequence {
  readonly values: readonly unknown[]
  readonly cutOff: boolean
  /** Counted as `JsonScan.values` does, and one more for each value of the sequence. */
  readonly count: number
}

/** Bytes that are gone through between two turns of the event loop. */
const CHUNK = 2 ** 20

/** What engines of Code Climate end each issue with. Source: github.com/codeclimate/platform, spec/analyzers/SPEC.md, "Output". */
const TERMINATOR = 0x00

/** RFC 8259, section 2. */
const SPACE: readonly number[] = [0x20, 0x0a, 0x0d, 0x09]

/**
 * Reads JSON values that stand one after another, on a line each (JSON Lines, NDJSON) or not, or each with a zero byte behind it.
 * @param bytes UTF-8 without a byte order mark
 * @param refusal what to tell when no format wants a sequence
 * @returns `undefined` when it is none: something in it is no JSON, or there is one value that nothing ends
 * @throws UserError REPORT_UNREADABLE when it has too many values; what the signal says
 */
export async function loadSequence(bytes: Buffer, refusal: UserError, loading: Loading = {}): Promise<LoadedDocument | undefined> {
  const sequence = await readSequence(bytes, loading)
  if (sequence === undefined) return undefined
  const { values, cutOff, count } = sequence
  loading.memory?.take(count, bytes.length)
  const document = otherDocument('sequence', values, { refusal, ...(cutOff && { cutOff }) })
  return { document, validUtf8: isUtf8(bytes), needsFile: false }
}

async function readSequence(bytes: Buffer, { sizes = SIZES, signal }: Loading): Promise<Sequence | undefined> {
  const values: unknown[] = []
  let count = 0
  let turned = 0
  let terminated = false
  for (let start = 0; start < bytes.length; ) {
    const { failure, end, counted } = await scanValue(bytes, start, signal)
    count += counted + 1
    if (count > sizes.values) throw tooMuch(`the report has more than ${inMillions(sizes.values)} values`)
    if (failure !== undefined && failure.kind !== 'trailing') {
      return failure.kind === 'end' && values.length > 0 ? { values, cutOff: true, count } : undefined
    }
    values.push(await parsedValue(bytes.subarray(start, end), sizes.block, signal))
    terminated ||= bytes[end] === TERMINATOR
    start = bytes[end] === TERMINATOR ? afterSpace(bytes, end + 1) : end
    if (start - turned >= CHUNK) {
      await turn(signal)
      turned = start
    }
  }
  return values.length > 1 || terminated ? { values, cutOff: false, count } : undefined
}

/** Past white space, which the scan of a value takes with it, where nothing else follows. */
function afterSpace(bytes: Buffer, start: number): number {
  let at = start
  while (SPACE.includes(bytes[at] ?? TERMINATOR)) at += 1
  return at
}

interface ScannedValue {
  readonly failure: JsonFailure | undefined
  /** Where the next value begins. */
  readonly end: number
  readonly counted: number
}

async function scanValue(bytes: Buffer, start: number, signal: AbortSignal | undefined): Promise<ScannedValue> {
  const scan = createJsonScan()
  for (let from = start; from < bytes.length; from += CHUNK) {
    if (from > start) await turn(signal)
    const failure = scan.add(bytes.subarray(from, from + CHUNK))
    if (failure !== undefined) return { failure, end: start + failure.offset, counted: scan.values() }
  }
  return { failure: scan.end(), end: bytes.length, counted: scan.values() }
}

/** Most lines are short: a promise for each would cost more than the line. */
function parsedValue(bytes: Buffer, blockBytes: number, signal: AbortSignal | undefined): unknown {
  return bytes.length <= CHUNK ? JSON.parse(bytes.toString('utf8')) : parseJson(bytes, blockBytes, signal)
}
