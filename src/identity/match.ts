/**
 * Finds in what Security Hub holds the findings of this run again. One to one and deterministic, from the surest to the least sure:
 * in order in the same file · in order in a renamed file · elsewhere in the same file, as a moved block · archived, when it comes back ·
 * by nothing but its Id. What is open goes before what is archived, so that a restored piece of code never takes the Id of a living one.
 */

import { groupBy, groupByEach } from '../groups.js'
import type { Steps } from '../turn.js'
import { type AcrossFiles, areOfOneFile, createAcrossFiles } from './across-files.js'
import { align } from './align.js'
import { EVIDENCE_KINDS, keysOfKind } from './evidence.js'
import { known, likeness } from './likeness.js'
import { type File, renames } from './renames.js'
import { fileOf, type Traits } from './traits.js'
import { withTrustedEvidence } from './trust.js'

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
export function* matchFindings<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[]): Steps<Match<C, S>[]> {
  const trusted = withTrustedEvidence(current, stored)
  const original = new Map(trusted.stored.map((finding, index) => [finding, stored[index]]))
  const matches = withIds(trusted.current, trusted.stored, yield* pairAll(trusted.current, trusted.stored))
  return matches.flatMap((match, index) => {
    const finding = current[index]
    return finding === undefined ? [] : [{ ...match, current: finding, stored: match.stored && original.get(match.stored) }]
  })
}

interface Open<C extends Current, S extends Stored> {
  readonly current: Set<C>
  readonly active: Set<S>
  readonly archived: Set<S>
  readonly pairs: Map<C, { readonly stored: S; readonly moved: boolean }>
}

function* pairAll<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[]): Steps<Open<C, S>['pairs']> {
  const active = stored.filter((finding) => finding.active)
  const archived = stored.filter((finding) => !finding.active)
  const open: Open<C, S> = { current: new Set(current), active: byId(active), archived: byId(archived), pairs: new Map() }
  const files = { now: new Set(current.map(fileOf)), before: new Set(active.map(fileOf)) }
  yield* pairInOrder(open)
  const across = createAcrossFiles(current, active)
  yield* pairRenamed(open, files, across)
  yield* pairMovedBlocks(open)
  yield* pairReturned(open)
  pairSameId(open, across)
  return open.pairs
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

/**
 * What makes two findings those of one file, the surest first: the same path · the same path as the tool wrote it, where it was found in the
 * repository on one side only · the same name, for what was stored before the written path was.
 */
const SAME_FILE: readonly { current(traits: Traits): string | undefined; stored(traits: Traits): string | undefined }[] = [
  { current: fileOf, stored: fileOf },
  { current: ({ written }) => written, stored: ({ written }) => written },
  {
    current: ({ place, outside }) => (outside ? place : undefined),
    stored: ({ place, path, written }) => (written === undefined && path === '' ? place : undefined),
  },
]

function* pairInOrder<C extends Current, S extends Stored>(open: Open<C, S>): Steps<void> {
  for (const { current, stored } of SAME_FILE) {
    const before = groupBy(open.active, stored)
    for (const [file, group] of groupBy(open.current, current)) {
      for (const found of align(group, before.get(file) ?? [])) pair(open, found.current, found.stored)
      yield
    }
  }
}

/** A file that is no longer reported and one that was not reported before can be one file. */
function* pairRenamed<C extends Current, S extends Stored>(
  open: Open<C, S>,
  { now, before }: { readonly now: ReadonlySet<string>; readonly before: ReadonlySet<string> },
  across: AcrossFiles,
): Steps<void> {
  const arrived = filesOf(open.current, before)
  const left = filesOf(open.active, now)
  for (const [to, from] of yield* renames(arrived, left, across)) {
    const pairs = align(to.findings, from.findings)
    const renamed = pairs.some(({ current, stored }) => areOfOneFile(current, stored))
    for (const found of pairs) {
      if (renamed || across.isOne(found.current, found.stored, found)) pair(open, found.current, found.stored, true)
    }
    yield
  }
}

function filesOf<T extends Traits>(findings: Iterable<T>, except: ReadonlySet<string>): File<T>[] {
  const groups = groupBy(findings, (finding) => {
    const file = fileOf(finding)
    return file === '' || except.has(file) ? undefined : file
  })
  return [...groups.values()].map((group) => ({ path: group[0]?.path ?? '', findings: group }))
}

/** Lines beside it in common that make an equal line somewhere else in the file the same line. */
const ENOUGH_SHARED = 3

/** Out of order, so only with better reasons than an equal line. */
function* pairMovedBlocks<C extends Current, S extends Stored>(open: Open<C, S>): Steps<void> {
  yield* pairByEvidence(open, () => open.active)
  yield* pairBest(open, open.active, (traits) => (traits.line === undefined ? [] : [`${fileOf(traits)}\n${traits.line}`]), ENOUGH_SHARED)
}

/** Code that comes back. */
function* pairReturned<C extends Current, S extends Stored>(open: Open<C, S>): Steps<void> {
  yield* pairByEvidence(open, () => open.archived)
}

function* pairByEvidence<C extends Current, S extends Stored>(open: Open<C, S>, candidates: () => ReadonlySet<S>): Steps<void> {
  for (const kind of EVIDENCE_KINDS) {
    yield* pairBest(open, candidates(), (traits) => keysOfKind(traits.evidence, kind).map((key) => `${fileOf(traits)}\n${key}`))
  }
}

/** Comparisons within one group of alike findings; a larger group is paired in its order. */
const MAX_COMPARISONS = 10_000

function* pairBest<C extends Current, S extends Stored>(
  open: Open<C, S>,
  candidates: ReadonlySet<S>,
  keysOf: (traits: Traits) => readonly string[],
  enough = 0,
): Steps<void> {
  const groups = groupByEach(candidates, keysOf)
  for (const [key, all] of groupByEach(open.current, keysOf)) {
    const current = all.filter((one) => open.current.has(one))
    const stored = (groups.get(key) ?? []).filter((one) => candidates.has(one))
    const found = current.length * stored.length > MAX_COMPARISONS ? inTurn(current, stored) : bestFirst(current, stored, enough)
    for (const [a, b] of found) pair(open, a, b)
    if (current.length * stored.length > 0) yield
  }
}

type Found<C, S> = readonly (readonly [C, S])[]

function bestFirst<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[], enough: number): Found<C, S> {
  const there = stored.map(known)
  return current
    .map(known)
    .flatMap((a) => there.map((b) => ({ a, b, ...likeness(a, b) })))
    .filter(({ score, shared }) => score > 0 && shared >= enough)
    .toSorted((one, other) => other.score - one.score)
    .map(({ a, b }) => [a.finding, b.finding])
}

function inTurn<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[]): Found<C, S> {
  return current.flatMap((a, index) => {
    const b = stored[index]
    return b === undefined || likeness(known(a), known(b)).score === 0 ? [] : [[a, b] as const]
  })
}

/** Last, because an Id that was made long ago can stand for code that looks different by now. In another file it needs the code's word too. */
function pairSameId<C extends Current, S extends Stored>(open: Open<C, S>, across: AcrossFiles): void {
  const stored = new Map([...open.active, ...open.archived].map((one) => [one.id, one]))
  for (const current of open.current) {
    const same = stored.get(current.id)
    if (same === undefined) continue
    // Earlier versions stored no written path, and much older ones no place.
    const inPlace =
      fileOf(same) === fileOf(current) ||
      same.place === '' ||
      (same.written === undefined && same.path === '' && same.place === current.place)
    if (inPlace || across.isOne(current, same, likeness(known(current), known(same)))) pair(open, current, same, !inPlace)
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
