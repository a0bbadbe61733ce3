/** Finds texts in a file: one after another, as many as a report has, in a file as large as a checkout may have. */

export interface TextPlaces {
  /** Of the file, in UTF-16 code units. */
  readonly length: number
  /** The 1-based lines on which the text begins, in order. To be read only: the same is given for the same text. */
  linesOf(text: string): Uint32Array
}

/** Texts that are looked for from the beginning of the file before it is worth an index of four times its size. */
const WITHOUT_INDEX = 16

/** Of lines and of characters, for texts that come again. */
const NUMBERS_KEPT = 2 ** 21

/** @param shortest length of a text that is looked for */
export function createTextPlaces(source: string, shortest: number): TextPlaces {
  let lookups = 0
  let index: GramIndex | undefined
  let lineFeeds: Uint32Array | undefined
  const known = new Map<string, Uint32Array>()
  let kept = 0
  const find = (text: string): Uint32Array => {
    lookups += 1
    if (lookups > WITHOUT_INDEX) index ??= indexGrams(source, shortest)
    lineFeeds ??= positionsOf(source, '\n')
    return linesAt(index === undefined ? positionsOf(source, text) : index.find(text), lineFeeds)
  }
  return {
    length: source.length,
    linesOf(text) {
      const before = known.get(text)
      if (before !== undefined) return before
      const lines = find(text)
      if (kept > NUMBERS_KEPT) {
        known.clear()
        kept = 0
      }
      kept += lines.length + text.length
      known.set(text, lines)
      return lines
    },
  }
}

function positionsOf(source: string, text: string): Uint32Array {
  const positions: number[] = []
  for (let at = source.indexOf(text); at >= 0; at = source.indexOf(text, at + text.length)) positions.push(at)
  return Uint32Array.from(positions)
}

/** Each line once. Both are in order, so that one walk along the line feeds is enough. */
function linesAt(positions: Uint32Array, lineFeeds: Uint32Array): Uint32Array {
  const lines: number[] = []
  let line = 0
  for (const position of positions) {
    line = lineFeedsBefore(lineFeeds, position, line)
    if (lines.at(-1) !== line + 1) lines.push(line + 1)
  }
  return Uint32Array.from(lines)
}

function lineFeedsBefore(lineFeeds: Uint32Array, position: number, start: number): number {
  let [low, high] = [start, lineFeeds.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lineFeeds[middle] ?? 0) < position) low = middle + 1
    else high = middle
  }
  return low
}

/** Where each stretch of some characters stands, by a hash of it. */
interface GramIndex {
  /** The positions of the text, in order. */
  find(text: string): Uint32Array
}

/** Different hashes of stretches, a power of two. */
const HASHES = 2 ** 18
/** Stretches of a text that are looked at for the rarest one. */
const LOOKED_AT = 64

function indexGrams(source: string, length: number): GramIndex {
  const count = Math.max(0, source.length - length + 1)
  const ends = new Uint32Array(HASHES + 1)
  for (let at = 0; at < count; at++) ends[hashOf(source, at, length)] = (ends[hashOf(source, at, length)] ?? 0) + 1
  let sum = 0
  for (let hash = 0; hash <= HASHES; hash++) {
    sum += ends[hash] ?? 0
    ends[hash] = sum
  }
  const positions = new Uint32Array(count)
  // From behind, so that those of one hash stand in order; then each entry of `ends` is where they begin.
  for (let at = count - 1; at >= 0; at--) {
    const hash = hashOf(source, at, length)
    const place = (ends[hash] ?? 0) - 1
    ends[hash] = place
    positions[place] = at
  }
  const bucket = (text: string, offset: number) => {
    const hash = hashOf(text, offset, length)
    return { offset, start: ends[hash] ?? 0, end: ends[hash + 1] ?? count }
  }
  return {
    find(text) {
      const buckets = spread(text.length - length, LOOKED_AT).map((offset) => bucket(text, offset))
      const rarest = buckets.reduce((best, one) => (one.end - one.start < best.end - best.start ? one : best))
      return positions
        .subarray(rarest.start, rarest.end)
        .map((position) => position - rarest.offset)
        .filter((position) => source.startsWith(text, position))
    },
  }
}

/** Whole numbers from 0 to the last one, evenly. */
function spread(last: number, most: number): number[] {
  const count = Math.min(most, last + 1)
  return Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.floor((index * last) / (count - 1))))
}

/** FNV-1a, folded. */
function hashOf(text: string, start: number, length: number): number {
  let hash = 0x811c9dc5
  for (let at = start; at < start + length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return ((hash >>> 18) ^ hash) & (HASHES - 1)
}
