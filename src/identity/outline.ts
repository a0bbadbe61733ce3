/** The lines of one file, made comparable once, in 20 bytes for each. */
import { createNumberColumn, type NumberColumn } from './columns.js'
import { DEPTH, DIGITS, REACH, SKETCH, type Surroundings } from './surroundings.js'

export interface Outline {
  /** Per line: its place among the lines with text, from 0, which is how many of them stand above it. */
  readonly ranks: NumberColumn
  /** Per line: 1 when it has text. */
  readonly hasText: NumberColumn
  /** Per line: one more than the index of the nearest line above it that is indented less; 0 for none. */
  readonly parents: NumberColumn
  /** Per line with text. */
  readonly texts: Texts
  readonly sketch: readonly string[]
}

/** The lines that have a letter or digit; all others look the same everywhere. */
interface Texts {
  readonly size: number
  /** 16 bits. */
  readonly hashes: NumberColumn
  /** Of the stretch of equal lines that the line is in: its first one. */
  readonly firsts: NumberColumn
  /** Of the stretch that begins with the line: the one behind its last. */
  readonly ends: NumberColumn
}

/** @param lines the file's lines without their ends */
export function outlineOf(lines: Iterable<string>): Outline {
  const [ranks, hasText, parents] = [createNumberColumn(), createNumberColumn(), createNumberColumn()]
  const texts = createTexts()
  const open = createOpenLines()
  let index = 0
  for (const line of lines) {
    const isText = /[\p{L}\p{N}]/u.test(line)
    ranks.push(texts.size())
    hasText.push(isText ? 1 : 0)
    parents.push(open.parentOf(line, index, isText))
    if (isText) texts.add(shortHash(line))
    index += 1
  }
  const done = texts.done()
  return { ranks, hasText, parents, texts: done, sketch: sketchOf(done) }
}

/** @param index of the line, from 0 */
export function surroundingsAt({ ranks, hasText, parents, texts, sketch }: Outline, index: number): Surroundings {
  const enclosing: string[] = []
  for (let at = parents.at(index); at > 0 && enclosing.length < DEPTH; at = parents.at(at - 1)) {
    enclosing.push(hexOf(texts.hashes.at(ranks.at(at - 1))))
  }
  const rank = ranks.at(index)
  const below = rank + hasText.at(index)
  const own = hasText.at(index) === 1 ? texts.hashes.at(rank) : undefined
  return {
    above: linesAbove(texts, rank - 1, own),
    below: linesBelow(texts, below, own),
    enclosing,
    sketch,
    linesAbove: rank,
    linesBelow: texts.size - below,
  }
}

/** Of a file as a whole: what it looks like, and no neighbours. */
export function surroundingsOfFile({ texts, sketch }: Outline): Surroundings {
  return { above: [], below: [], enclosing: [], sketch, linesAbove: 0, linesBelow: texts.size }
}

/** Lines that are equal to the line itself are left out: they tell nothing about which of them it is. Whole stretches of them are stepped over. */
function linesAbove({ hashes, firsts }: Texts, from: number, own: number | undefined): string[] {
  const found: string[] = []
  for (let at = from; at >= 0 && found.length < REACH; at--) {
    const hash = hashes.at(at)
    if (hash === own) at = firsts.at(at)
    else found.push(hexOf(hash))
  }
  return found
}

function linesBelow({ size, hashes, firsts, ends }: Texts, from: number, own: number | undefined): string[] {
  const found: string[] = []
  for (let at = from; at < size && found.length < REACH; at++) {
    const hash = hashes.at(at)
    if (hash === own) at = ends.at(firsts.at(at)) - 1
    else found.push(hexOf(hash))
  }
  return found
}

function createTexts() {
  const [hashes, firsts, ends] = [createNumberColumn(), createNumberColumn(), createNumberColumn()]
  let size = 0
  let first = 0
  return {
    size: () => size,
    add(hash: number) {
      if (size > 0 && hashes.at(size - 1) !== hash) first = size
      hashes.push(hash)
      firsts.push(first)
      ends.push(size + 1)
      size += 1
      ends.set(first, size)
    },
    done: (): Texts => ({ size, hashes, firsts, ends }),
  }
}

/** The lines that a line below may stand in. */
function createOpenLines() {
  const open: { readonly index: number; readonly indent: number }[] = []
  return {
    /** @returns one more than the index of the line that encloses it, 0 for none */
    parentOf(line: string, index: number, isText: boolean): number {
      const indent = line.length - line.trimStart().length
      // A blank line ends nothing.
      if (indent === line.length) return 0
      while ((open.at(-1)?.indent ?? -1) >= indent) open.pop()
      const parent = open.at(-1)?.index ?? -1
      // A lone bracket encloses nothing: what it belongs to stands above it.
      if (isText) open.push({ index, indent })
      return parent + 1
    },
  }
}

function sketchOf({ size, hashes }: Texts): string[] {
  const seen = new Uint8Array(2 ** 16)
  for (let at = 0; at < size; at++) seen[hashes.at(at)] = 1
  const sketch: string[] = []
  for (let hash = 0; hash < seen.length && sketch.length < SKETCH; hash++) if (seen[hash] === 1) sketch.push(hexOf(hash))
  return sketch
}

function hexOf(hash: number): string {
  return hash.toString(16).padStart(DIGITS, '0')
}

/** FNV-1a over the characters that are no white space, folded to 16 bits. */
function shortHash(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit === 32 || (unit >= 9 && unit <= 13)) continue
    hash = Math.imul(hash ^ unit, 0x01000193)
  }
  return ((hash >>> 16) ^ hash) & 0xffff
}
