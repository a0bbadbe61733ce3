/**
 * `Map.groupBy`, which needs Node.js 21.
 * @returns the items by key, in the order of their first appearance; items whose key is undefined are left out
 */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** The same of items that have several keys: each is in as many groups. */
export function groupByEach<T>(items: Iterable<T>, keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const entries = [...items].flatMap((item) => keysOf(item).map((key) => ({ key, item })))
  return new Map([...groupBy(entries, ({ key }) => key)].map(([key, group]) => [key, group.map(({ item }) => item)]))
}
