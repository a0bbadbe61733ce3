/**
 * Which rules of a report are rules of the analysis under another id, where neither the report nor a table says so. Two rules are one when the
 * one is gone, the other was not there, and at least half of what either reports lies in the same places, one to one. That alone is no proof: two
 * problems can stand on the same lines throughout (a `FROM` without digest, a `FROM` of a strange registry), and a new finding must never pass
 * for an old one. So either the ids are two spellings of one, or the tool says the same words, which it says of nothing else.
 * That the tool is another version is the caller's to know.
 */
import { groupBy, groupByEach } from '../groups.js'
import { keysOf } from './evidence.js'
import { relatedIds } from './related-ids.js'
import { fileOf, type Traits } from './traits.js'

/** A finding and the id of its rule. */
export interface OfRule {
  readonly traits: Traits
  readonly rule: string
}

export interface StoredOfRule extends OfRule {
  readonly active: boolean
}

export interface BeforeAndNow {
  readonly current: readonly OfRule[]
  readonly stored: readonly StoredOfRule[]
  /** Stored rules that are not gone, whatever the findings say. */
  readonly stays: (rule: string) => boolean
}

/** What a finding says when it is read once more. */
export interface Reread {
  /** Whether its message says more than its line does. */
  readonly telling: boolean
  /** What it would be compared by if its rule had another id. */
  under(rule: string): Pick<Traits, 'evidence' | 'line'>
}

export interface RuleRenames {
  /** Where it is false, no finding needs to be read once more. */
  readonly possible: boolean
  weigh(finding: OfRule, read: () => Reread): void
  /** The id that each renamed rule is stored under, by the one that it has now. */
  settle(): ReadonlyMap<string, string>
}

/** A rule that is gone and a new one which may be it. */
interface Candidate {
  readonly gone: string
  readonly fresh: string
  /** By their ids. */
  readonly related: boolean
  /** Messages of the new one in the places of the other. */
  readonly messages: Map<string, string[]>
}

export function createRuleRenames(sides: BeforeAndNow): RuleRenames {
  const { gone, fresh } = rulesThatChanged(sides)
  const names = distinctNames([...sides.current, ...sides.stored])
  const active = sides.stored.filter((finding) => finding.active)
  const before = groupByEach(active, (finding) => (gone.has(finding.rule) ? placesOf(finding, names) : []))
  const likely = likelyFormerIds(sides.current, active, gone)
  const candidates = new Map<string, Candidate>()
  const was = groupBy(active, ({ rule }) => (gone.has(rule) ? rule : undefined))
  const is = groupBy(sides.current, ({ rule }) => (fresh.has(rule) ? rule : undefined))
  return {
    possible: gone.size > 0 && fresh.size > 0,
    weigh(finding, read) {
      const former = fresh.has(finding.rule) ? likely(finding) : []
      if (former.length === 0) return
      const { telling, under } = read()
      for (const { rule, related } of former) {
        if (!related && !telling) continue
        const here = placesOf({ rule, traits: { ...finding.traits, ...under(rule) } }, names)
        const place = here.find((one) => before.has(one))
        if (place !== undefined) note(candidates, { gone: rule, fresh: finding.rule, related }, place, finding)
      }
    },
    settle() {
      const weighed = [...candidates.values()].map((one) => ({ ...one, pairs: pairsOf(one, before) })).filter(({ pairs }) => pairs > 0)
      const same = withoutRivals(weighed).filter((one) => isWhole(one.pairs, was.get(one.gone) ?? [], is.get(one.fresh) ?? []))
      return new Map(same.map((one) => [one.fresh, one.gone]))
    },
  }
}

/** Half of what the old rule had found, and of what the new one finds in the same files: others may be new, or scanned for the first time. */
function isWhole(pairs: number, was: readonly OfRule[], is: readonly OfRule[]): boolean {
  const files = new Set(was.map(({ traits }) => fileOf(traits)))
  const there = is.filter(({ traits }) => files.has(fileOf(traits)))
  return pairs * 2 >= Math.max(was.length, there.length)
}

/** A rule of which something goes to several others, or one that has something of several, may be either. */
function withoutRivals<C extends Candidate>(candidates: readonly C[]): readonly C[] {
  const byGone = groupBy(candidates, ({ gone }) => gone)
  const byFresh = groupBy(candidates, ({ fresh }) => fresh)
  return candidates.filter(({ gone, fresh }) => byGone.get(gone)?.length === 1 && byFresh.get(fresh)?.length === 1)
}

/** Rules that are stored and not reported, and those that are reported and were never stored. */
function rulesThatChanged({ current, stored, stays }: BeforeAndNow) {
  const now = new Set(current.map(({ rule }) => rule))
  const before = new Set(stored.filter(({ active }) => active).map(({ rule }) => rule))
  const known = new Set(stored.flatMap(({ traits }) => keysOf(traits.evidence)))
  const goOn = new Set<string>()
  for (const { rule, traits } of current) {
    before.delete(rule)
    for (const key of keysOf(traits.evidence).filter((one) => known.has(one))) {
      goOn.add(key)
      now.delete(rule)
    }
  }
  for (const { rule, traits } of stored) {
    now.delete(rule)
    // By an id that the report names.
    if (keysOf(traits.evidence).some((key) => goOn.has(key))) before.delete(rule)
  }
  return { gone: new Set([...before].filter((rule) => rule !== '' && !stays(rule))), fresh: now }
}

interface FormerId {
  readonly rule: string
  /** The ids are two spellings of one. */
  readonly related: boolean
}

/** Rules that are gone and that a new one may have been: by its id, or because they alone have said the same. */
function likelyFormerIds(current: readonly OfRule[], stored: readonly OfRule[], gone: ReadonlySet<string>) {
  const before = rulesByMessage(stored)
  const now = rulesByMessage(current.filter(({ traits }) => before.has(traits.detail)))
  const kin = createKin(gone)
  return ({ rule, traits: { detail } }: OfRule): readonly FormerId[] => {
    const related = kin(rule)
    const other = now.get(detail) === rule ? before.get(detail) : undefined
    const isOther = other !== undefined && gone.has(other) && !related.some((one) => one.rule === other)
    return isOther ? [...related, { rule: other, related: false }] : related
  }
}

/** Rules that one may have been by its id. More of them would be anybody's guess. */
const MAX_KIN = 8

/** Worked out once for each rule. */
function createKin(ids: Iterable<string>): (rule: string) => readonly FormerId[] {
  const all = relatedIds(ids)
  const known = new Map<string, readonly FormerId[]>()
  return (rule) => {
    const before = known.get(rule)
    if (before !== undefined) return before
    const ids = all.of(rule)
    const found = ids.length > MAX_KIN ? [] : ids.map((one) => ({ rule: one, related: true }))
    known.set(rule, found)
    return found
  }
}

/** Names of tools' fingerprints that have several values: one that never varies says nothing. */
function distinctNames(findings: readonly OfRule[]): ReadonlySet<string> {
  const values = new Map<string, string>()
  const distinct = new Set<string>()
  for (const { traits } of findings)
    for (const { name, plain } of traits.evidence.tool) {
      if (name !== '' && (values.get(name) ?? plain) !== plain) distinct.add(name)
      values.set(name, plain)
    }
  return distinct
}

/** The rule that says a thing, for what one rule alone says. */
function rulesByMessage(findings: readonly OfRule[]): ReadonlyMap<string, string> {
  const rules = new Map<string, string>()
  for (const { rule, traits } of findings) rules.set(traits.detail, (rules.get(traits.detail) ?? rule) === rule ? rule : SEVERAL)
  return rules
}

/** No id: they are never empty. */
const SEVERAL = ''

/** The rule, the file and the code in each way in which it is known: what follows the line may have changed meanwhile. */
function placesOf({ rule, traits }: OfRule, names: ReadonlySet<string>): readonly string[] {
  return codesOf(traits, names).map((code) => [rule, traits.secret, fileOf(traits), code].join('\n'))
}

/** A secret's fingerprint is often made of its value alone, which can stand in the file twice. */
function codesOf({ evidence, line, secret }: Traits, names: ReadonlySet<string>): readonly string[] {
  if (evidence.package !== undefined) return [evidence.package]
  const tool = secret ? undefined : evidence.tool.find(({ name }) => names.has(name))?.value
  return [line, evidence.context, tool].filter((code) => code !== undefined)
}

function note(candidates: Map<string, Candidate>, pair: Omit<Candidate, 'messages'>, place: string, { traits }: OfRule): void {
  const key = JSON.stringify([pair.gone, pair.fresh])
  const candidate = candidates.get(key) ?? { ...pair, messages: new Map<string, string[]>() }
  candidates.set(key, candidate)
  const messages = candidate.messages.get(place)
  if (messages === undefined) candidate.messages.set(place, [traits.detail])
  else messages.push(traits.detail)
}

/** How many go on, not which: equal lines are told apart when findings are matched. */
function pairsOf({ messages, related }: Candidate, before: ReadonlyMap<string, readonly OfRule[]>): number {
  let pairs = 0
  for (const [place, now] of messages) {
    const there = (before.get(place) ?? []).map(({ traits }) => traits.detail)
    pairs += related ? Math.min(now.length, there.length) : inCommon(now, there)
  }
  return pairs
}

function inCommon(some: readonly string[], others: readonly string[]): number {
  const left = groupBy(others, (one) => one)
  return some.filter((one) => left.get(one)?.pop() !== undefined).length
}
