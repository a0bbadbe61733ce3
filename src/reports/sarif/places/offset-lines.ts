/** On which line a character of a source file stands, for tools that only count characters. */

/** The 1-based line; `undefined` when the file cannot be read or is shorter. Offsets count UTF-16 code units and ignore a byte order mark. */
export type OffsetLines = (path: string, offset: number) => number | undefined

/** Characters of the files of which the line ends are remembered, in an eighth of as many bytes. */
const MOST_CHARACTERS = 256 * 2 ** 20

/** A file is read once for all its results, whatever their order. */
export function createOffsetLines(readSource: (path: string) => string | undefined): OffsetLines {
  const known = new Map<string, LineEnds | undefined>()
  let characters = 0
  const endsOf = (path: string): LineEnds | undefined => {
    if (known.has(path)) return known.get(path)
    const text = readSource(path)
    const ends = text === undefined ? undefined : lineEnds(text.startsWith('\uFEFF') ? text.slice(1) : text)
    for (const [oldest, { length }] of characters + (ends?.length ?? 0) > MOST_CHARACTERS ? readable(known) : []) {
      known.delete(oldest)
      characters -= length
      if (characters + (ends?.length ?? 0) <= MOST_CHARACTERS) break
    }
    characters += ends?.length ?? 0
    known.set(path, ends)
    return ends
  }
  return (path, offset) => {
    const ends = endsOf(path)
    return ends === undefined || offset > ends.length ? undefined : 1 + lineFeedsBefore(ends, offset)
  }
}

function* readable(known: ReadonlyMap<string, LineEnds | undefined>): Generator<readonly [string, LineEnds]> {
  for (const [path, ends] of known) if (ends !== undefined) yield [path, ends]
}

/** A bit for each character, set for line feeds, and how many there are before each block of them. */
interface LineEnds {
  readonly length: number
  readonly bits: Uint32Array
  readonly before: Uint32Array
}

const BITS = 32
/** Numbers of bits in a block. */
const BLOCK = 32

function lineEnds(text: string): LineEnds {
  const bits = new Uint32Array(Math.ceil(text.length / BITS) + 1)
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
  const before = new Uint32Array(Math.ceil(bits.length / BLOCK))
  let count = 0
  for (let index = 0; index < bits.length; index++) {
    if (index % BLOCK === 0) before[index / BLOCK] = count
    count += bitsIn(bits[index] ?? 0)
  }
  return { length: text.length, bits, before }
}

function lineFeedsBefore({ bits, before }: LineEnds, offset: number): number {
  const last = offset >>> 5
  const block = Math.floor(last / BLOCK)
  let count = before[block] ?? 0
  for (let index = block * BLOCK; index < last; index++) count += bitsIn(bits[index] ?? 0)
  return count + bitsIn((bits[last] ?? 0) & ((1 << (offset & 31)) - 1))
}

/** How many bits of 32 are set, by adding neighbours. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
