import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Lets the event loop go round once, so that requests under way go on and a signal arrives. Every loop that a report can make long takes one
 * now and then.
 * @throws the signal's reason once it is aborted
 */
export async function turn(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn()
  signal?.throwIfAborted()
}
