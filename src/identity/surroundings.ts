/**
 * The neighbourhood of a source line: what tells equal lines apart. Written into the finding, so that the next run can compare without
 * having the source of the run before.
 */

/** Lines above and below, each, that are remembered. */
export const REACH = 8
/** Enclosing lines (function, class, block header by indentation) that are remembered, innermost first. */
export const DEPTH = 4
/** Hexadecimal digits per line: neighbours only weigh, so that 16 bits are enough. */
export const DIGITS = 4
/**
 * Lines of the file that stand for all of it: those with the smallest hashes, which of two files that have most lines in common are
 * mostly the same (Broder, "On the resemblance and containment of documents", 1997).
 */
export const SKETCH = 8

export interface Surroundings {
  readonly above: readonly string[]
  readonly below: readonly string[]
  readonly enclosing: readonly string[]
  /** Hashes that stand for the file as a whole. */
  readonly sketch: readonly string[]
  /** Lines with text above and below it in the file. */
  readonly linesAbove: number
  readonly linesBelow: number
}

/** @returns one word without blanks */
export function formatSurroundings({ above, below, enclosing, sketch, linesAbove, linesBelow }: Surroundings): string {
  return [above.join(''), below.join(''), enclosing.join(''), sketch.join(''), linesAbove, linesBelow].join('.')
}

/** @returns `undefined` for a text that `formatSurroundings` did not write */
export function parseSurroundings(text: string): Surroundings | undefined {
  if (!/^(?:[0-9a-f]{0,64}\.){4}\d{1,9}\.\d{1,9}$/.test(text)) return undefined
  const [above = '', below = '', enclosing = '', sketch = '', linesAbove, linesBelow] = text.split('.')
  return {
    above: pieces(above),
    below: pieces(below),
    enclosing: pieces(enclosing),
    sketch: pieces(sketch),
    linesAbove: Number(linesAbove),
    linesBelow: Number(linesBelow),
  }
}

export interface Shared {
  /** Remembered lines that both have, in order. */
  readonly lines: number
  /**
   * How alike the lines above and below are, 0 to `MAX_ALIKE`. The nearer a line, the more it counts. Beyond the ends of the file the lines go
   * on as lines that all files have, so that a place near an end is measured like any other.
   */
  readonly alike: number
  /** Enclosing lines that both have, in order. */
  readonly enclosing: number
}

/** Both sides, each with weights of 7 down to 0 on either list. */
export const MAX_ALIKE = 2 * REACH * (REACH - 1)

export function sharedLines(a: Surroundings, b: Surroundings): Shared {
  const enclosing = common(a.enclosing, b.enclosing, once)
  const lines = common(a.above, b.above, once) + common(a.below, b.below, once) + enclosing
  return { lines, alike: common(filled(a.above), filled(b.above), near) + common(filled(a.below), filled(b.below), near), enclosing }
}

const once = () => 1
const near = (i: number, j: number) => 2 * (REACH - 1) - i - j

function filled(lines: readonly string[]): string[] {
  return Array.from({ length: REACH }, (_, index) => lines[index] ?? `beyond ${index - lines.length}`)
}

/** How much of their files is the same, 0 to `SKETCH`. */
export function sharedSketch(a: Surroundings, b: Surroundings): number {
  const other = new Set(b.sketch)
  return a.sketch.filter((hash) => other.has(hash)).length
}

/** Whether two files are mostly the same. Short files have short sketches. */
export function alikeFiles(a: Surroundings, b: Surroundings): boolean {
  return sharedSketch(a, b) * 2 >= Math.max(1, Math.min(a.sketch.length, b.sketch.length))
}

/** Lines between the two places when a single edit lies above or below them: 0 for a line that an edit elsewhere has only shifted. */
export function distance(a: Surroundings, b: Surroundings): number {
  return Math.min(Math.abs(a.linesAbove - b.linesAbove), Math.abs(a.linesBelow - b.linesBelow))
}

/** The heaviest common subsequence: its weight. */
function common(a: readonly string[], b: readonly string[], weight: (i: number, j: number) => number): number {
  let row: number[] = new Array(b.length + 1).fill(0)
  a.forEach((one, i) => {
    const next = [0]
    b.forEach((other, j) => {
      const skipped = Math.max(row[j + 1] ?? 0, next[j] ?? 0)
      next.push(one === other ? Math.max(skipped, (row[j] ?? 0) + weight(i, j)) : skipped)
    })
    row = next
  })
  return row[b.length] ?? 0
}

function pieces(text: string): string[] {
  return text.match(/.{4}/g) ?? []
}
