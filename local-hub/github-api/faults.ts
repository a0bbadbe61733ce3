/** Things that go wrong on purpose. */
import { setTimeout as sleep } from 'node:timers/promises'
import { gatewayPage, type Reply, refusal } from './http.js'
import type { Operation } from './records.js'

interface FaultScope {
  /** Which requests; every one when absent. */
  readonly operation?: Operation
  /** How many of them. Default 1. */
  readonly times?: number
  /** How many matching requests pass before the first. Default 0. */
  readonly afterRequests?: number
}

/**
 * `secondary-limit`: 403 with `retry-after` · `secondary-limit-unnamed`: 429 without it · `bad-gateway`: 502 with a page ·
 * `reset`: the connection is cut · `lost-answer`: the same, but only after the request was done · `not-json`: HTTP 200 with a proxy's page · `resource-limits`: a query is answered in part
 */
export type Fault = FaultScope &
  (
    | { readonly kind: 'secondary-limit'; readonly retryAfterSeconds: number }
    | { readonly kind: 'slow'; readonly milliseconds: number }
    | { readonly kind: 'status'; readonly status: number; readonly message: string }
    | { readonly kind: 'secondary-limit-unnamed' | 'bad-gateway' | 'reset' | 'not-json' | 'resource-limits' | 'lost-answer' }
  )

/** A fault that is to come. */
export interface PendingFault {
  readonly fault: Fault
  toPass: number
  left: number
}

/** The fault that befalls this request, used up by asking. Every matching one counts the request as passed. */
export function nextFault(faults: readonly PendingFault[], operation: Operation): Fault | undefined {
  for (const entry of faults) {
    if (entry.left <= 0 || (entry.fault.operation ?? operation) !== operation) continue
    if (entry.toPass > 0) {
      entry.toPass -= 1
      continue
    }
    entry.left -= 1
    return entry.fault
  }
  return undefined
}

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

/** @returns the answer instead of the real one; `'cut'` for none; `undefined` to go on. `closing` cuts a slow one short */
export async function suffer(fault: Fault | undefined, closing: AbortSignal): Promise<Reply | 'cut' | undefined> {
  switch (fault?.kind) {
    case 'secondary-limit':
      return refusal(403, SECONDARY, { 'retry-after': String(fault.retryAfterSeconds) })
    case 'secondary-limit-unnamed':
      return refusal(429, SECONDARY)
    case 'status':
      return refusal(fault.status, fault.message)
    case 'bad-gateway':
      return gatewayPage(502)
    case 'not-json':
      return gatewayPage(200)
    case 'reset':
      return 'cut'
    case 'slow':
      await sleep(fault.milliseconds, undefined, { signal: closing }).catch(() => {})
      return undefined
    default:
      return undefined
  }
}
