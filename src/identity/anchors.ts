/** Findings before and after a change that can only be each other: what an alignment starts from. */
import { groupBy } from '../groups.js'
import { bestKeyOf } from './evidence.js'
import type { Known } from './likeness.js'
import type { Surroundings } from './surroundings.js'
import type { Traits } from './traits.js'

export interface Anchor {
  /** Positions. */
  readonly current: number
  readonly stored: number
}

/** Comparisons within one group of equal lines; a larger group is only searched for what is unique. */
const MAX_COMPARISONS = 4096
/** The two lines above and the two below. */
const NEAREST = 4
/** Of those, as many as a rival may have in common with either without casting doubt on the pair. */
const NEAREST_OF_RIVALS = 1

interface Placed {
  readonly position: number
  readonly finding: Known<Traits>
}

/**
 * @returns in the order of `current`: pairs with the same line between the same nearest lines, where no other finding of that line comes close.
 * Lines alike in all but what lies further off are left to the alignment, which sees them together.
 */
export function anchorsOf(current: readonly Known<Traits>[], stored: readonly Known<Traits>[]): Anchor[] {
  const there = groupBy(placed(stored), lineOf)
  const anchors = [...groupBy(placed(current), lineOf)].flatMap(([line, group]) => {
    const rivals = there.get(line) ?? []
    return group.length * rivals.length <= MAX_COMPARISONS ? beyondDoubt(group, rivals) : unique(group, rivals)
  })
  return anchors.toSorted((a, b) => a.current - b.current)
}

/** The members of the longest run of anchors that are in order on both sides. By patience sorting. */
export function longestRising(anchors: readonly Anchor[]): Anchor[] {
  const ends: { readonly anchor: Anchor; readonly before: number | undefined }[] = []
  const tails: number[] = []
  for (const anchor of anchors) {
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

function placed(findings: readonly Known<Traits>[]): Placed[] {
  return findings.map((finding, position) => ({ position, finding }))
}

function lineOf({ finding: { finding } }: Placed): string {
  return finding.line ?? bestKeyOf(finding.evidence)
}

function beyondDoubt(current: readonly Placed[], stored: readonly Placed[]): Anchor[] {
  const rows = current.map((a) => stored.map((b) => nearestInCommon(a.finding, b.finding)))
  return rows.flatMap((row, index) => {
    const column = row.indexOf(NEAREST)
    const [a, b] = [current[index], stored[column]]
    if (a === undefined || b === undefined) return []
    const rivals = [...row.filter((_, at) => at !== column), ...rows.filter((_, at) => at !== index).map((other) => other[column] ?? 0)]
    return rivals.every((shared) => shared <= NEAREST_OF_RIVALS) ? [{ current: a.position, stored: b.position }] : []
  })
}

function nearestInCommon(a: Known<Traits>, b: Known<Traits>): number {
  if (a.surroundings === undefined || b.surroundings === undefined) return 0
  const lines = ({ above, below }: Surroundings) => [above[0], above[1], below[0], below[1]]
  const other = lines(b.surroundings)
  return lines(a.surroundings).filter((line, index) => line !== undefined && line === other[index]).length
}

function unique(current: readonly Placed[], stored: readonly Placed[]): Anchor[] {
  const there = groupBy(stored, sameIn)
  return [...groupBy(current, sameIn)].flatMap(([key, group]) => {
    const [a, b] = [group[0], there.get(key)?.[0]]
    if (a === undefined || b === undefined || group.length > 1 || there.get(key)?.length !== 1) return []
    return [{ current: a.position, stored: b.position }]
  })
}

/** Everything but the position. */
function sameIn({ finding: { finding } }: Placed): string {
  return `${bestKeyOf(finding.evidence)}\n${finding.detail}\n${finding.surroundings?.replace(/\.\d+\.\d+$/, '') ?? ''}`
}
