/** What is kept of the results of an analysis between the passes over its reports: little, because there may be a million. */
import type { Finding } from '../../finding.js'
import type { Ids } from '../../identity/ledger.js'
import type { Current } from '../../identity/match.js'
import type { Traits } from '../../identity/traits.js'

/** What becomes of a candidate. */
const STANDINGS = ['open', 'suppressed', 'below-minimum', 'duplicate'] as const
export type Standing = (typeof STANDINGS)[number]

/** The candidates of an analysis by their place in its reports, from 0. */
export interface Candidates {
  readonly size: number
  standing(index: number): Standing
  /** The Id it would have if nothing were stored; `''` for a duplicate. */
  id(index: number): string
  /** What it is compared by. `finding` is that candidate: large analyses do not keep the traits, they are worked out again. */
  traits(index: number, finding: Finding): Traits
  /** The same, where the traits were kept for a comparison; `undefined` where there was nothing to compare with. */
  kept(index: number): Traits | undefined
}

export interface CandidateDrafts {
  add(standing: Exclude<Standing, 'duplicate'>, traits: Traits): void
  /** @param again works the traits of a finding out, as they were when it was added */
  settle(ids: Ids, again: (finding: Finding) => Traits): Candidates
}

/** @param keepTraits whether there is something to compare with */
export function createCandidateDrafts(keepTraits: boolean): CandidateDrafts {
  const standings: number[] = []
  const kept: Traits[] = []
  return {
    add(standing, traits) {
      standings.push(STANDINGS.indexOf(standing))
      if (keepTraits) kept.push(traits)
    },
    settle: (ids, again) => ({
      size: ids.size,
      standing: (index) => (ids.at(index) === undefined ? 'duplicate' : (STANDINGS[standings[index] ?? 0] ?? 'open')),
      id: (index) => ids.at(index) ?? '',
      traits: (index, finding) => kept[index] ?? again(finding),
      kept: (index) => kept[index],
    }),
  }
}

/** A candidate as it is compared with what is stored. */
export interface Comparable extends Current {
  readonly index: number
  readonly standing: Standing
}

/** Those of which the traits were kept, without duplicates. */
export function comparable(candidates: Candidates): Comparable[] {
  const all: Comparable[] = []
  for (let index = 0; index < candidates.size; index++) {
    const standing = candidates.standing(index)
    const traits = candidates.kept(index)
    if (standing !== 'duplicate' && traits !== undefined) all.push({ ...traits, id: candidates.id(index), index, standing })
  }
  return all
}
