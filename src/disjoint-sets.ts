export interface DisjointSets {
  /** The same number for all members of a set: its smallest. */
  rootOf(member: number): number
  join(one: number, other: number): void
}

/** Disjoint sets of the numbers from 0 (Tarjan): an advisory may be listed ten thousand times, once for each way to its package. */
export function createDisjointSets(size: number): DisjointSets {
  const parents = Uint32Array.from({ length: size }, (_, index) => index)
  const rootOf = (index: number): number => {
    let at = index
    for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
      parents[at] = parents[parent] ?? parent
      at = parent
    }
    return at
  }
  const join = (one: number, other: number) => {
    const [a, b] = [rootOf(one), rootOf(other)]
    parents[Math.max(a, b)] = Math.min(a, b)
  }
  return { rootOf, join }
}
