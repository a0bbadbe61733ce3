/** Names of advisories over a run: which of them are the same vulnerability, by what all its reports say of it. */
import { isOneVulnerability } from '../advisory-names.js'
import { createDisjointSets } from '../disjoint-sets.js'
import { createNumberColumn } from '../identity/columns.js'

export interface AdvisoryNames {
  /**
   * @param related other names of the same advisory
   * @returns a number that stands for the name; `undefined` for one that means nothing outside of its tool
   */
  add(id: string, related: readonly string[]): number | undefined
  /** Whether there are more names than can be kept. */
  isFull(): boolean
  /** To be called once, after the last `add`. */
  settle(): Advisories
}

export interface Advisories {
  /** Equal for two names of one vulnerability. */
  sameAs(advisory: number): number
}

/** All databases together have half a million. */
const MOST_ADVISORIES = 4_000_000

/** Names of an advisory that are looked at; the best known ones have a dozen. */
const MOST_NAMES = 50

export function createAdvisoryNames(): AdvisoryNames {
  const numbers = new Map<string, number>()
  const ones = createNumberColumn()
  const others = createNumberColumn()
  let pairs = 0

  const numberOf = (name: string): number => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, numbers.size)
    return numbers.size - 1
  }

  return {
    add(id, related) {
      const name = nameOf(id)
      // Numbers are counted by each database for itself.
      if (/^\d*$/.test(name) || numbers.size >= MOST_ADVISORIES) return undefined
      const number = numberOf(name)
      if (!isOneVulnerability(name)) return number
      for (const other of related.slice(0, MOST_NAMES).map(nameOf).filter(isOneVulnerability)) {
        ones.push(number)
        others.push(numberOf(other))
        pairs += 1
      }
      return number
    },
    isFull: () => numbers.size >= MOST_ADVISORIES,
    settle() {
      const sets = createDisjointSets(numbers.size)
      for (let pair = 0; pair < pairs; pair++) sets.join(ones.at(pair), others.at(pair))
      const mixed = setsOfSeveral(numbers, sets.rootOf)
      return { sameAs: (advisory) => (mixed.has(sets.rootOf(advisory)) ? advisory : sets.rootOf(advisory)) }
    },
  }
}

/** Databases that give a vulnerability one name, whatever the number of packages that have it. */
const ONE_NAME_EACH = ['CVE-', 'GHSA-', 'PYSEC-', 'RUSTSEC-', 'GO-'] as const

/**
 * An advisory that two CVEs call theirs says that they were fixed together, not that they are one, and so with two names of any database: such
 * names stand for themselves alone.
 */
function setsOfSeveral(numbers: ReadonlyMap<string, number>, rootOf: (number: number) => number): ReadonlySet<number> {
  const mixed = new Set<number>()
  const seen = new Set<string>()
  for (const [name, number] of numbers) {
    const database = ONE_NAME_EACH.find((prefix) => name.startsWith(prefix))
    if (database === undefined) continue
    const key = `${database}${rootOf(number)}`
    if (seen.has(key)) mixed.add(rootOf(number))
    seen.add(key)
  }
  return mixed
}

/** In the usual case. What a distribution writes of a CVE (`DEBIAN-CVE-2024-1234`) is about that CVE. */
function nameOf(id: string): string {
  const upper = id.trim().toUpperCase()
  const cve = upper.lastIndexOf('-CVE-')
  return cve !== -1 && /^-CVE-\d{4}-\d+$/.test(upper.slice(cve)) && !upper.startsWith('EEF-') ? upper.slice(cve + 1) : upper
}
