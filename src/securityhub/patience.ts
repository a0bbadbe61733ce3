/**
 * Requests that are refused as too many. The quota belongs to all runs of the account together: where a thousand repositories are scanned at one minute
 * most runs wait for minutes until it is their turn (docs/fleet.md), which the SDK's own attempts do not last for. How long to pause follows how long one has waited, so
 * that nobody waits much longer than need be and a crowd does not ask much more often than it is answered.
 */
import type { Clock } from './pace.js'

/** Thrown inside of the SDK's retry in the place of what the service said, so that the SDK leaves it to us. */
export class Throttled extends Error {
  override readonly name = 'Throttled'

  constructor(cause: unknown) {
    super('refused as one too many', { cause })
  }
}

export interface Patience extends Clock {
  /** Attempts of one request, the first included; without it, it is time that counts. */
  readonly maxAttempts: number | undefined
  /** Milliseconds for which a request has been refused by now: told now and then, because nothing else happens meanwhile. */
  onWaiting?(milliseconds: number): void
}

/** Milliseconds after which a request that is still refused is given up. */
const LONGEST_WAIT = 30 * 60_000

/** Milliseconds. */
const SHORTEST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

/** Of the time waited so far: by so much at most the wait is longer than it need be. */
const PAUSE_SHARE = 1 / 8

/** Milliseconds before it is told for the first time; twice as long before each further time. */
const TOLD_FIRST = 30_000

export type Persist = <T>(send: () => Promise<T>) => Promise<T>

/**
 * For all requests of one operation. One that is let through says that the crowd has become smaller: the next one begins with half of the pause.
 *
 * @returns what repeats a request while it throws `Throttled`, and in the end throws what the service said
 */
export function createPersistence({ now, sleep, maxAttempts = Number.POSITIVE_INFINITY, onWaiting }: Patience): Persist {
  let crowd = 0
  let toldFrom = TOLD_FIRST
  const hold = async (waited: number) => {
    crowd = Math.max(crowd, waited)
    if (waited >= toldFrom) {
      onWaiting?.(waited)
      toldFrom = 2 * waited
    }
    await sleep(pauseAfter(crowd))
  }
  return async (send) => {
    const began = now()
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await send()
        crowd /= 2
        return answer
      } catch (error) {
        if (!(error instanceof Throttled)) throw error
        const waited = now() - began
        if (attempt >= maxAttempts || waited >= LONGEST_WAIT) throw error.cause
        await hold(waited)
      }
    }
  }
}

/** By chance up to a half shorter or longer, so that those who were refused together do not come back together. */
function pauseAfter(waited: number): number {
  const pause = Math.min(Math.max(SHORTEST_PAUSE, waited * PAUSE_SHARE), LONGEST_PAUSE)
  return pause * (0.5 + Math.random())
}
