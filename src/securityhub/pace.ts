/** The passing of time, handed in so that tests own it. */
export interface Clock {
  /** Milliseconds. Must never go backwards: `performance.now`, not `Date.now`. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

export interface Rate {
  readonly perSecond: number
  /** How many may go at once after a pause. */
  readonly burst: number
}

/** Resolves when the caller may send one request. Callers go in the order in which they asked. */
export type Pace = () => Promise<void>

/**
 * A token bucket. It is kept as the time at which it will be full again instead of as a count of tokens, so that a late timer
 * costs no rate and callers that wait at the same time each get a slot of their own.
 */
export function createPace(rate: Rate, clock: Clock): Pace {
  const interval = 1000 / rate.perSecond
  const tolerance = (rate.burst - 1) * interval
  let fullAt = Number.NEGATIVE_INFINITY
  return async () => {
    const now = clock.now()
    const from = Math.max(fullAt, now)
    fullAt = from + interval
    const wait = from - tolerance - now
    if (wait > 0) await clock.sleep(wait)
  }
}
