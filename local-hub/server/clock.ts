/** The local service's clock: a base that can be moved. All times are milliseconds. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** The same as an ISO 8601 string. */
  iso(): string
  /** Never stands still and never goes back: what the quotas refill by. */
  elapsed(): number
  advance(milliseconds: number): void
  /** Makes it this time (milliseconds since the epoch) now. */
  set(epochMilliseconds: number): void
}

export function createClock(base: () => number = Date.now): Clock {
  let offset = 0
  let advanced = 0
  const now = (): number => base() + offset
  const advance = (milliseconds: number): void => {
    offset += milliseconds
    advanced += Math.max(0, milliseconds)
  }
  return {
    now,
    iso: () => new Date(now()).toISOString(),
    elapsed: () => performance.now() + advanced,
    advance,
    set: (epochMilliseconds) => advance(epochMilliseconds - now()),
  }
}
