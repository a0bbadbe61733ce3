import { setMaxListeners } from 'node:events'
import { UserError } from '../errors.js'
import type { SecurityHub } from './port.js'

/** The two stages of a cancellation. */
export interface Cancellation {
  /** From now on no request is begun, and what is only read is not waited for. */
  readonly signal: AbortSignal
  /** From now on no answer is waited for. */
  readonly cutOff: AbortSignal
}

/** Security Hub for a job that may be cancelled: its requests then end with CANCELLED. Imports on their way are given until the cut-off. */
export function cancellable(hub: SecurityHub, { signal, cutOff }: Cancellation): SecurityHub {
  // Every request on its way listens; Node.js takes more than ten for a leak and says so on the console.
  setMaxListeners(0, signal, cutOff)
  const request = async <T>(send: () => Promise<T>, until: AbortSignal): Promise<T> => {
    if (signal.aborted) throw cancelledError()
    return untilAborted(send(), until)
  }
  return {
    importFindings: (findings) => request(() => hub.importFindings(findings), cutOff),
    getFindings: (filters, nextToken) => request(() => hub.getFindings(filters, nextToken), signal),
    wire: () => hub.wire(),
  }
}

/**
 * What becomes of the work, unless the signal comes first. The work itself goes on: the SDK waits between its attempts, and no signal ends that.
 *
 * @throws UserError CANCELLED; whatever the work throws
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(cancelledError())
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/** @param cause what came of it */
export function cancelledError(cause?: unknown): UserError {
  return new UserError('CANCELLED', 'The job was cancelled; what had not been sent by then was not sent', {
    hint: 'Run the job again: findings that were imported stay the same findings.',
    cause,
  })
}
