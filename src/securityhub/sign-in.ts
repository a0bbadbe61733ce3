/**
 * Which failures of signing in pass, and how often it is tried again. GitHub's end point for ID tokens answers 429 and 5xx now and then, and STS
 * `InvalidIdentityToken` when many jobs start together (aws-actions/configure-aws-credentials#299, #348). The toolkit repeats what GitHub answers with
 * 502, 503 and 504 by itself, the SDK what STS answers with throttling, 5xx or nothing; both are counted as one attempt here.
 */
import { factsOf } from './error-kind.js'

/** What STS answered, as the cause. */
export class StsRefusal extends Error {
  override readonly name = 'StsRefusal'

  constructor(cause: unknown) {
    super('STS refused', { cause })
  }
}

/** Milliseconds before each further attempt. */
const DELAYS = [500, 1_000, 2_000, 4_000, 8_000] as const

/** Milliseconds after which nothing is begun again. */
const PATIENCE = 60_000

/** Errors of AssumeRoleWithWebIdentity that another token, or a little later, may end. Source: STS API reference, its errors. */
const PASSING: ReadonlySet<string> = new Set([
  'InvalidIdentityToken',
  'InvalidIdentityTokenException',
  'IDPCommunicationError',
  'IDPCommunicationErrorException',
  'ExpiredToken',
  'ExpiredTokenException',
])

/** What `InvalidIdentityToken` says when it is about the set-up. Quoted by users of aws-actions/configure-aws-credentials. */
const LASTING = /token audience|no openidconnect provider|not a valid jwt|issuer/i

/** HTTP status in what the toolkit throws: `Error Code : 403`. Source: @actions/core, oidc-utils. */
const STATUS = /Error Code : (\d{3})/

export interface Persistence {
  now(): number
  sleep(milliseconds: number): Promise<void>
  onRetry(text: string): void
}

/** @throws what the last attempt has thrown */
export async function persistently<T>(work: () => Promise<T>, { now, sleep, onRetry }: Persistence): Promise<T> {
  const started = now()
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const delay = DELAYS[attempt - 1]
      if (delay === undefined || now() - started > PATIENCE || !passes(error)) throw error
      onRetry(`${whoFailed(error)} while signing in to AWS; attempt ${attempt + 1} of ${DELAYS.length + 1}, with a new ID token.`)
      await sleep(delay * (0.5 + Math.random() / 2))
    }
  }
}

function passes(error: unknown): boolean {
  if (error instanceof StsRefusal) {
    const { name, message } = factsOf(error.cause)
    return PASSING.has(name) && !LASTING.test(message)
  }
  const status = statusOf(error)
  return status === undefined || status === 408 || status === 429 || status >= 500
}

/** Names of the closed list and statuses only. */
function whoFailed(error: unknown): string {
  if (error instanceof StsRefusal) return `AWS STS answered ${factsOf(error.cause).name}`
  const status = statusOf(error)
  return `GitHub gave no ID token (${status === undefined ? 'no answer' : `HTTP ${status}`})`
}

/** `undefined`: there was no answer. */
function statusOf(error: unknown): number | undefined {
  const status = STATUS.exec(error instanceof Error ? error.message : '')?.[1]
  return status === undefined ? undefined : Number(status)
}
