/** Which file of before is which file of now, judged by the findings in it. */

import { groupBy } from '../groups.js'
import type { Steps } from '../turn.js'
import type { AcrossFiles } from './across-files.js'
import { align } from './align.js'
import { bestKeyOf, codeKeysOf } from './evidence.js'
import { known } from './likeness.js'
import { shortDigest } from './source-hashes.js'
import { sharedSketch } from './surroundings.js'
import type { Traits } from './traits.js'

/** The findings of one file. */
export interface File<T extends Traits> {
  readonly path: string
  readonly findings: readonly T[]
}

/** Path segments from the end that are compared. */
const MAX_TAIL = 12
/** Comparisons of findings that one group of alike files is worth; a larger group is paired in the order of the paths. */
const MAX_COMPARISONS = 250_000
/** The same for one edited file: of those that have the most in common with it, as many as that is enough for, one at least. */
const MAX_COMPARISONS_OF_EDITED = 20_000
/** A finding that more files than this have tells nothing about which of them is which. */
const MAX_SHARERS = 40

type Renames<C extends Traits, S extends Traits> = Map<File<C>, File<S>>

/**
 * @param arrived files of now that were not reported before
 * @param left files of before that are not reported any more
 * @returns one to one; files with equal findings first, the longest common end of their paths deciding, then files with findings in common
 */
export function* renames<C extends Traits, S extends Traits>(
  arrived: readonly File<C>[],
  left: readonly File<S>[],
  across: AcrossFiles,
): Steps<Renames<C, S>> {
  const found: Renames<C, S> = new Map()
  const measure: Measure = (to, from) => resemblance(to, from, across)
  const open = { arrived: new Set(inOrder(arrived)), left: new Set(inOrder(left)) }
  const rename = (to: File<C>, from: File<S>) => {
    if (!open.arrived.delete(to) || !open.left.delete(from)) return
    found.set(to, from)
  }
  for (let length = MAX_TAIL; length >= 0; length--) {
    const key = (file: File<Traits>) => tailKey(file, length)
    const sources = groupBy(open.left, key)
    for (const [content, targets] of groupBy(open.arrived, key)) {
      pairAlike(targets, sources.get(content) ?? [], { measure, rename })
      yield
    }
  }
  yield* pairEdited([...open.arrived], [...open.left], { measure, rename })
  return found
}

type Measure = (to: File<Traits>, from: File<Traits>) => Resemblance

interface Pairing<C extends Traits, S extends Traits> {
  readonly measure: Measure
  /** Takes a pair unless either file is taken. */
  rename(to: File<C>, from: File<S>): void
}

function pairAlike<C extends Traits, S extends Traits>(
  targets: readonly File<C>[],
  sources: readonly File<S>[],
  pairing: Pairing<C, S>,
): void {
  if (findingsIn(targets) * findingsIn(sources) <= MAX_COMPARISONS) {
    const pairs = targets.flatMap((to) => sources.map((from) => ({ to, from })))
    bestFirst(measured(pairs, pairing.measure), pairing)
    return
  }
  targets.forEach((to, index) => {
    const from = sources[index]
    if (from !== undefined) pairing.rename(to, from)
  })
}

function findingsIn(files: readonly File<Traits>[]): number {
  return files.reduce((sum, { findings }) => sum + findings.length, 0)
}

/** Files that have some finding in common, though not all. */
function* pairEdited<C extends Traits, S extends Traits>(
  arrived: readonly File<C>[],
  left: readonly File<S>[],
  pairing: Pairing<C, S>,
): Steps<void> {
  const all: Measured<C, S>[] = []
  for (const [to, sharers] of sharersOf(arrived, left)) {
    for (const one of measured(mostAlike(to, sharers), pairing.measure)) all.push(one)
    yield
  }
  bestFirst(all, pairing)
}

/** How many clues a file has in common with each of the files of before. */
function sharersOf<C extends Traits, S extends Traits>(arrived: readonly File<C>[], left: readonly File<S>[]) {
  const sources = postings(left)
  const sharers = new Map<File<C>, Map<File<S>, number>>()
  for (const [clue, targets] of postings(arrived)) {
    const alike = sources.get(clue) ?? []
    if (targets.length > MAX_SHARERS || alike.length > MAX_SHARERS) continue
    for (const to of targets) {
      const known = sharers.get(to) ?? new Map<File<S>, number>()
      for (const from of alike) known.set(from, (known.get(from) ?? 0) + 1)
      sharers.set(to, known)
    }
  }
  return sharers
}

function mostAlike<C extends Traits, S extends Traits>(to: File<C>, sharers: ReadonlyMap<File<S>, number>): FilePair<C, S>[] {
  let comparisons = 0
  const pairs: FilePair<C, S>[] = []
  for (const [from] of [...sharers].sort(([, a], [, b]) => b - a)) {
    comparisons += to.findings.length * from.findings.length
    if (pairs.length > 0 && comparisons > MAX_COMPARISONS_OF_EDITED) break
    pairs.push({ to, from })
  }
  return pairs
}

/** The files by what they could be found again by. The name of the file keeps a common finding usable. */
function postings<T extends Traits>(files: readonly File<T>[]): Map<string, File<T>[]> {
  const clues = files.flatMap((file) => {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1)
    const traces = file.findings.flatMap(({ evidence, line }) => [...codeKeysOf(evidence), ...(line === undefined ? [] : [line])])
    return [...new Set(traces.flatMap((trace) => [trace, `${trace}\n${name}`]))].map((clue) => ({ clue, file }))
  })
  return new Map([...groupBy(clues, ({ clue }) => clue)].map(([clue, group]) => [clue, group.map(({ file }) => file)]))
}

interface FilePair<C extends Traits, S extends Traits> {
  readonly to: File<C>
  readonly from: File<S>
}

type Measured<C extends Traits, S extends Traits> = FilePair<C, S> & Resemblance

function measured<C extends Traits, S extends Traits>(pairs: readonly FilePair<C, S>[], measure: Measure): readonly Measured<C, S>[] {
  return pairs.map((pair) => ({ ...pair, ...measure(pair.to, pair.from) })).filter(({ same }) => same)
}

function bestFirst<C extends Traits, S extends Traits>(pairs: readonly Measured<C, S>[], { rename }: Pairing<C, S>): void {
  for (const { to, from } of pairs.toSorted((a, b) => descending(a.measures, b.measures))) rename(to, from)
}

function descending(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at])
  return index === -1 ? 0 : (b[index] ?? 0) - (a[index] ?? 0)
}

interface Resemblance {
  readonly same: boolean
  /** Shared lines of the files, then likeness of the findings, then segments of the path in common. */
  readonly measures: readonly number[]
}

function resemblance(to: File<Traits>, from: File<Traits>, across: AcrossFiles): Resemblance {
  const pairs = align(to.findings, from.findings)
  const sketch = Math.max(0, ...pairs.map(({ current, stored }) => sketchesInCommon(current, stored)))
  const tail = commonStart(to.path.split('/').reverse(), from.path.split('/').reverse())
  const head = commonStart(to.path.split('/'), from.path.split('/'))
  const same = pairs.some((pair) => across.isOne(pair.current, pair.stored, pair))
  return { same, measures: [sketch, pairs.reduce((sum, { score }) => sum + score, 0), tail, head] }
}

function sketchesInCommon(a: Traits, b: Traits): number {
  const [one, other] = [known(a).surroundings, known(b).surroundings]
  return one === undefined || other === undefined ? 0 : sharedSketch(one, other)
}

/** Equal for files with the same findings whose paths end alike. */
function tailKey({ path, findings }: File<Traits>, length: number): string | undefined {
  const segments = path.split('/')
  if (segments.length < length) return undefined
  const content = contentOf(findings)
  return content && shortDigest(segments.slice(segments.length - length).join('/'), ...content)
}

/** Evidence of the code. Findings about a file as a whole have none but its lines; `undefined` where not even those are known. */
function contentOf(findings: readonly Traits[]): readonly string[] | undefined {
  const code = findings.map(({ evidence }) => codeKeysOf(evidence)[0] ?? '').toSorted()
  if (code.some((key) => key !== '')) return code
  return findings.some(({ surroundings }) => surroundings !== undefined)
    ? findings.map(({ evidence }) => bestKeyOf(evidence)).toSorted()
    : undefined
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const first = one.findIndex((part, index) => part !== other[index])
  return first === -1 ? one.length : first
}

function inOrder<T extends Traits>(files: readonly File<T>[]): File<T>[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
