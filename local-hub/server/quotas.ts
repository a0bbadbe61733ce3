/** The service's request quotas: one token bucket per operation that has its own, one for each other operation. */
import type { Clock } from './clock.js'
import type { Operation } from './records.js'

export interface Quotas {
  /** Takes a token. False: the request is throttled. */
  admit(operation: Operation): boolean
}

interface Quota {
  readonly perSecond: number
  readonly burst: number
}

/** Source: API reference, Welcome, "Throttling limits" (requests per second and burst, per account and Region). */
const DEFAULT_QUOTA: Quota = { perSecond: 10, burst: 30 }
const QUOTAS: ReadonlyMap<Operation, Quota> = new Map([['GetFindings', { perSecond: 3, burst: 6 }]])

export function createQuotas(clock: Clock, enforced: boolean): Quotas {
  const buckets = new Map<Operation, { tokens: number; at: number }>()
  return {
    admit(operation) {
      if (!enforced) return true
      const quota = QUOTAS.get(operation) ?? DEFAULT_QUOTA
      const now = clock.elapsed()
      const { tokens, at } = buckets.get(operation) ?? { tokens: quota.burst, at: now }
      const filled = Math.min(quota.burst, tokens + ((now - at) / 1000) * quota.perSecond)
      const admitted = filled >= 1
      buckets.set(operation, { tokens: admitted ? filled - 1 : filled, at: now })
      return admitted
    },
  }
}
