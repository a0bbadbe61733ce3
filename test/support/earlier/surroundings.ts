/**
 * The neighbourhood of a source line: what tells equal lines apart. Written into the finding, so that the next run can compare without
 * having the source of the run before.
 */

/** Lines above and below, each, that are remembered. */
const REACH = 8
/** Enclosing lines (function, class, block header by indentation) that are remembered, innermost first. */
const DEPTH = 4
/** Hexadecimal digits per line: neighbours only weigh, so that 16 bits are enough. */
const DIGITS = 4
/**
 * Lines of the file that stand for all of it: those with the smallest hashes, which of two files that have most lines in common are
 * mostly the same (Broder, "On the resemblance and containment of documents", 1997).
 */
const SKETCH = 8

/** The lines of one file, made comparable once. */
export interface Outline {
  /** Hash per line; `''` for a line without a letter or digit, which looks the same everywhere. */
  readonly hashes: readonly string[]
  /** Per line: how many lines with text stand above it. One entry more than there are lines: the last is the count of all. */
  readonly ranks: Int32Array
  /** Per line: index of the nearest line above it that is indented less; -1 for none. */
  readonly parents: Int32Array
  readonly sketch: readonly string[]
}

interface Surroundings {
  readonly above: readonly string[]
  readonly below: readonly string[]
  readonly enclosing: readonly string[]
  /** Hashes that stand for the file as a whole. */
  readonly sketch: readonly string[]
  /** Lines with text above and below it in the file. */
  readonly linesAbove: number
  readonly linesBelow: number
}

/** @param lines the file's lines without their ends */
export function outlineOf(lines: readonly string[]): Outline {
  const hashes = lines.map((line) => (/[\p{L}\p{N}]/u.test(line) ? shortHash(line) : ''))
  const ranks = new Int32Array(lines.length + 1)
  hashes.forEach((hash, index) => {
    ranks[index + 1] = (ranks[index] ?? 0) + (hash === '' ? 0 : 1)
  })
  const sketch = [...new Set(hashes)]
    .filter((hash) => hash !== '')
    .sort()
    .slice(0, SKETCH)
  return { hashes, ranks, parents: parentsOf(lines, hashes), sketch }
}

/** @param index of the line, from 0 */
export function surroundingsAt({ hashes, ranks, parents, sketch }: Outline, index: number): Surroundings {
  const enclosing: string[] = []
  for (let at = parents[index] ?? -1; at >= 0 && enclosing.length < DEPTH; at = parents[at] ?? -1) enclosing.push(hashes[at] ?? '')
  return {
    above: neighbours(hashes, index, -1),
    below: neighbours(hashes, index, 1),
    enclosing,
    sketch,
    linesAbove: ranks[index] ?? 0,
    linesBelow: (ranks[hashes.length] ?? 0) - (ranks[index + 1] ?? 0),
  }
}

/** @returns one word without blanks */
export function formatSurroundings({ above, below, enclosing, sketch, linesAbove, linesBelow }: Surroundings): string {
  return [above.join(''), below.join(''), enclosing.join(''), sketch.join(''), linesAbove, linesBelow].join('.')
}

/** Lines that are equal to the line itself are left out: they tell nothing about which of them it is. */
function neighbours(hashes: readonly string[], index: number, step: 1 | -1): string[] {
  const found: string[] = []
  for (let at = index + step; at >= 0 && at < hashes.length && found.length < REACH; at += step) {
    const hash = hashes[at] ?? ''
    if (hash !== '' && hash !== hashes[index]) found.push(hash)
  }
  return found
}

function parentsOf(lines: readonly string[], hashes: readonly string[]): Int32Array {
  const parents = new Int32Array(lines.length).fill(-1)
  const open: { readonly index: number; readonly indent: number }[] = []
  lines.forEach((line, index) => {
    // A blank line ends nothing.
    if (line.trim() === '') return
    const indent = line.length - line.trimStart().length
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop()
    parents[index] = open.at(-1)?.index ?? -1
    // A lone bracket encloses nothing: what it belongs to stands above it.
    if (hashes[index] !== '') open.push({ index, indent })
  })
  return parents
}

/** FNV-1a over the characters that are no white space, folded to 16 bits. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit === 32 || (unit >= 9 && unit <= 13)) continue
    hash = Math.imul(hash ^ unit, 0x01000193)
  }
  return (((hash >>> 16) ^ hash) & 0xffff).toString(16).padStart(DIGITS, '0')
}
