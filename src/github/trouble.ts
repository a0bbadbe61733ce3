/** What it means when GitHub does not answer as asked. */

/** Why something could not be had. `limit`: our own; `failed`: an answer that means nothing to us. */
export type Trouble =
  | 'bad-credentials'
  | 'not-allowed'
  | 'not-found'
  | 'rate-limited'
  | 'unreachable'
  | 'too-slow'
  | 'failed'
  | 'limit'
  | 'cancelled'

export interface Refusal {
  readonly trouble: Trouble
  /** Milliseconds after which it may be asked again; absent when asking again would change nothing. */
  readonly retryAfter?: number
}

/** Before a request that failed for no reason of its own is sent again. */
const PAUSE = 1000

/** docs.github.com, "Best practices for using the REST API": wait at least one minute where a secondary limit says nothing else. */
const SECONDARY_LIMIT_PAUSE = 60_000

/** @param error what octokit threw: an error with `status`, and `response` when there was an answer */
export function refusalOf(error: unknown): Refusal {
  if (isTimeout(error)) return { trouble: 'too-slow', retryAfter: 0 }
  const { status, headers, message } = answerIn(error)
  if (headers === undefined) return { trouble: 'unreachable', retryAfter: PAUSE }
  if (status === 401) return { trouble: 'bad-credentials' }
  if (status === 403 || status === 429) return limitOf(status, headers, message) ?? { trouble: 'not-allowed' }
  if (status >= 500) return { trouble: 'failed', retryAfter: PAUSE }
  // 404 and 422: no such commit, or none that this token may see. 409: the repository is empty. 451: it is blocked.
  return { trouble: [404, 409, 410, 422, 451].includes(status) ? 'not-found' : 'failed' }
}

/** A query that is over a limit is answered with HTTP 200; it is looked into like an answer that says so. */
const QUERY_LIMITED = 429

type Headers = Readonly<Record<string, unknown>>

/** docs.github.com, "Rate limits for the REST API", "Exceeding the rate limit": the order in which to look. */
function limitOf(status: number, headers: Headers, message: string): Refusal | undefined {
  const retryAfter = Number(headers['retry-after'])
  if (retryAfter > 0) return { trouble: 'rate-limited', retryAfter: retryAfter * 1000 }
  if (headers['x-ratelimit-remaining'] === '0') return { trouble: 'rate-limited', retryAfter: untilReset(headers) }
  if (status === 429 || /rate limit/i.test(message)) return { trouble: 'rate-limited', retryAfter: SECONDARY_LIMIT_PAUSE }
  return undefined
}

/** By the server's own clock. */
function untilReset(headers: Headers): number {
  const left = Number(headers['x-ratelimit-reset']) * 1000 - Date.parse(String(headers['date']))
  return Number.isFinite(left) ? Math.max(left, PAUSE) : SECONDARY_LIMIT_PAUSE
}

/**
 * Errors that stand in the answer of a query, of which nothing else is there.
 * Source: docs.github.com, "Rate limits and query limits for the GraphQL API" and "Handling errors".
 */
export function refusalOfQuery(errors: unknown, headers: Headers): Refusal {
  const types = Array.isArray(errors) ? errors.map((error: unknown) => memberOf(error, 'type')) : []
  if (types.includes('RATE_LIMITED')) return limitOf(QUERY_LIMITED, headers, '') ?? { trouble: 'rate-limited' }
  if (types.includes('FORBIDDEN')) return { trouble: 'not-allowed' }
  if (types.includes('NOT_FOUND')) return { trouble: 'not-found' }
  return { trouble: 'failed', retryAfter: PAUSE }
}

function answerIn(error: unknown): { readonly status: number; readonly headers: Headers | undefined; readonly message: string } {
  const headers = memberOf(memberOf(error, 'response'), 'headers')
  return {
    status: Number(memberOf(error, 'status')),
    headers: typeof headers === 'object' && headers !== null ? (headers as Headers) : undefined,
    message: String(memberOf(error, 'message')),
  }
}

/** octokit passes on what ends a request, or wraps it. */
function isTimeout(error: unknown): boolean {
  return [error, memberOf(error, 'cause')].some((one) => ['TimeoutError', 'AbortError'].includes(String(memberOf(one, 'name'))))
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
