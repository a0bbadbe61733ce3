/** What was worked out once and is asked for again, in bounded memory. */

export interface Kept<T> {
  /** Makes it when it is not there any more. */
  of(key: string): T
}

/**
 * Keeps what was asked for last.
 * @param weigh of each, in whatever `most` counts; what alone is more is not kept
 */
export function createKept<T>(make: (key: string) => T, weigh: (value: T) => number, most: number): Kept<T> {
  const known = new Map<string, T>()
  let weight = 0
  const makeRoom = (needed: number) => {
    for (const [oldest, value] of known) {
      if (weight + needed <= most) return
      known.delete(oldest)
      weight -= weigh(value)
    }
  }
  return {
    of(key) {
      const value = known.get(key)
      if (value !== undefined) {
        // Behind all others: the first one is the one that was not asked for the longest.
        known.delete(key)
        known.set(key, value)
        return value
      }
      const made = make(key)
      const needed = weigh(made)
      if (needed > most) return made
      makeRoom(needed)
      weight += needed
      known.set(key, made)
      return made
    },
  }
}
