/** The lowest single version of a package that closes all of its problems that have a fix. */
import { SEVERITIES, type Severity } from '../finding.js'
import type { Upgrade } from '../run-result.js'
import type { Fix } from './fixes.js'
import type { PackageGroup, PackageProblem, Sighting } from './problem.js'
import { type Ranks, ranksOf } from './versions.js'

export interface GroupAdvice {
  /** Absent when there is no version to go to. */
  readonly upgrade?: Upgrade
  /** Problems that the upgrade closes. */
  readonly covered: number
  readonly withoutFix: number
  /** Problems with a fix of which it is not known whether it is newer than what is installed. */
  readonly undecided: number
}

/** The newest versions that are tried: trying one takes time by the number of problems, and the newest of all always does. */
const MOST_CANDIDATES = 200

/** Installed versions that an upgrade names. */
const MOST_INSTALLED = 5

/** A version at its place among all of the group: one behind `1.1.0` lies between that and what follows. */
interface Placed {
  readonly text: string
  readonly place: number
  readonly numbers: readonly number[]
}

interface Placing {
  readonly installed: number
  readonly from: string
  /** Oldest first, newer than what is installed. */
  readonly fixes: readonly Placed[]
}

type Judged = { readonly problem: PackageProblem } & (
  | { readonly verdict: 'fixed'; readonly placings: readonly Placing[] }
  | { readonly verdict: 'without-fix' | 'undecided' }
)

export function adviseGroup(group: PackageGroup): GroupAdvice {
  const ranks = ranksOf(group.scheme, versionsOf(group))
  const judged = group.problems.map((problem) => judge(problem, ranks))
  const count = (verdict: Judged['verdict']) => judged.filter((one) => one.verdict === verdict).length
  const fixed = judged.flatMap((one) => (one.verdict === 'fixed' ? [one] : []))
  const best = bestVersion(fixed.map(({ placings }) => placings))
  return {
    ...(best !== undefined && { upgrade: upgradeTo(best, group, fixed) }),
    covered: fixed.length,
    withoutFix: count('without-fix'),
    undecided: count('undecided'),
  }
}

function* versionsOf({ problems }: PackageGroup): Generator<string> {
  for (const { sightings } of problems) {
    for (const { installed, fixes } of sightings) {
      yield installed
      for (const { version } of fixes) yield version
    }
  }
}

/**
 * A tool that knows no fix, or none that can be compared, does not contradict one that knows it for the same installed version. Of another one nothing
 * is known: the upgrade may lead right to it.
 */
function judge(problem: PackageProblem, ranks: Ranks): Judged {
  const withFix = problem.sightings.filter(({ fixes }) => fixes.length > 0)
  if (withFix.length === 0) return { problem, verdict: 'without-fix' }
  const placings = withFix.flatMap((sighting) => placingOf(sighting, ranks) ?? [])
  const placed = new Set(placings.map(({ installed }) => installed))
  const isPlaced = ({ installed }: Sighting) => installed === '' || placed.has(ranks.get(installed) ?? Number.NaN)
  const isDecided = placings.length > 0 && problem.sightings.every(isPlaced)
  return isDecided ? { problem, verdict: 'fixed', placings } : { problem, verdict: 'undecided' }
}

/** `undefined` where a version cannot be ordered, and where no fix is newer than what is installed. */
function placingOf({ installed, fixes }: Sighting, ranks: Ranks): Placing | undefined {
  const from = installed === '' ? Number.NEGATIVE_INFINITY : placeOf({ version: installed, isBehind: false }, ranks)
  const placed = fixes.map((fix) => ({ text: textOf(fix), place: placeOf(fix, ranks), numbers: numbersOf(fix.version) }))
  if (from === undefined || placed.some(({ place }) => place === undefined)) return undefined
  const newer = placed.flatMap(({ place, ...others }) => (place !== undefined && place > from ? [{ place, ...others }] : []))
  return newer.length === 0 ? undefined : { installed: from, from: installed, fixes: newer.sort((a, b) => a.place - b.place) }
}

function placeOf({ version, isBehind }: Fix, ranks: Ranks): number | undefined {
  const rank = ranks.get(version)
  return rank === undefined ? undefined : rank + (isBehind ? 0.5 : 0)
}

function textOf({ version, isBehind }: Fix): string {
  return isBehind ? `>${version}` : version
}

/** The numbers at the beginning, which tell release lines apart. */
function numbersOf(version: string): readonly number[] {
  return version
    .replace('v', '')
    .split('.')
    .map((part) => Number.parseInt(part, 10))
}

/** The lowest that closes them all: the newest of their fixes does. */
function bestVersion(problems: readonly (readonly Placing[])[]): Placed | undefined {
  const places = new Map(problems.flat().flatMap(({ fixes }) => fixes.map((fix) => [fix.place, fix] as const)))
  const candidates = [...places.values()].sort((a, b) => a.place - b.place)
  const highest = candidates.slice(-MOST_CANDIDATES)
  return highest.find((candidate) => problems.every((placings) => closesAll(candidate, placings)))
}

function closesAll(version: Placed, placings: readonly Placing[]): boolean {
  return placings.every((placing) => version.place > placing.installed && closes(version, placing.fixes))
}

/**
 * A version closes a problem when it is at least the newest fix, or when it belongs to the release line of an older one: `4.18.0` has the fix of
 * 4.17.21, `5.0.0` has not, where the next fix is 5.0.1. Of lines that no fix names nothing is known.
 */
function closes(version: Placed, fixes: readonly Placed[]): boolean {
  const next = fixes.findIndex(({ place }) => place > version.place)
  if (next < 0) return true
  const [fix, later] = [fixes[next - 1], fixes[next]]
  if (fix === undefined || later === undefined) return false
  return fix.place === version.place || isOfLine(version, fix, later)
}

/** Whether a version has the numbers of a fix up to where those of the next fix differ. */
function isOfLine({ numbers }: Placed, fix: Placed, later: Placed): boolean {
  const differs = fix.numbers.findIndex((number, index) => number !== later.numbers[index])
  return differs >= 0 && fix.numbers.slice(0, differs + 1).every((number, index) => number === numbers[index])
}

type Fixed = Extract<Judged, { readonly verdict: 'fixed' }>

function upgradeTo(to: Placed, { name, manager, manifest, image }: PackageGroup, closed: readonly Fixed[]): Upgrade {
  // `0.3.5` and `v0.3.5` are one.
  const installed = new Map(closed.flatMap(({ placings }) => placings.map(({ installed: place, from }) => [place, from] as const)))
  const from = [...installed].sort(([a], [b]) => a - b).flatMap(([, text]) => (text === '' ? [] : [text]))
  return {
    package: name,
    ...(manager !== undefined && { manager }),
    from: from.slice(0, MOST_INSTALLED),
    to: to.text,
    fixes: closed.length,
    severity: worstOf(closed.map(({ problem }) => problem.severity)),
    ...(manifest !== undefined && { manifest }),
    ...(image !== undefined && { image }),
  }
}

function worstOf(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'INFORMATIONAL'
}
