/**
 * A clock for this process that stands still while anything is done and jumps to the next timer when nothing is. The AWS SDK and the HTTP between it
 * and the local Security Hub are real; only their time is not.
 */
import { subscribe } from 'node:diagnostics_channel'

export interface VirtualTime {
  now(): number
  sleep(milliseconds: number): Promise<void>
  /** Runs the work, and time with it, until the work has ended. */
  drive<T>(work: Promise<T>): Promise<T>
}

interface Timer {
  readonly due: number
  readonly order: number
  readonly fire: () => void
}

/** Turns of the event loop without a request on its way or a file being read, after which nothing but a timer can go on. */
const QUIET_TURNS = 25

/** From now on `Date`, `performance.now` and `setTimeout` of this process are virtual. To be called once. */
export function installVirtualTime(start: number): VirtualTime {
  const turn = globalThis.setImmediate
  const timers = new Map<number, Timer>()
  let time = start
  let order = 0
  let onTheWay = 0
  let activity = 0
  const settled = () => {
    onTheWay -= 1
    activity += 1
  }
  subscribe('http.client.request.start', () => {
    onTheWay += 1
    activity += 1
  })
  subscribe('http.client.response.finish', settled)
  subscribe('http.client.request.error', settled)

  const schedule = (fire: () => void, milliseconds = 0) => {
    order += 1
    activity += 1
    const delay = Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0
    timers.set(order, { due: time + delay, order, fire })
    return order
  }
  replaceClock(() => time, start)
  Object.assign(globalThis, {
    setTimeout: (fire: (...values: unknown[]) => void, milliseconds?: number, ...values: unknown[]) =>
      handle(schedule(() => fire(...values), milliseconds)),
    clearTimeout: (one: unknown) => timers.delete(Number(one)),
    setImmediate: (fire: (...values: unknown[]) => void, ...values: unknown[]) => {
      activity += 1
      return turn(fire, ...values)
    },
  })

  const isReadingFiles = () => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))
  const quiet = async () => {
    for (let turns = 0; turns < QUIET_TURNS; turns++) {
      const before = activity
      await new Promise((resolve) => turn(resolve))
      if (onTheWay > 0 || activity !== before || (turns === QUIET_TURNS - 1 && isReadingFiles())) turns = -1
    }
  }
  const advance = () => {
    const next = [...timers.values()].reduce<Timer | undefined>(sooner, undefined)
    if (next === undefined) return
    timers.delete(next.order)
    time = Math.max(time, next.due)
    next.fire()
  }
  return {
    now: () => time,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        schedule(resolve, milliseconds)
      }),
    async drive(work) {
      let over = false
      const ended = work.finally(() => {
        over = true
      })
      ended.catch(() => undefined)
      while (!over) {
        await quiet()
        if (!over) advance()
      }
      return ended
    },
  }
}

function sooner(soonest: Timer | undefined, one: Timer): Timer {
  return soonest === undefined || one.due < soonest.due || (one.due === soonest.due && one.order < soonest.order) ? one : soonest
}

/** What Node.js hands out for a timer, as far as anybody asks it. */
function handle(order: number) {
  const self = { ref: () => self, unref: () => self, hasRef: () => true, refresh: () => self, [Symbol.toPrimitive]: () => order }
  return self
}

function replaceClock(now: () => number, start: number): void {
  const RealDate = Date
  class VirtualDate extends RealDate {
    constructor(...values: readonly unknown[]) {
      if (values.length === 0) super(now())
      else super(...(values as [number]))
    }
    static override now(): number {
      return now()
    }
  }
  Object.assign(globalThis, { Date: VirtualDate })
  Object.assign(performance, { now: () => now() - start })
}
