import {
  AFTER_KEY,
  AFTER_VALUE,
  BEGIN_KEY,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  END_KEY,
  FAIL,
  FIRST_ACTION,
  FIRST_ELEMENT,
  FIRST_KEY,
  isFinal,
  KEY,
  NEXT_KEY,
  OPEN_ARRAY,
  OPEN_OBJECT,
  STRING,
  TRANSITIONS,
  VALUE,
} from './json-grammar.js'

/**
 * How deep a report may nest. SARIF logs seen in the wild stay below 30; the limit keeps hostile nesting away from everything that
 * recurses over a parsed report.
 */
export const MAX_DEPTH = 512

/** Keys that are told are short; a longer one is told as `undefined` instead of being kept. Six bytes can stand for one character. */
const MAX_KEY_BYTES = 256

/** What a scan tells about the outer levels. `depth` counts the open arrays and objects, the one that is told included. */
export interface JsonEvents {
  /** Levels deeper than this are not told. */
  readonly maxDepth: number
  /** `at`: offset of the bracket. `values`: of the text up to here, as `JsonScan.values` counts them. */
  open(at: number, depth: number, isArray: boolean, values: number): void
  close(at: number, depth: number, values: number): void
  comma(at: number, depth: number, values: number): void
  /** The key with its escapes resolved; `undefined` for an endless one. Left out by those who need no keys: they cost a third of the scan. */
  key?(name: string | undefined, depth: number): void
}

export interface JsonFailure {
  /** `trailing`: something follows the complete text. `depth`: nested deeper than `MAX_DEPTH`. `end`: the text stops too early. */
  readonly kind: 'syntax' | 'trailing' | 'depth' | 'end'
  /** In bytes from the beginning of the first chunk. */
  readonly offset: number
  /** The byte there; absent for `end`. */
  readonly byte?: number
}

const NOTHING_TOLD: JsonEvents = { maxDepth: 0, open() {}, close() {}, comma() {} }

/** A check under way. */
export interface JsonScan {
  /** Takes the next bytes; they may be overwritten afterwards. @returns the first thing that is wrong: then nothing more may be added */
  add(chunk: Uint8Array): JsonFailure | undefined
  /** @returns what is wrong with the text when nothing follows any more */
  end(): JsonFailure | undefined
  /** Brackets that were opened and commas so far: what the text takes in memory when it is parsed follows them, not the bytes. */
  values(): number
}

/**
 * Checks that bytes are one JSON text, exactly as strictly as `JSON.parse` does, in constant memory.
 * @param chunks the text cut anywhere; a chunk may be overwritten once the next one is asked for
 * @returns the first thing that is wrong
 */
export function scanJson(chunks: Iterable<Uint8Array>, events?: JsonEvents): JsonFailure | undefined {
  const scan = createJsonScan(events)
  for (const chunk of chunks) {
    const failure = scan.add(chunk)
    if (failure !== undefined) return failure
  }
  return scan.end()
}

/** The same for a text that comes bit by bit. */
export function createJsonScan(events: JsonEvents = NOTHING_TOLD): JsonScan {
  const nesting = createNesting(events)
  let state: number = VALUE
  let offset = 0
  const add = (chunk: Uint8Array): JsonFailure | undefined => {
    nesting.chunk = chunk
    nesting.offset = offset
    for (let index = 0; index < chunk.length; index++) {
      // Text is most of a report: going through it without the table makes the whole scan half as fast again.
      if (state === STRING || state === KEY) index = skipPlainText(chunk, index)
      if (index === chunk.length) break
      let next = TRANSITIONS[(state << 8) | (chunk[index] ?? 0)] ?? FAIL
      if (next >= FIRST_ACTION) {
        next = act(nesting, next, index)
        if (next === FAIL) return { kind: failureKind(nesting, state), offset: offset + index, ...byteAt(chunk, index) }
      }
      state = next
    }
    keepStartOfKey(nesting)
    offset += chunk.length
    return undefined
  }
  return { add, end: () => (isFinal(state) && nesting.depth === 0 ? undefined : { kind: 'end', offset }), values: () => nesting.values }
}

/** The index of the next byte that is not plain text: a quote, a backslash or a control character. */
function skipPlainText(chunk: Uint8Array, from: number): number {
  let index = from
  for (; index < chunk.length; index++) {
    const byte = chunk[index] ?? 0
    if (byte === 0x22 || byte === 0x5c || byte < 0x20) break
  }
  return index
}

function byteAt(chunk: Uint8Array, index: number): { readonly byte?: number } {
  const byte = chunk[index]
  return byte === undefined ? {} : { byte }
}

function failureKind(nesting: Nesting, state: number): JsonFailure['kind'] {
  if (nesting.tooDeep) return 'depth'
  return nesting.depth === 0 && isFinal(state) ? 'trailing' : 'syntax'
}

/** What the table cannot hold: which brackets are open, and the keys of the outer levels. */
interface Nesting {
  readonly events: JsonEvents
  /** By depth: 1 for an array, 0 for an object. */
  readonly isArray: Uint8Array
  depth: number
  values: number
  tooDeep: boolean
  chunk: Uint8Array
  /** Of the chunk. */
  offset: number
  /** Where the key that is being read starts or goes on in the chunk; -1 when it is not wanted. */
  keyFrom: number
  /** The part of that key that lies in earlier chunks. */
  startOfKey: Uint8Array
}

function createNesting(events: JsonEvents): Nesting {
  const none = new Uint8Array()
  const isArray = new Uint8Array(MAX_DEPTH + 1)
  return { events, isArray, depth: 0, values: 0, tooDeep: false, chunk: none, offset: 0, keyFrom: -1, startOfKey: none }
}

/** @returns the next state, or FAIL when the action cannot be done here */
function act(nesting: Nesting, action: number, index: number): number {
  switch (action) {
    case OPEN_OBJECT:
      return open(nesting, 0, index)
    case OPEN_ARRAY:
      return open(nesting, 1, index)
    case CLOSE_OBJECT:
      return close(nesting, 0, index)
    case CLOSE_ARRAY:
      return close(nesting, 1, index)
    case COMMA:
      return comma(nesting, index)
    case BEGIN_KEY:
      nesting.keyFrom = nesting.events.key !== undefined && nesting.depth <= nesting.events.maxDepth ? index + 1 : -1
      return KEY
    case END_KEY:
      if (nesting.keyFrom >= 0) endKey(nesting, index)
      return AFTER_KEY
    default:
      return FAIL
  }
}

function open(nesting: Nesting, isArray: 0 | 1, index: number): number {
  nesting.tooDeep = nesting.depth === MAX_DEPTH
  if (nesting.tooDeep) return FAIL
  nesting.depth++
  nesting.values++
  nesting.isArray[nesting.depth] = isArray
  const { depth, events, offset } = nesting
  if (depth <= events.maxDepth) events.open(offset + index, depth, isArray === 1, nesting.values)
  return isArray === 1 ? FIRST_ELEMENT : FIRST_KEY
}

function close(nesting: Nesting, isArray: 0 | 1, index: number): number {
  const { depth, events, offset } = nesting
  if (depth === 0 || nesting.isArray[depth] !== isArray) return FAIL
  if (depth <= events.maxDepth) events.close(offset + index, depth, nesting.values)
  nesting.depth--
  return AFTER_VALUE
}

function comma(nesting: Nesting, index: number): number {
  const { depth, events, offset } = nesting
  if (depth === 0) return FAIL
  nesting.values++
  if (depth <= events.maxDepth) events.comma(offset + index, depth, nesting.values)
  return nesting.isArray[depth] === 1 ? VALUE : NEXT_KEY
}

function endKey(nesting: Nesting, index: number): void {
  const { chunk, keyFrom, startOfKey, depth } = nesting
  nesting.events.key?.(keyName(joined(startOfKey, chunk.subarray(keyFrom, index))), depth)
  nesting.keyFrom = -1
  nesting.startOfKey = new Uint8Array()
}

function keepStartOfKey(nesting: Nesting): void {
  if (nesting.keyFrom < 0) return
  nesting.startOfKey = joined(nesting.startOfKey, nesting.chunk.subarray(nesting.keyFrom))
  nesting.keyFrom = 0
}

/** At most one byte more than a key that is told, which is enough to know that it is too long. */
function joined(start: Uint8Array, rest: Uint8Array): Uint8Array {
  return Buffer.concat([start, rest.subarray(0, MAX_KEY_BYTES + 1)]).subarray(0, MAX_KEY_BYTES + 1)
}

function keyName(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_KEY_BYTES) return undefined
  const text = Buffer.from(bytes).toString('utf8')
  return text.includes('\\') ? String(JSON.parse(`"${text}"`)) : text
}
