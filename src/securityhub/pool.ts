/** Runs tasks side by side, at most `size` of them. */
export interface Pool {
  /** Resolves when the task has started, which is when one of the earlier ones has ended: that is the back-pressure. */
  start(task: () => Promise<void>): Promise<void>
  /** Resolves when every task has ended. Rejects with the first thing any of them threw. */
  drain(): Promise<void>
}

export function createPool(size: number): Pool {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  return {
    async start(task) {
      while (running.size >= size) await Promise.race(running)
      const run: Promise<void> = task()
        .catch((error: unknown) => {
          failures.push(error)
        })
        .finally(() => running.delete(run))
      running.add(run)
    },
    async drain() {
      while (running.size > 0) await Promise.race(running)
      if (failures.length > 0) throw failures[0]
    },
  }
}
