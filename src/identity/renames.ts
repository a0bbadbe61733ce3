/** Which file of before is which file of now, judged by the findings in it. */
import { align } from './align.js'
import { groupBy } from './group.js'
import { shortDigest } from './source-hashes.js'
import type { Traits } from './traits.js'

/** The findings of one file. */
export interface File<T extends Traits> {
  readonly path: string
  readonly findings: readonly T[]
}

/** Path segments from the end that are compared. */
const MAX_TAIL = 12
/** Comparisons of whole files that one group of alike files is worth; a larger group is paired in the order of the paths. */
const MAX_COMPARISONS = 2500
/** A finding that more files than this have tells nothing about which of them is which. */
const MAX_SHARERS = 40
/** Neighbouring lines in common that make an equal line in another file the same line. */
const ENOUGH_SHARED = 3

type Renames<C extends Traits, S extends Traits> = Map<File<C>, File<S>>

/**
 * @param arrived files of now that were not reported before
 * @param left files of before that are not reported any more
 * @returns one to one; files with equal findings first, the longest common end of their paths deciding, then files with findings in common
 */
export function renames<C extends Traits, S extends Traits>(arrived: readonly File<C>[], left: readonly File<S>[]): Renames<C, S> {
  const found: Renames<C, S> = new Map()
  const open = { arrived: new Set(inOrder(arrived)), left: new Set(inOrder(left)) }
  const rename = (to: File<C>, from: File<S>) => {
    if (!open.arrived.delete(to) || !open.left.delete(from)) return
    found.set(to, from)
  }
  for (let length = MAX_TAIL; length >= 0; length--) {
    const key = (file: File<Traits>) => tailKey(file, length)
    const sources = groupBy(open.left, key)
    for (const [content, targets] of groupBy(open.arrived, key)) pairAlike(targets, sources.get(content) ?? [], rename)
  }
  pairEdited([...open.arrived], [...open.left], rename)
  return found
}

type Rename<C extends Traits, S extends Traits> = (to: File<C>, from: File<S>) => void

function pairAlike<C extends Traits, S extends Traits>(
  targets: readonly File<C>[],
  sources: readonly File<S>[],
  rename: Rename<C, S>,
): void {
  if (targets.length * sources.length <= MAX_COMPARISONS) {
    bestFirst(
      targets.flatMap((to) => sources.map((from) => ({ to, from }))),
      rename,
    )
    return
  }
  targets.forEach((to, index) => {
    const from = sources[index]
    if (from !== undefined) rename(to, from)
  })
}

/** Files that have some finding in common, though not all. */
function pairEdited<C extends Traits, S extends Traits>(arrived: readonly File<C>[], left: readonly File<S>[], rename: Rename<C, S>): void {
  const sources = postings(left)
  const candidates = new Map<File<C>, Set<File<S>>>()
  for (const [clue, targets] of postings(arrived)) {
    const alike = sources.get(clue) ?? []
    if (targets.length > MAX_SHARERS || alike.length > MAX_SHARERS) continue
    for (const to of targets) {
      const known = candidates.get(to) ?? new Set()
      for (const from of alike) known.add(from)
      candidates.set(to, known)
    }
  }
  const pairs = [...candidates].flatMap(([to, from]) => [...from].map((one) => ({ to, from: one })))
  bestFirst(pairs, rename)
}

/** The files by what they could be found again by. The name of the file keeps a common finding usable. */
function postings<T extends Traits>(files: readonly File<T>[]): Map<string, File<T>[]> {
  const clues = files.flatMap((file) => {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1)
    const traces = file.findings.flatMap(({ evidence, line }) => (line === undefined ? [evidence] : [evidence, line]))
    return [...new Set(traces.flatMap((trace) => [trace, `${trace}\n${name}`]))].map((clue) => ({ clue, file }))
  })
  return new Map([...groupBy(clues, ({ clue }) => clue)].map(([clue, group]) => [clue, group.map(({ file }) => file)]))
}

function bestFirst<C extends Traits, S extends Traits>(
  pairs: readonly { readonly to: File<C>; readonly from: File<S> }[],
  rename: Rename<C, S>,
): void {
  const measured = pairs.map((pair) => ({ ...pair, ...resemblance(pair.to, pair.from) })).filter(({ same }) => same)
  for (const { to, from } of measured.toSorted((a, b) => b.score - a.score || b.tail - a.tail)) rename(to, from)
}

function resemblance<C extends Traits, S extends Traits>(to: File<C>, from: File<S>) {
  const tail = commonTail(to.path, from.path)
  let score = 0
  let same = false
  for (const pair of align(to.findings, from.findings)) {
    score += pair.score
    same ||= pair.certain || pair.shared >= ENOUGH_SHARED || tail > 0
  }
  return { score, same, tail }
}

/** Equal for files with the same findings whose paths end alike. */
function tailKey({ path, findings }: File<Traits>, length: number): string | undefined {
  const segments = path.split('/')
  if (segments.length < length) return undefined
  const content = findings.map(({ evidence }) => evidence).toSorted()
  return shortDigest(segments.slice(segments.length - length).join('/'), ...content)
}

function commonTail(one: string, other: string): number {
  const a = one.split('/').reverse()
  const b = other.split('/').reverse()
  const first = a.findIndex((part, index) => part !== b[index])
  return first === -1 ? a.length : first
}

function inOrder<T extends Traits>(files: readonly File<T>[]): File<T>[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
