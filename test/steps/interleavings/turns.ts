/** Lets runs go on one request at a time, in an order that the test chooses. */

export interface Turns {
  /** Resolves when it is this run's turn. */
  await(run: number): Promise<void>
  ended(run: number): void
  /**
   * Starts the runs and gives turns until all have ended. A turn is given when every run waits for one, so that the order is the test's alone.
   *
   * @param choose which of those that wait is next
   */
  conduct(runs: readonly number[], choose: (waiting: readonly number[]) => number): Promise<void>
}

export function createTurns(): Turns {
  const waiting = new Map<number, () => void>()
  const alive = new Set<number>()
  let noticed = () => {}
  const settled = async () => {
    while (waiting.size < alive.size) {
      await new Promise<void>((resolve) => {
        noticed = resolve
      })
    }
  }
  return {
    await: (run) =>
      new Promise((resolve) => {
        waiting.set(run, resolve)
        noticed()
      }),
    ended(run) {
      alive.delete(run)
      noticed()
    },
    async conduct(runs, choose) {
      for (const run of runs) alive.add(run)
      for (;;) {
        await settled()
        if (alive.size === 0) return
        const next = choose([...waiting.keys()].sort((a, b) => a - b))
        const resume = waiting.get(next)
        waiting.delete(next)
        resume?.()
      }
    },
  }
}
