/**
 * Finds in what Security Hub holds the findings of this run again. One to one and deterministic, from the surest to the least sure:
 * in order in the same file · in order in a renamed file · elsewhere in the same file, as a moved block · archived, when it comes back ·
 * by nothing but its Id. What is open goes before what is archived, so that a restored piece of code never takes the Id of a living one.
 */

import { groupBy } from '../group-by.js'
import { align } from './align.js'
import { known, likeness } from './likeness.js'
import { type File, renames } from './renames.js'
import type { Traits } from './traits.js'

export interface Current extends Traits {
  /** The Id it would have if nothing were stored. */
  readonly id: string
}

export interface Stored extends Traits {
  readonly id: string
  readonly active: boolean
}

export interface Match<C extends Current, S extends Stored> {
  readonly current: C
  /** The Id it has: the stored one's, so that a finding stays the same finding. */
  readonly id: string
  readonly stored: S | undefined
  /** Its file was renamed. */
  readonly moved: boolean
}

/**
 * @param current findings of this run, their Ids all different
 * @param stored everything Security Hub holds of the same analysis, ACTIVE and ARCHIVED
 * @returns one entry per current finding, in the same order, their Ids all different
 */
export function matchFindings<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[]): Match<C, S>[] {
  const active = stored.filter((finding) => finding.active)
  const archived = stored.filter((finding) => !finding.active)
  const open: Open<C, S> = { current: new Set(current), active: byId(active), archived: byId(archived), pairs: new Map() }
  const places = { now: new Set(current.map(({ place }) => place)), before: new Set(active.map(({ place }) => place)) }
  pairInOrder(open)
  pairRenamed(open, places)
  pairMovedBlocks(open)
  pairReturned(open)
  pairSameId(open)
  return withIds(current, stored, open.pairs)
}

interface Open<C extends Current, S extends Stored> {
  readonly current: Set<C>
  readonly active: Set<S>
  readonly archived: Set<S>
  readonly pairs: Map<C, { readonly stored: S; readonly moved: boolean }>
}

/** So that the order in which Security Hub answers decides nothing. */
function byId<S extends Stored>(stored: readonly S[]): Set<S> {
  return new Set(stored.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
}

function pair<C extends Current, S extends Stored>(open: Open<C, S>, current: C, stored: S, moved = false): void {
  if (!open.current.has(current) || !(open.active.has(stored) || open.archived.has(stored))) return
  open.current.delete(current)
  open.active.delete(stored)
  open.archived.delete(stored)
  open.pairs.set(current, { stored, moved })
}

const placeOf = ({ place }: Traits) => place

function pairInOrder<C extends Current, S extends Stored>(open: Open<C, S>): void {
  const stored = groupBy(open.active, placeOf)
  for (const [place, group] of groupBy(open.current, placeOf)) {
    for (const found of align(group, stored.get(place) ?? [])) pair(open, found.current, found.stored)
  }
}

/** A file that is no longer reported and one that was not reported before can be one file. */
function pairRenamed<C extends Current, S extends Stored>(
  open: Open<C, S>,
  { now, before }: { readonly now: ReadonlySet<string>; readonly before: ReadonlySet<string> },
): void {
  const arrived = filesOf(open.current, before)
  const left = filesOf(open.active, now)
  for (const [to, from] of renames(arrived, left)) {
    for (const found of align(to.findings, from.findings)) pair(open, found.current, found.stored, true)
  }
}

function filesOf<T extends Traits>(findings: Iterable<T>, except: ReadonlySet<string>): File<T>[] {
  const groups = groupBy(findings, ({ place }) => (place === '' || except.has(place) ? undefined : place))
  return [...groups.values()].map((group) => ({ path: group[0]?.path ?? '', findings: group }))
}

/** Lines beside it in common that make an equal line somewhere else in the file the same line. */
const ENOUGH_SHARED = 3

/** Out of order, so only with better reasons than an equal line. */
function pairMovedBlocks<C extends Current, S extends Stored>(open: Open<C, S>): void {
  pairBest(open, open.active, ({ place, evidence }) => `${place}\n${evidence}`)
  pairBest(open, open.active, ({ place, line }) => line && `${place}\n${line}`, ENOUGH_SHARED)
}

/** Code that comes back. */
function pairReturned<C extends Current, S extends Stored>(open: Open<C, S>): void {
  pairBest(open, open.archived, ({ place, evidence }) => `${place}\n${evidence}`)
}

/** Comparisons within one group of alike findings; a larger group is paired in its order. */
const MAX_COMPARISONS = 10_000

function pairBest<C extends Current, S extends Stored>(
  open: Open<C, S>,
  candidates: ReadonlySet<S>,
  keyOf: (traits: Traits) => string | undefined,
  enough = 0,
): void {
  const groups = groupBy(candidates, keyOf)
  for (const [key, current] of groupBy(open.current, keyOf)) {
    const stored = groups.get(key) ?? []
    const found = current.length * stored.length > MAX_COMPARISONS ? inTurn(current, stored) : bestFirst(current, stored, enough)
    for (const [a, b] of found) pair(open, a, b)
  }
}

type Found<C, S> = readonly (readonly [C, S])[]

function bestFirst<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[], enough: number): Found<C, S> {
  const there = stored.map(known)
  return current
    .map(known)
    .flatMap((a) => there.map((b) => ({ a, b, ...likeness(a, b) })))
    .filter(({ shared }) => shared >= enough)
    .toSorted((one, other) => other.score - one.score)
    .map(({ a, b }) => [a.finding, b.finding])
}

function inTurn<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[]): Found<C, S> {
  return current.flatMap((a, index) => {
    const b = stored[index]
    return b === undefined ? [] : [[a, b] as const]
  })
}

/** Last, because an Id that was made long ago can stand for code that looks different by now. */
function pairSameId<C extends Current, S extends Stored>(open: Open<C, S>): void {
  const stored = new Map([...open.active, ...open.archived].map((one) => [one.id, one]))
  for (const current of open.current) {
    const same = stored.get(current.id)
    if (same !== undefined) pair(open, current, same, same.place !== '' && same.place !== current.place)
  }
}

/** A new finding never takes the Id of another one, e.g. of one that was moved away from where the new one stands, or that is fixed now. */
function withIds<C extends Current, S extends Stored>(
  current: readonly C[],
  stored: readonly S[],
  pairs: Open<C, S>['pairs'],
): Match<C, S>[] {
  const taken = new Set(stored.map(({ id }) => id))
  return current.map((finding) => {
    const found = pairs.get(finding)
    if (found !== undefined) return { current: finding, id: found.stored.id, stored: found.stored, moved: found.moved }
    const id = freeId(finding.id, taken)
    taken.add(id)
    return { current: finding, id, stored: undefined, moved: false }
  })
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id
  let copy = 2
  while (taken.has(`${id}.${copy}`)) copy += 1
  return `${id}.${copy}`
}
