import { type JsonEvents, type JsonFailure, scanJson } from './json-scan.js'
import { createUtf8Check } from './utf8.js'

export interface Checked {
  /** The first thing that is no JSON; its offset counts from the first chunk. */
  readonly failure: JsonFailure | undefined
  /** Only known when there is no failure. */
  readonly validUtf8: boolean
}

/** Checks a JSON text and its encoding in one go. */
export function checkJson(chunks: Iterable<Uint8Array>, events?: JsonEvents): Checked {
  const utf8 = createUtf8Check()
  const failure = scanJson(tapped(chunks, utf8.add), events)
  return { failure, validUtf8: utf8.valid() }
}

function* tapped(chunks: Iterable<Uint8Array>, tap: (chunk: Uint8Array) => void): Generator<Uint8Array> {
  for (const chunk of chunks) {
    tap(chunk)
    yield chunk
  }
}
