/** How long the phases of a run take. They overlap: requests go on while reports are read. */
import type { RunResult } from '../run-result.js'

export interface Stopwatch {
  /** Does the work, and counts its time even when it fails. */
  timed<T>(phase: 'read' | 'lookup' | 'import', work: () => Promise<T>): Promise<T>
  /** So far. */
  milliseconds(): RunResult['milliseconds']
}

export function createStopwatch(now: () => Date): Stopwatch {
  const started = now().getTime()
  const times = { read: 0, lookup: 0, import: 0 }
  return {
    async timed(phase, work) {
      const begun = now().getTime()
      try {
        return await work()
      } finally {
        times[phase] += now().getTime() - begun
      }
    },
    milliseconds: () => ({ ...times, total: now().getTime() - started }),
  }
}
