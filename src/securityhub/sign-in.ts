/**
 * Which failures of signing in pass, and how often it is tried again. GitHub's end point for ID tokens answers 429 and 5xx now and then, and STS
 * `InvalidIdentityToken` when many jobs start together (aws-actions/configure-aws-credentials#299, #348). Nothing else repeats these requests: each
 * attempt is one of the ID token and, where there is one, one to STS with it.
 */
import { type ErrorFacts, factsOf, isBarrier, kindOf } from './error-kind.js'
import { NoIdToken } from './id-token.js'
import type { Tally } from './tally.js'

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

export interface Persistence {
  now(): number
  sleep(milliseconds: number): Promise<void>
  onRetry(text: string): void
  /** Counts the attempts that were repeated, and those that were throttled. */
  readonly tally: Tally
}

/** @throws what the last attempt has thrown */
export async function persistently<T>(work: () => Promise<T>, { now, sleep, onRetry, tally }: Persistence): Promise<T> {
  const started = now()
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (isThrottled(error)) tally.bump('throttled')
      const delay = DELAYS[attempt - 1]
      if (delay === undefined || now() - started > PATIENCE || !passes(error)) throw error
      tally.bump('retried')
      onRetry(`${whoFailed(error)} while signing in to AWS; attempt ${attempt + 1} of ${DELAYS.length + 1}, with a new ID token.`)
      await sleep(delay * (0.5 + Math.random() / 2))
    }
  }
}

/** What is neither of STS nor of GitHub is a mistake of ours, and the same the next time. */
function passes(error: unknown): boolean {
  if (error instanceof StsRefusal) return stsRefusalPasses(factsOf(error.cause))
  return error instanceof NoIdToken && (error.status === undefined ? !isBarred(error) : statusPasses(error.status))
}

function stsRefusalPasses(facts: ErrorFacts): boolean {
  if (PASSING.has(facts.name)) return !LASTING.test(facts.message)
  const kind = kindOf(facts)
  if (kind === 'unreachable') return facts.networkCode === undefined || !isBarrier(facts.networkCode)
  return kind === 'throttled' || (facts.status !== undefined && statusPasses(facts.status))
}

function statusPasses(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

function isBarred({ cause }: NoIdToken): boolean {
  const { networkCode } = factsOf(cause)
  return networkCode !== undefined && isBarrier(networkCode)
}

function isThrottled(error: unknown): boolean {
  if (error instanceof StsRefusal) return kindOf(factsOf(error.cause)) === 'throttled'
  return error instanceof NoIdToken && error.status === 429
}

/** Names of the closed list, network codes and statuses only. */
function whoFailed(error: unknown): string {
  if (error instanceof StsRefusal) return `AWS STS ${stsInWords(factsOf(error.cause))}`
  const status = error instanceof NoIdToken ? error.status : undefined
  return `GitHub gave no ID token (${status === undefined ? 'no answer' : `HTTP ${status}`})`
}

function stsInWords({ name, status, networkCode }: ErrorFacts): string {
  if (PASSING.has(name)) return `answered ${withoutSuffix(name)}`
  return status === undefined ? `did not answer (${networkCode ?? 'no answer in time'})` : `answered HTTP ${status}`
}

/** The service's own word; the SDK calls some of them exceptions. */
function withoutSuffix(name: string): string {
  return name.endsWith('Exception') ? name.slice(0, -'Exception'.length) : name
}
