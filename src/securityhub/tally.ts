import type { WireCounts } from './port.js'

/** Counts what goes over the wire. */
export interface Tally {
  bump(name: keyof WireCounts): void
  counts(): WireCounts
}

export function createTally(): Tally {
  let counts: WireCounts = { requests: 0, throttled: 0, retried: 0 }
  return {
    bump: (name) => {
      counts = { ...counts, [name]: counts[name] + 1 }
    },
    counts: () => counts,
  }
}
