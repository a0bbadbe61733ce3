/**
 * Judges what became of findings between two commits, by the lines they stand on. Independent of how the action recognises a finding.
 *
 * - Findings of one rule on one line (without a line: of one rule, one file and one message) are a *group*. A group that is there before and
 *   after, its line having survived, goes on: as many Ids as the smaller side has findings must be on both sides.
 * - *falsely new* / *falsely fixed*: the findings of the later / earlier side that go on and have lost their Id.
 * - *jumped*: an Id that a finding which goes on has in the later commit, and that a finding on another line had before.
 * - *judged*: how many findings had to keep their Id. Lines that were deleted, added or changed are not judged.
 */
import type { Survival } from './survival.js'

/** An open finding as Security Hub holds it. */
export interface Held {
  readonly id: string
  readonly rule: string
  readonly path: string
  /** 0 for none. */
  readonly line: number
  readonly message: string
}

export interface Verdict {
  readonly judged: number
  readonly falselyNew: readonly Held[]
  readonly falselyFixed: readonly Held[]
  readonly jumped: readonly Held[]
}

export function judge(before: readonly Held[], after: readonly Held[], survival: Survival): Verdict {
  const groups = { before: groupBy(before, (held) => placeAfter(held, survival)), after: groupBy(after, placeOf) }
  const known = new Set(before.map(({ id }) => id))
  const verdict = { judged: 0, falselyNew: [] as Held[], falselyFixed: [] as Held[], jumped: [] as Held[] }
  for (const [place, now] of groups.after) {
    const then = groups.before.get(place)
    if (then === undefined) continue
    const had = new Set(then.map(({ id }) => id))
    const has = new Set(now.map(({ id }) => id))
    const must = Math.min(then.length, now.length)
    const lost = must - now.filter(({ id }) => had.has(id)).length
    verdict.judged += must
    if (lost > 0) verdict.falselyNew.push(...now.filter(({ id }) => !had.has(id)).slice(0, lost))
    if (lost > 0) verdict.falselyFixed.push(...then.filter(({ id }) => !has.has(id)).slice(0, lost))
    verdict.jumped.push(...now.filter(({ id }) => known.has(id) && !had.has(id)))
  }
  return verdict
}

function placeOf({ rule, path, line, message }: Held): string {
  return JSON.stringify(line === 0 ? [rule, path, message] : [rule, path, line])
}

function placeAfter(held: Held, survival: Survival): string | undefined {
  const path = held.path === '' ? '' : survival.path(held.path)
  if (path === undefined) return undefined
  const line = held.line === 0 ? 0 : survival.line(held.path, held.line)
  return line === undefined ? undefined : placeOf({ ...held, path, line })
}

function groupBy(findings: readonly Held[], placeOf: (held: Held) => string | undefined): Map<string, Held[]> {
  const groups = new Map<string, Held[]>()
  for (const held of findings) {
    const place = placeOf(held)
    if (place !== undefined) groups.set(place, [...(groups.get(place) ?? []), held])
  }
  return groups
}
