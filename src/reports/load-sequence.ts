import { isUtf8 } from 'node:buffer'
import type { UserError } from '../errors.js'
import { type LoadedDocument, otherDocument } from './document.js'
import { scanJson } from './json-scan.js'

/** The values of a text, and whether it ends in the middle of one. */
interface Sequence {
  readonly values: readonly unknown[]
  readonly cutOff: boolean
}

/**
 * Reads JSON values that stand one after another, on a line each (JSON Lines, NDJSON) or not.
 * @param bytes UTF-8 without a byte order mark
 * @param refusal what to tell when no format wants a sequence
 * @returns `undefined` when it is none: something in it is no JSON, or there is no second value
 */
export function loadSequence(bytes: Buffer, refusal: UserError): LoadedDocument | undefined {
  const sequence = readSequence(bytes)
  if (sequence === undefined) return undefined
  const { values, cutOff } = sequence
  const document = otherDocument('sequence', values, { refusal, ...(cutOff && { cutOff }) })
  return { document, validUtf8: isUtf8(bytes), needsFile: false }
}

function readSequence(bytes: Buffer): Sequence | undefined {
  const values: unknown[] = []
  for (let start = 0; start < bytes.length; ) {
    const rest = bytes.subarray(start)
    const failure = scanJson([rest])
    if (failure === undefined || failure.kind === 'trailing') {
      const end = failure?.offset ?? rest.length
      values.push(JSON.parse(rest.toString('utf8', 0, end)))
      start += end
    } else if (failure.kind === 'end' && values.length > 0) return { values, cutOff: true }
    else return undefined
  }
  return values.length > 1 ? { values, cutOff: false } : undefined
}
