import type { Failure } from '../run-result.js'

/** So many of a kind are named one by one; of more than that the first stands for all. */
const NAMED = 5

export interface FailureGroup {
  /** The first of them. */
  readonly failure: Failure
  /** How many more of the same code and message there are. */
  readonly others: number
}

/** What failed for one and the same reason is one line for people, not a thousand. The failed-findings file names each. */
export function failureGroups(failures: readonly Failure[]): FailureGroup[] {
  const groups = new Map<string, Failure[]>()
  for (const failure of failures) {
    const key = JSON.stringify([failure.code, failure.message])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [failure])
    else group.push(failure)
  }
  return [...groups.values()].flatMap((group) => {
    const [failure] = group
    if (failure === undefined || group.length <= NAMED) return group.map((one) => ({ failure: one, others: 0 }))
    return [{ failure, others: group.length - 1 }]
  })
}
