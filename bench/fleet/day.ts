/** What happens in a fleet on one day. */
export type Kind = 'push' | 'pull request' | 'nightly'

export interface Occasion {
  readonly kind: Kind
  readonly repository: number
  /** Milliseconds from the beginning of the day. */
  readonly at: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Of each repository. */
const PUSHES = 5
const PULL_REQUEST_RUNS = 20
const NIGHTLY_AT = 3 * HOUR
const MORNING = 8 * HOUR
const WORKING_HOURS = 10

/** @param hours of the working day that are played */
export function dayOf(repositories: number, hours: number, random: () => number): readonly Occasion[] {
  const share = hours / WORKING_HOURS
  const within = () => MORNING + random() * hours * HOUR
  const many = (kind: Kind, perDay: number, repository: number) =>
    Array.from({ length: countOf(perDay * share, random) }, (): Occasion => ({ kind, repository, at: within() }))
  return Array.from({ length: repositories }, (_, repository) => [
    { kind: 'nightly' as const, repository, at: NIGHTLY_AT + random() * MINUTE },
    ...many('push', PUSHES, repository),
    ...many('pull request', PULL_REQUEST_RUNS, repository),
  ])
    .flat()
    .sort((one, other) => one.at - other.at)
}

function countOf(expected: number, random: () => number): number {
  return Math.floor(expected) + (random() < expected % 1 ? 1 : 0)
}

/** Mulberry32: the same numbers each time. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
