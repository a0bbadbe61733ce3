/** Runs tasks one after another, in the order in which they come. Each caller waits for its own. */
export type Queue = (task: () => Promise<void>) => Promise<void>

export function createQueue(): Queue {
  let last = Promise.resolve()
  return (task) => {
    const run = last.then(task)
    last = run.catch(() => undefined)
    return run
  }
}
