/**
 * Finds in what Security Hub holds the findings of this run again. One to one and deterministic.
 * From the surest to the least sure: the same place and evidence · the same Id · a moved file · an edit beside the line.
 */

/** What is known of a finding on either side. Hashes are those of identify.ts. */
export interface Traits {
  readonly rule: string
  readonly path: string
  readonly evidence: string
  readonly line: string | undefined
  readonly before: string | undefined
  /** 0 when the tool names none. */
  readonly startLine: number
}

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
  readonly moved: boolean
}

/**
 * @param current findings of this run, their Ids all different
 * @param stored everything Security Hub holds of the same analysis, ACTIVE and ARCHIVED
 * @returns one entry per current finding, in the same order, their Ids all different
 */
export function matchFindings<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[]): Match<C, S>[] {
  const pairs = new Map<C, { stored: S; moved: boolean }>()
  const open = { current: new Set(current), stored: new Set(stored) }
  const pair = (a: C, b: S, moved = false) => {
    pairs.set(a, { stored: b, moved })
    open.current.delete(a)
    open.stored.delete(b)
  }
  pairSamePlace(open, pair)
  pairSameId(open, pair)
  pairMovedFiles(open, current, stored, pair)
  pairEdited(open, pair)
  return withIds(current, pairs)
}

interface Open<C, S> {
  readonly current: ReadonlySet<C>
  readonly stored: ReadonlySet<S>
}
type Pair<C, S> = (current: C, stored: S, moved?: boolean) => void

/** Equal rule, path and evidence. Where several are equal, the lines in front of them decide, then the Id, then their order. */
function pairSamePlace<C extends Current, S extends Stored>(open: Open<C, S>, pair: Pair<C, S>): void {
  const place = ({ path, evidence }: Traits) => `${evidence}\n${path}`
  const stored = groupBy(open.stored, place)
  for (const [key, group] of groupBy(open.current, place)) {
    pairGroup(group, stored.get(key) ?? [], pair)
  }
}

function pairGroup<C extends Current, S extends Stored>(current: readonly C[], stored: readonly S[], pair: Pair<C, S>): void {
  const left = { current: new Set(current), stored: new Set(inOrder(stored)) }
  const take = (key: (finding: Current | Stored) => string | undefined) => {
    const queues = groupBy(left.stored, key)
    for (const a of left.current) {
      const wanted = key(a)
      const b = wanted === undefined ? undefined : queues.get(wanted)?.shift()
      if (b === undefined) continue
      pair(a, b)
      left.current.delete(a)
      left.stored.delete(b)
    }
  }
  if (current.length > 1 || stored.length > 1) {
    take(({ before, id }) => (before === undefined ? undefined : `${before}\n${id}`))
    take(({ before }) => before)
    take(({ id }) => id)
  }
  take(() => '')
}

function pairSameId<C extends Current, S extends Stored>(open: Open<C, S>, pair: Pair<C, S>): void {
  const stored = new Map([...open.stored].map((finding) => [finding.id, finding]))
  for (const finding of open.current) {
    const same = stored.get(finding.id)
    if (same !== undefined) pair(finding, same, same.path !== finding.path)
  }
}

/** A file that is no longer reported and one that was not reported before are one file if they share evidence. */
function pairMovedFiles<C extends Current, S extends Stored>(
  open: Open<C, S>,
  current: readonly C[],
  stored: readonly S[],
  pair: Pair<C, S>,
): void {
  const pathsNow = new Set(current.map(({ path }) => path))
  const pathsBefore = new Set(stored.filter(({ active }) => active).map(({ path }) => path))
  const arrived = groupBy(open.current, ({ path }) => (path === '' || pathsBefore.has(path) ? undefined : path))
  const left = groupBy(open.stored, ({ path, active }) => (!active || path === '' || pathsNow.has(path) ? undefined : path))
  for (const [from, to] of renames(arrived, left)) {
    const there = groupBy(left.get(from) ?? [], ({ evidence }) => evidence)
    for (const [evidence, here] of groupBy(arrived.get(to) ?? [], (finding) => finding.evidence)) {
      pairGroup(here, there.get(evidence) ?? [], (a, b) => pair(a, b, true))
    }
  }
}

/** Pairs of an old and a new path, most shared evidence first, then the longest common end of the path. */
function renames(
  arrived: ReadonlyMap<string, readonly Traits[]>,
  left: ReadonlyMap<string, readonly Traits[]>,
): [from: string, to: string][] {
  const fromByEvidence = new Map<string, Set<string>>()
  for (const [path, findings] of left) {
    for (const { evidence } of findings) fromByEvidence.set(evidence, (fromByEvidence.get(evidence) ?? new Set()).add(path))
  }
  const candidates: { from: string; to: string; count: number }[] = []
  for (const [to, findings] of arrived) {
    const counts = new Map<string, number>()
    for (const evidence of new Set(findings.map((finding) => finding.evidence))) {
      for (const from of fromByEvidence.get(evidence) ?? []) counts.set(from, (counts.get(from) ?? 0) + 1)
    }
    for (const [from, count] of counts) candidates.push({ from, to, count })
  }
  candidates.sort((a, b) => b.count - a.count || commonEnd(b) - commonEnd(a) || (`${a.from}\n${a.to}` < `${b.from}\n${b.to}` ? -1 : 1))
  return oneToOne(candidates)
}

function oneToOne(candidates: readonly { from: string; to: string }[]): [string, string][] {
  const usedFrom = new Set<string>()
  const usedTo = new Set<string>()
  const chosen: [string, string][] = []
  for (const { from, to } of candidates) {
    if (usedFrom.has(from) || usedTo.has(to)) continue
    usedFrom.add(from)
    usedTo.add(to)
    chosen.push([from, to])
  }
  return chosen
}

function commonEnd({ from, to }: { from: string; to: string }): number {
  const a = from.split('/').reverse()
  const b = to.split('/').reverse()
  const first = a.findIndex((part, index) => part !== b[index])
  return first === -1 ? a.length : first
}

/** The same line of the same file, where an edit beside it changed its context. */
function pairEdited<C extends Current, S extends Stored>(open: Open<C, S>, pair: Pair<C, S>): void {
  const key = ({ rule, path, line }: Traits) => (line === undefined || path === '' ? undefined : `${rule}\n${path}\n${line}`)
  const stored = groupBy(open.stored, (finding) => (finding.active ? key(finding) : undefined))
  for (const [at, group] of groupBy(open.current, key)) pairGroup(group, stored.get(at) ?? [], pair)
}

/** A new finding never takes the Id of another one, e.g. of one that was moved away from where the new one stands. */
function withIds<C extends Current, S extends Stored>(
  current: readonly C[],
  pairs: ReadonlyMap<C, { stored: S; moved: boolean }>,
): Match<C, S>[] {
  const taken = new Set([...pairs.values()].map(({ stored }) => stored.id))
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

/** Active ones first, then by line, then by Id. */
function inOrder<S extends Stored>(stored: readonly S[]): S[] {
  return [...stored].sort((a, b) => Number(b.active) - Number(a.active) || a.startLine - b.startLine || (a.id < b.id ? -1 : 1))
}

/** Items whose key is undefined are left out. */
function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
