import { agreement } from '../../identity/evidence.js'
import type { Match } from '../../identity/match.js'
import { fileOf } from '../../identity/traits.js'
import type { Comparable } from './candidates.js'
import type { StoredFinding } from './stored-finding.js'

type Matched<S extends StoredFinding> = Match<Comparable, S>

/**
 * Of two equal results one can be open and the other accepted in the report, or below the minimum: only the open one was ever sent. What is
 * stored under its Id is its own, so it must not go to the other: the two would change places with every run.
 */
export function withOwnFindings<S extends StoredFinding>(matches: readonly Matched<S>[]): readonly Matched<S>[] {
  const holders = new Map(matches.filter(isUnsentHolder).map((match) => [match.stored?.id, match]))
  const exchanged = new Map<Matched<S>, Matched<S>>()
  for (const match of matches) {
    const holder = holders.get(match.current.id)
    if (match.current.standing !== 'open' || match.stored?.active || holder === undefined || !isAlike(match, holder)) continue
    exchanged.set(match, { ...holder, current: match.current })
    exchanged.set(holder, { ...match, current: holder.current })
  }
  return matches.map((match) => exchanged.get(match) ?? match)
}

function isUnsentHolder({ current, stored }: Matched<StoredFinding>): boolean {
  return current.standing !== 'open' && stored?.active === true
}

function isAlike({ current: a }: Matched<StoredFinding>, { current: b }: Matched<StoredFinding>): boolean {
  return fileOf(a) === fileOf(b) && agreement(a.evidence, b.evidence) !== undefined
}
