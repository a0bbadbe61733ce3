import { turn } from '../../turn.js'
import { assemble } from './assemble.js'
import { checkJson } from './check-json.js'
import { createContainers } from './json-containers.js'

/** Up to this size, in bytes, a text is parsed in one go: at its worst it takes half a second. */
const AT_ONCE = 2 ** 20

/** Bytes of a chunk: what a check goes through between two turns of the event loop. */
const CHUNK = 2 ** 20

/**
 * Parses JSON that was checked before, of any size, with turns of the event loop.
 * @param bytes valid JSON in UTF-8
 * @param blockBytes a part that is parsed in one go has about this size
 */
export async function parseJson(bytes: Buffer, blockBytes: number, signal: AbortSignal | undefined): Promise<unknown> {
  if (bytes.length <= AT_ONCE) return JSON.parse(bytes.toString('utf8'))
  const { events, root } = createContainers(blockBytes)
  await checkJson(chunksOf(bytes), signal, events)
  const container = root()
  await turn(signal)
  return container === undefined
    ? JSON.parse(bytes.toString('utf8'))
    : assemble(container, { read: (from, to) => bytes.subarray(from, to), signal })
}

/** The text in chunks of about a megabyte. */
export function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += CHUNK) yield bytes.subarray(from, from + CHUNK)
}
