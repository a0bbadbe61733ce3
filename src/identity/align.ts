/**
 * Pairs the findings of one file before and after a change, as a diff pairs its lines: in order, so that of several equal lines each
 * one goes on as itself.
 */

import { groupBy } from '../groups.js'
import { type Anchor, anchorsOf, longestRising } from './anchors.js'
import { bestKeyOf, keysOfKind } from './evidence.js'
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

/** Comparisons that one exact alignment may take. */
const MAX_COMPARISONS = 250_000
/** Those of all the stretches of a file together, which nothing can interrupt: each takes about a microsecond. */
const MAX_COMPARISONS_IN_ALL = 1_000_000

/**
 * What can only be each other goes first, even out of order; between those that are in order, the rest is aligned so that the sum of
 * likeness is as large as it can be.
 */
export function align<C extends Traits, S extends Traits>(current: readonly C[], stored: readonly S[]): Pair<C, S>[] {
  if (current.length === 0 || stored.length === 0) return []
  const all = { current: inOrder(current).map(known), stored: inOrder(stored).map(known) }
  const anchors = anchorsOf(all.current, all.stored)
  const run = new Set(longestRising(anchors))
  const crossing = anchors.filter((anchor) => !run.has(anchor))
  const { sides, starts } = without(all, crossing, [...run])
  const pairs = slideUp(alignBetween(sides, starts), sides)
  return [...pairs, ...crossing.flatMap((anchor) => pairAt(all, anchor))]
}

/** Findings on one line go by what does not change with the code around them. */
function inOrder<T extends Traits>(findings: readonly T[]): T[] {
  const key = ({ line, evidence, detail }: Traits) => `${line ?? bestKeyOf(evidence)}\n${detail}`
  return findings
    .map((finding) => ({ finding, key: key(finding) }))
    .toSorted((a, b) => a.finding.startLine - b.finding.startLine || compare(a.key, b.key))
    .map(({ finding }) => finding)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function paired<C extends Traits, S extends Traits>(a: Known<C>, b: Known<S>): Pair<C, S> {
  return { current: a.finding, stored: b.finding, ...likeness(a, b) }
}

function pairAt<C extends Traits, S extends Traits>({ current, stored }: Sides<C, S>, at: Anchor): Pair<C, S>[] {
  const [a, b] = [current[at.current], stored[at.stored]]
  return a === undefined || b === undefined ? [] : [paired(a, b)]
}

/** The sides without what is paired already, and where the anchors stand then. */
function without<C extends Traits, S extends Traits>(all: Sides<C, S>, done: readonly Anchor[], anchors: readonly Anchor[]) {
  const current = remaining(
    all.current,
    done.map((one) => one.current),
  )
  const stored = remaining(
    all.stored,
    done.map((one) => one.stored),
  )
  return {
    sides: { current: current.left, stored: stored.left },
    starts: anchors.map((one) => ({ current: current.shifted[one.current] ?? 0, stored: stored.shifted[one.stored] ?? 0 })),
  }
}

function remaining<T>(items: readonly T[], gone: readonly number[]): { readonly left: readonly T[]; readonly shifted: readonly number[] } {
  const missing = new Set(gone)
  const left: T[] = []
  const shifted = items.map((item, index) => (missing.has(index) ? left.length : left.push(item) - 1))
  return { left, shifted }
}

function alignBetween<C extends Traits, S extends Traits>(sides: Sides<C, S>, anchors: readonly Anchor[]): Pair<C, S>[] {
  const gaps = gapsBetween(sides, anchors)
  const inAll = gaps.reduce((sum, { gap }) => sum + Math.min(comparisons(gap), MAX_COMPARISONS), 0)
  // Where it would be too much, the larger ones go without.
  const most = inAll <= MAX_COMPARISONS_IN_ALL ? MAX_COMPARISONS : MAX_COMPARISONS_IN_ALL / gaps.length
  return gaps.flatMap(({ gap, end }) => [...(comparisons(gap) <= most ? alignExactly(gap) : inTurn(gap)), ...pairAt(sides, end)])
}

interface Gap<C extends Traits, S extends Traits> {
  readonly gap: Sides<C, S>
  /** The anchor behind it. */
  readonly end: Anchor
}

function gapsBetween<C extends Traits, S extends Traits>(sides: Sides<C, S>, anchors: readonly Anchor[]): readonly Gap<C, S>[] {
  let [c, s] = [0, 0]
  return [...anchors, { current: sides.current.length, stored: sides.stored.length }].map((end) => {
    const gap = { current: sides.current.slice(c, end.current), stored: sides.stored.slice(s, end.stored) }
    c = end.current + 1
    s = end.stored + 1
    return { gap, end }
  })
}

function comparisons({ current, stored }: Sides<Traits, Traits>): number {
  return current.length * stored.length
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
      const both = score + at(row + 1, column + 1)
      best[row * width + column] = Math.max(both, at(row + 1, column), at(row, column + 1))
    }
  }
  const pairs: Pair<C, S>[] = []
  for (let row = 0, column = 0; row < current.length && column < stored.length; ) {
    const score = scores[row]?.[column] ?? 0
    if (score > 0 && at(row, column) === score + at(row + 1, column + 1)) {
      pairs.push(...pairAt({ current, stored }, { current: row, stored: column }))
      row += 1
      column += 1
    } else if (at(row, column) === at(row, column + 1)) column += 1
    else row += 1
  }
  return pairs
}

/** For thousands of equal findings in one file: first those with equal neighbours, then the rest, each in order. */
function inTurn<C extends Traits, S extends Traits>({ current, stored }: Sides<C, S>): Pair<C, S>[] {
  const left = { current: new Set(current), stored: new Set(stored) }
  const pairs = IN_TURN.flatMap((keyOf) => {
    const queues = groupBy(left.stored, ({ finding }) => keyOf(finding))
    return [...groupBy(left.current, ({ finding }) => keyOf(finding))].flatMap(([key, group]) => {
      const queue = queues.get(key) ?? []
      return group.slice(0, queue.length).flatMap((a, index) => {
        const b = queue[index]
        if (b === undefined) return []
        const found = paired(a, b)
        if (found.score === 0) return []
        left.current.delete(a)
        left.stored.delete(b)
        return [found]
      })
    })
  })
  const order = new Map(current.map(({ finding }, index) => [finding, index]))
  return pairs.toSorted((a, b) => (order.get(a.current) ?? 0) - (order.get(b.current) ?? 0))
}

const IN_TURN: readonly ((traits: Traits) => string | undefined)[] = [
  ({ evidence, detail, surroundings }) => surroundings && `${bestKeyOf(evidence)}\n${detail}\n${surroundings.replace(/\.\d+\.\d+$/, '')}`,
  ({ evidence, detail }) => `${bestKeyOf(evidence)}\n${detail}`,
  ({ evidence }) => bestKeyOf(evidence),
  ({ line }) => line,
  ({ evidence }) => keysOfKind(evidence, 'message')[0],
]

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
  const good = (one: Likeness) => one.score - one.position >= pair.score - pair.position
  return rivals.map(pairWith).find(good)
}

function positions<T extends Traits>(findings: readonly Known<T>[]): Map<T, number> {
  return new Map(findings.map(({ finding }, index) => [finding, index]))
}
