/** Why findings are taken for what they are, for whoever reads the log of a run with debug logging. It decides nothing. */
import { groupByEach } from '../../groups.js'
import { agreement, EVIDENCE_KINDS, type Evidence, keysOf, keysOfKind } from '../../identity/evidence.js'
import { fileOf, type Traits } from '../../identity/traits.js'
import { count } from '../../output/in-words.js'
import type { AnalysisPlan, Prospect } from '../compare/plan.js'
import type { StoredFinding } from '../compare/stored-finding.js'

/** New findings of an analysis that are explained one by one. */
const EXPLAINED = 50

type Plan = AnalysisPlan<StoredFinding>

/** A candidate that has its place in the reports, and what became of it. */
interface Seen {
  readonly traits: Traits | undefined
  readonly prospect: Prospect<StoredFinding>
}

export function* explain(plan: Plan): Generator<string> {
  const { identified, held, known, stored } = plan
  const { analysis, accounting, candidates } = identified
  yield `${analysis.tool.name}${analysis.category === '' ? '' : `, ${analysis.category}`}: Ids begin with ${analysis.prefix}`
  yield `  in the reports: ${Object.entries(accounting)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ')}`
  if (!known) {
    yield '  nothing is known of earlier runs'
    return
  }
  const active = stored.filter((finding) => finding.active).length
  yield `  held by Security Hub: ${held}, of which active ${active}; known from a baseline file alone: ${plan.remembered ? 'some or all' : 'none'}`
  const seen = seenIn(plan, candidates.size)
  yield `  matched: ${matchesInWords(seen)}`
  yield* explainNew(plan, seen)
}

function seenIn({ prospect, identified: { candidates } }: Plan, size: number): Seen[] {
  return Array.from({ length: size }, (_, index) => ({ traits: candidates.kept(index), prospect: prospect(index) })).flatMap(
    ({ traits, prospect: found }) => (found === undefined ? [] : [{ traits, prospect: found }]),
  )
}

/** By the best evidence that both sides have; a renamed rule or a hashed path leaves nothing to see of what was equal. */
function matchesInWords(seen: readonly Seen[]): string {
  const counts = new Map<string, number>()
  for (const { traits, prospect } of seen) {
    if (prospect.stored === undefined) continue
    const kind = (traits && agreement(traits.evidence, prospect.stored.evidence)) ?? otherwise(traits, prospect.stored)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const parts = [...counts].map(([kind, number]) => `${number} by ${kind}`)
  return parts.length === 0 ? 'none of the open findings' : parts.join(', ')
}

function otherwise(traits: Traits | undefined, stored: StoredFinding): string {
  return traits?.line !== undefined && traits.line === stored.line ? 'an equal line' : 'their Id, or under another name of their rule'
}

function* explainNew(plan: Plan, seen: readonly Seen[]): Generator<string> {
  const fresh = seen.filter(({ prospect }) => prospect.state === 'new')
  if (fresh.length === 0) return
  if (plan.held === 0) {
    yield `  ${count(fresh.length, 'finding is', 'findings are')} new: Security Hub holds nothing of this analysis`
    return
  }
  const nearest = createNearest(plan.stored, seen)
  for (const { traits, prospect } of fresh.slice(0, EXPLAINED)) yield `  new: ${prospect.id}${placeOf(traits)}: ${nearest(traits)}`
  if (fresh.length > EXPLAINED) yield `  … and ${(fresh.length - EXPLAINED).toLocaleString('en-US')} more new ones`
}

function placeOf(traits: Traits | undefined): string {
  return traits === undefined || traits.path === '' ? '' : ` (${traits.path}:${traits.startLine})`
}

/** Says of a new finding what comes nearest to it in Security Hub, and why that is not it. */
function createNearest(stored: readonly StoredFinding[], seen: readonly Seen[]): (traits: Traits | undefined) => string {
  const taken = new Set(seen.flatMap(({ prospect }) => prospect.stored ?? []))
  const byKey = groupByEach(stored, ({ evidence }) => keysOf(evidence))
  const byFile = groupByEach(stored, (finding) => [fileOf(finding)])
  return (traits) => {
    if (traits === undefined) return 'its traits were not kept'
    const alike = keysOf(traits.evidence).flatMap((key) => byKey.get(key) ?? [])
    const free = alike.find((finding) => !taken.has(finding))
    if (free !== undefined) return `${free.id} ${asHeld(free)} has equal evidence (${inCommon(traits, free)}), ${whyNot(traits, free)}`
    if (alike[0] !== undefined)
      return `${alike[0].id} has equal evidence (${inCommon(traits, alike[0])}) and is another finding of this run`
    const beside = (byFile.get(fileOf(traits)) ?? []).toSorted((a, b) => distance(traits, a) - distance(traits, b))
    const near = beside.find((finding) => !taken.has(finding)) ?? beside[0]
    if (near === undefined) return 'Security Hub holds nothing in this file, and nothing with equal evidence elsewhere'
    const other = taken.has(near) ? ', and it is another finding of this run' : ''
    return `nearest in the file is ${near.id} ${asHeld(near)} on line ${near.startLine}${other}: ${inCommon(traits, near)}`
  }
}

function whyNot(traits: Traits, stored: StoredFinding): string {
  return fileOf(traits) === fileOf(stored)
    ? 'in the same file, and the code around it speaks against it'
    : `in ${stored.path === '' ? 'another place' : stored.path}, which is not taken for the same file`
}

function asHeld({ active, rule }: StoredFinding): string {
  return `(${active ? 'active' : 'archived'}${rule === '' ? '' : `, rule ${rule}`})`
}

function distance(traits: Traits, { startLine }: StoredFinding): number {
  return Math.abs(traits.startLine - startLine)
}

/** `tool differs, context differs, message equal, logical only before`: of what either of them has. A hash is over the rule too: under another rule all differs. */
function inCommon({ evidence: now }: Pick<Traits, 'evidence'>, { evidence: before }: Pick<Traits, 'evidence'>): string {
  const parts = EVIDENCE_KINDS.map((kind) => compared(kind, now, before)).filter((part) => part !== '')
  return parts.length === 0 ? 'neither has any evidence' : parts.join(', ')
}

function compared(kind: (typeof EVIDENCE_KINDS)[number], now: Evidence, before: Evidence): string {
  const [here, there] = [keysOfKind(now, kind), keysOfKind(before, kind)]
  if (here.length === 0) return there.length === 0 ? '' : `${kind} only before`
  if (there.length === 0) return `${kind} only now`
  return `${kind} ${here.some((key) => there.includes(key)) ? 'equal' : 'differs'}`
}
