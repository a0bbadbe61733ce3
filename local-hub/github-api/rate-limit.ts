/** The primary rate limit. Source: docs.github.com, "Rate limits for the REST API", "Checking the status of your rate limit". */
import type { ApiState } from './state.js'

const HOUR = 3_600_000

export type Resource = 'core' | 'graphql'

export interface Quota {
  readonly exceeded: boolean
  readonly headers: Readonly<Record<string, string>>
}

/** Counts one request. */
export function useQuota(state: ApiState, token: string, resource: Resource): Quota {
  const { clock, requestsPerHour } = state.settings
  if (clock() >= state.reset) {
    state.used.clear()
    state.reset = clock() + HOUR
  }
  const key = `${resource} ${token}`
  const used = state.used.get(key) ?? 0
  const exceeded = used >= requestsPerHour
  state.used.set(key, exceeded ? used : used + 1)
  return { exceeded, headers: headersOf(state, resource, Math.min(used + 1, requestsPerHour)) }
}

function headersOf({ settings: { requestsPerHour }, reset }: ApiState, resource: Resource, used: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(requestsPerHour),
    'x-ratelimit-remaining': String(requestsPerHour - used),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(Math.ceil(reset / 1000)),
    'x-ratelimit-resource': resource,
  }
}
