import { turn } from '../../turn.js'
import { createJsonScan, type JsonEvents, type JsonFailure } from './json-scan.js'
import { createUtf8Check } from './utf8.js'

export interface Checked {
  /** The first thing that is no JSON; its offset counts from the first chunk. */
  readonly failure: JsonFailure | undefined
  /** Only known when there is no failure. */
  readonly validUtf8: boolean
  /** As `JsonScan.values` counts them, up to the failure. */
  readonly values: number
}

/**
 * Checks a JSON text and its encoding in one go, with a turn of the event loop for each chunk.
 * @param chunks of about a megabyte
 */
export async function checkJson(chunks: Iterable<Uint8Array>, signal: AbortSignal | undefined, events?: JsonEvents): Promise<Checked> {
  const utf8 = createUtf8Check()
  const scan = createJsonScan(events)
  for (const chunk of chunks) {
    utf8.add(chunk)
    const failure = scan.add(chunk)
    if (failure !== undefined) return { failure, validUtf8: false, values: scan.values() }
    await turn(signal)
  }
  return { failure: scan.end(), validUtf8: utf8.valid(), values: scan.values() }
}
