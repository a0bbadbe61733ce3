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
  return sharedNeighbours(neighboursOf(a), neighboursOf(b))
}

/** The lines around a line as numbers: findings are compared by the million. */
export interface Neighbours {
  /** `REACH` lines on either side; those beyond the ends of the file are negative. */
  readonly above: readonly number[]
  readonly below: readonly number[]
  /** The same without those beyond the ends. */
  readonly realAbove: readonly number[]
  readonly realBelow: readonly number[]
  readonly enclosing: readonly number[]
}

export function neighboursOf({ above, below, enclosing }: Surroundings): Neighbours {
  const [realAbove, realBelow] = [above.map(numberOf), below.map(numberOf)]
  return { above: filled(realAbove), below: filled(realBelow), realAbove, realBelow, enclosing: enclosing.map(numberOf) }
}

/** What `sharedLines` says of the two. */
export function sharedNeighbours(a: Neighbours, b: Neighbours): Shared {
  const enclosing = common(a.enclosing, b.enclosing, once)
  const lines = common(a.realAbove, b.realAbove, once) + common(a.realBelow, b.realBelow, once) + enclosing
  return { lines, alike: common(a.above, b.above, near) + common(a.below, b.below, near), enclosing }
}

const once = () => 1
const near = (i: number, j: number) => 2 * (REACH - 1) - i - j

function numberOf(line: string): number {
  return Number.parseInt(line, 16)
}

function filled(lines: readonly number[]): readonly number[] {
  return Array.from({ length: REACH }, (_, index) => lines[index] ?? lines.length - index - 1)
}

/** How much of their files is the same, 0 to `SKETCH`. */
export function sharedSketch(a: Surroundings, b: Surroundings): number {
  const other = new Set(b.sketch)
  return a.sketch.filter((hash) => other.has(hash)).length
}

/** Whether two files are mostly the same. Short files have short sketches; of files without any text nothing is known. */
export function alikeFiles(a: Surroundings, b: Surroundings): boolean {
  return sharedSketch(a, b) * 2 >= Math.max(1, Math.min(a.sketch.length, b.sketch.length))
}

/** Lines between the two places when a single edit lies above or below them: 0 for a line that an edit elsewhere has only shifted. */
export function distance(a: Surroundings, b: Surroundings): number {
  return Math.min(Math.abs(a.linesAbove - b.linesAbove), Math.abs(a.linesBelow - b.linesBelow))
}

/** The heaviest common subsequence: its weight. */
function common(a: readonly number[], b: readonly number[], weight: (i: number, j: number) => number): number {
  const row = [0]
  for (let j = 0; j < b.length; j++) row.push(0)
  for (let i = 0; i < a.length; i++) {
    // What stood before the column in the row above.
    let diagonal = 0
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1] ?? 0
      const skipped = Math.max(above, row[j] ?? 0)
      row[j + 1] = a[i] === b[j] ? Math.max(skipped, diagonal + weight(i, j)) : skipped
      diagonal = above
    }
  }
  return row[b.length] ?? 0
}

function pieces(text: string): string[] {
  return text.match(/.{4}/g) ?? []
}
