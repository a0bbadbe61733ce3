/**
 * Pairs the findings of one file before and after a change, as a diff pairs its lines: in order, so that of several equal lines each
 * one goes on as itself.
 */
import { groupBy } from './group.js'
import { type Known, known, type Likeness, likeness } from './likeness.js'
import type { Traits } from './traits.js'

export interface Pair<C extends Traits, S extends Traits> extends Likeness {
  readonly current: C
  readonly stored: S
}

interface Sides<C extends Traits, S extends Traits> {
  readonly current: readonly Known<C>[]
  readonly stored: readonly Known<S>[]
}

/** Comparisons that one exact alignment may take; what is larger is first cut at findings that are unique on both sides. */
const MAX_COMPARISONS = 250_000

/** @returns pairs in the order of the file, the sum of their likeness as large as it can be */
export function align<C extends Traits, S extends Traits>(current: readonly C[], stored: readonly S[]): Pair<C, S>[] {
  if (current.length === 0 || stored.length === 0) return []
  const sides = { current: inOrder(current).map(known), stored: inOrder(stored).map(known) }
  return slideUp(alignSorted(sides), sides)
}

/**
 * Of equal lines one below the other with nothing to choose between them, the upper one was there before: git shows what was added or
 * deleted as far down as it can, and people read it so.
 */
function slideUp<C extends Traits, S extends Traits>(pairs: readonly Pair<C, S>[], sides: Sides<C, S>): Pair<C, S>[] {
  const current = positions(sides.current)
  const stored = positions(sides.stored)
  const slid: Pair<C, S>[] = []
  let [c, s] = [0, 0]
  for (const pair of pairs) {
    const [atCurrent, atStored] = [current.get(pair.current) ?? 0, stored.get(pair.stored) ?? 0]
    const there = sides.stored[atStored]
    const here = sides.current[atCurrent]
    const upper = there && firstAsGood(closeAbove(sides.current, c, atCurrent), (one) => paired(one, there), pair)
    const earlier = here && firstAsGood(closeAbove(sides.stored, s, atStored), (one) => paired(here, one), pair)
    const chosen = upper ?? earlier ?? pair
    slid.push(chosen)
    c = (current.get(chosen.current) ?? 0) + 1
    s = (stored.get(chosen.stored) ?? 0) + 1
  }
  return slid
}

/** Lines that a finding may slide up. Further apart, equal lines are told apart by where they stand. */
const MAX_SLIDE = 8

/** The findings from `start` on that stand closely above the one at `end`. */
function closeAbove<T extends Traits>(findings: readonly Known<T>[], start: number, end: number): Known<T>[] {
  const lineOf = (one: Known<T> | undefined) => one?.surroundings?.linesAbove ?? one?.finding.startLine ?? 0
  return findings.slice(Math.max(start, end - MAX_SLIDE), end).filter((one) => lineOf(findings[end]) - lineOf(one) <= MAX_SLIDE)
}

function firstAsGood<T, P extends Likeness>(rivals: readonly T[], pairWith: (rival: T) => P, pair: Likeness): P | undefined {
  const good = (one: Likeness) => one.score > 0 && one.score - one.position >= pair.score - pair.position
  return rivals.map(pairWith).find(good)
}

function positions<T extends Traits>(findings: readonly Known<T>[]): Map<T, number> {
  return new Map(findings.map(({ finding }, index) => [finding, index]))
}

function paired<C extends Traits, S extends Traits>(a: Known<C>, b: Known<S>): Pair<C, S> {
  return { current: a.finding, stored: b.finding, ...likeness(a, b) }
}

/** Findings on one line go by what does not change with the code around them. */
function inOrder<T extends Traits>(findings: readonly T[]): T[] {
  const key = ({ line, evidence, detail }: Traits) => `${line ?? evidence}\n${detail}`
  return findings
    .map((finding) => ({ finding, key: key(finding) }))
    .toSorted((a, b) => a.finding.startLine - b.finding.startLine || compare(a.key, b.key))
    .map(({ finding }) => finding)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function alignSorted<C extends Traits, S extends Traits>(sides: Sides<C, S>): Pair<C, S>[] {
  if (sides.current.length * sides.stored.length <= MAX_COMPARISONS) return alignExactly(sides)
  const anchors = anchorsOf(sides)
  if (anchors.length === 0) return inTurn(sides)
  const pairs: Pair<C, S>[] = []
  let [c, s] = [0, 0]
  for (const anchor of [...anchors, { current: sides.current.length, stored: sides.stored.length }]) {
    const gap = { current: sides.current.slice(c, anchor.current), stored: sides.stored.slice(s, anchor.stored) }
    const small = gap.current.length * gap.stored.length <= MAX_COMPARISONS
    pairs.push(...(small ? alignExactly(gap) : inTurn(gap)))
    const [a, b] = [sides.current[anchor.current], sides.stored[anchor.stored]]
    if (a !== undefined && b !== undefined) pairs.push(paired(a, b))
    c = anchor.current + 1
    s = anchor.stored + 1
  }
  return pairs
}

/** Dynamic programming from the end, so that the walk from the start pairs the first of several equally good. */
function alignExactly<C extends Traits, S extends Traits>({ current, stored }: Sides<C, S>): Pair<C, S>[] {
  const width = stored.length + 1
  const scores = current.map((a) => Int32Array.from(stored, (b) => likeness(a, b).score))
  const best = new Float64Array((current.length + 1) * width)
  const at = (row: number, column: number) => best[row * width + column] ?? 0
  for (let row = current.length - 1; row >= 0; row--) {
    for (let column = stored.length - 1; column >= 0; column--) {
      const score = scores[row]?.[column] ?? 0
      const paired = score === 0 ? 0 : score + at(row + 1, column + 1)
      best[row * width + column] = Math.max(paired, at(row + 1, column), at(row, column + 1))
    }
  }
  const pairs: Pair<C, S>[] = []
  for (let row = 0, column = 0; row < current.length && column < stored.length; ) {
    const [a, b] = [current[row], stored[column]]
    const score = scores[row]?.[column] ?? 0
    if (a !== undefined && b !== undefined && score > 0 && at(row, column) === score + at(row + 1, column + 1)) {
      pairs.push(paired(a, b))
      row += 1
      column += 1
    } else if (at(row, column) === at(row, column + 1)) column += 1
    else row += 1
  }
  return pairs
}

interface Anchor {
  readonly current: number
  readonly stored: number
}

/** The longest run in order of findings whose evidence is unique on both sides. */
function anchorsOf<C extends Traits, S extends Traits>({ current, stored }: Sides<C, S>): Anchor[] {
  const there = uniquePositions(stored)
  const candidates = [...uniquePositions(current)].flatMap(([key, position]) => {
    const match = there.get(key)
    return match === undefined ? [] : [{ current: position, stored: match }]
  })
  return longestRising(candidates.toSorted((a, b) => a.current - b.current))
}

function uniquePositions(findings: readonly Known<Traits>[]): Map<string, number> {
  const positions = new Map<string, number>()
  const repeated = new Set<string>()
  findings.forEach(({ finding }, index) => {
    const key = `${finding.evidence}\n${finding.detail}`
    if (positions.has(key)) repeated.add(key)
    else positions.set(key, index)
  })
  for (const key of repeated) positions.delete(key)
  return positions
}

/** Patience sorting: for each length the candidate that a rising run of that length ends with lowest. */
function longestRising(candidates: readonly Anchor[]): Anchor[] {
  const ends: { readonly anchor: Anchor; readonly before: number | undefined }[] = []
  const tails: number[] = []
  for (const anchor of candidates) {
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ends[tails[middle] ?? 0]?.anchor.stored ?? 0) < anchor.stored) low = middle + 1
      else high = middle
    }
    tails[low] = ends.push({ anchor, before: low === 0 ? undefined : tails[low - 1] }) - 1
  }
  const run: Anchor[] = []
  for (let end = tails.at(-1); end !== undefined; end = ends[end]?.before) {
    const anchor = ends[end]?.anchor
    if (anchor !== undefined) run.push(anchor)
  }
  return run.reverse()
}

/** For thousands of equal findings in one file: first those with equal neighbours, then the rest, each in order. */
function inTurn<C extends Traits, S extends Traits>({ current, stored }: Sides<C, S>): Pair<C, S>[] {
  const pairs: Pair<C, S>[] = []
  const left = { current: new Set(current), stored: new Set(stored) }
  const keys: ((traits: Traits) => string | undefined)[] = [
    ({ evidence, detail, surroundings }) => surroundings && `${evidence}\n${detail}\n${surroundings.replace(/\.\d+\.\d+$/, '')}`,
    ({ evidence, detail }) => `${evidence}\n${detail}`,
    ({ evidence }) => evidence,
    ({ line }) => line,
  ]
  for (const keyOf of keys) {
    const queues = groupBy(left.stored, ({ finding }) => keyOf(finding))
    for (const [key, group] of groupBy(left.current, ({ finding }) => keyOf(finding))) {
      const queue = queues.get(key) ?? []
      group.slice(0, queue.length).forEach((a, index) => {
        const b = queue[index]
        if (b === undefined) return
        pairs.push(paired(a, b))
        left.current.delete(a)
        left.stored.delete(b)
      })
    }
  }
  return pairs
}
