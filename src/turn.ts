import { setImmediate as nextTurn } from 'node:timers/promises'

/** Work that pauses wherever others may want to go on. */
export type Steps<T> = Generator<void, T, void>

/**
 * Lets the event loop go round once, so that requests under way go on and a signal arrives. Every loop that a report can make long takes one
 * now and then.
 * @throws the signal's reason once it is aborted
 */
export async function turn(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn()
  signal?.throwIfAborted()
}

/**
 * Does all the steps of a piece of work that can be long, with a turn after each.
 * @throws what the work throws; the signal's reason once it is aborted
 */
export async function inTurns<T>(steps: Steps<T>, signal: AbortSignal | undefined): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await turn(signal)
  }
}
