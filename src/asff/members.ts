/** Security Hub refuses empty strings, maps and lists, so what is absent must not be there at all. */

/** The same members without those that are `undefined`. */
export function withoutAbsent<T extends object>(members: T): T {
  const kept: Partial<T> = {}
  for (const key of keysOf(members)) if (members[key] !== undefined) kept[key] = members[key]
  return kept as T
}

/** As `withoutAbsent`; `undefined` when no member is left. */
export function unlessEmpty<T extends object>(members: T): T | undefined {
  const kept = withoutAbsent(members)
  return keysOf(kept).length === 0 ? undefined : kept
}

/** The list, or `undefined` when it is empty. */
export function unlessNone<T>(list: readonly T[]): T[] | undefined {
  return list.length === 0 ? undefined : [...list]
}

function keysOf<T extends object>(value: T): (keyof T)[] {
  return Object.keys(value) as (keyof T)[]
}
