import { BatchImportFindingsCommand, GetFindingsCommand, type ImportFindingsError, SecurityHubClient } from '@aws-sdk/client-securityhub'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { UserError } from '../errors.js'
import { attemptsWanted, clientOptions } from './client-options.js'
import { factsOf, kindOf } from './error-kind.js'
import { toUserError } from './errors.js'
import type { Clock } from './pace.js'
import { createPersistence, type Persist, Throttled } from './patience.js'
import type { AwsCredentialIdentityProvider, RefusedFinding, SecurityHub, WireCounts } from './port.js'
import { TRACE_ATTEMPTS, type Tracing, tracing } from './request-trace.js'
import { createTally, type Tally } from './tally.js'

/** GetFindings, API reference: `MaxResults`, "Valid Range: Minimum value of 1. Maximum value of 100." */
const PAGE_SIZE = 100

export interface ClientOptions {
  readonly region: string
  /** Without it: the default credential chain. */
  readonly credentials?: AwsCredentialIdentityProvider | undefined
  /** `name/version`, appended to the SDK's user agent. */
  readonly userAgent?: string | undefined
  /** Attempts of one request, the first included. */
  readonly maxAttempts?: number | undefined
  /** What signing in, which goes on during the import, has been throttled and repeated: counted with the imports. */
  readonly signIn?: Tally | undefined
  /** Told of every request. */
  readonly trace?: Tracing | undefined
}

/** The time in which throttled requests wait. */
export interface Waiting extends Clock {
  /** Told what is waited for, when it takes long. */
  onWaiting?(text: string): void
}

/**
 * Security Hub of a region, over the SDK, which repeats what met a failing server or network; what was throttled is repeated here.
 * Import and look-up have a client each, because they have a quota each: a throttled look-up must not slow the import down.
 */
export function createSecurityHub(options: ClientOptions, waiting: Waiting): SecurityHub {
  const importing = createClient(options, options.credentials)
  const lookingUp = createClient(options, importing.config.credentials)
  const importCounts = createTally()
  const lookupCounts = createTally()
  importing.middlewareStack.add(counting(importCounts), EACH_ATTEMPT)
  lookingUp.middlewareStack.add(counting(lookupCounts), EACH_ATTEMPT)
  if (options.trace !== undefined) {
    importing.middlewareStack.add(tracing('BatchImportFindings', options.trace), TRACE_ATTEMPTS)
    lookingUp.middlewareStack.add(tracing('GetFindings', options.trace), TRACE_ATTEMPTS)
  }
  outlastThrottling(importing, persistence('BatchImportFindings', options, waiting))
  outlastThrottling(lookingUp, persistence('GetFindings', options, waiting))
  return {
    async importFindings(findings) {
      const answer = await importing.send(new BatchImportFindingsCommand({ Findings: [...findings] }))
      return { imported: answer.SuccessCount ?? 0, refused: (answer.FailedFindings ?? []).map(refusedFinding) }
    },
    async getFindings(filters, nextToken) {
      const answer = await lookingUp.send(new GetFindingsCommand({ Filters: filters, MaxResults: PAGE_SIZE, NextToken: nextToken }))
      return { findings: answer.Findings ?? [], ...(answer.NextToken ? { nextToken: answer.NextToken } : {}) }
    },
    wire: () => ({ importFindings: withSignIn(importCounts.counts(), options.signIn?.counts()), getFindings: lookupCounts.counts() }),
  }
}

/** The requests stay those of imports. */
function withSignIn({ requests, throttled, retried }: WireCounts, signIn: WireCounts | undefined): WireCounts {
  return { requests, throttled: throttled + (signIn?.throttled ?? 0), retried: retried + (signIn?.retried ?? 0) }
}

/**
 * The account that the credentials belong to: twelve digits, leading zeros kept.
 *
 * @throws UserError
 */
export async function callerAccount(options: ClientOptions): Promise<string> {
  const sts = new STSClient({
    ...clientOptions({ ...options, environment: process.env }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
  })
  const { region, signIn, trace } = options
  if (signIn !== undefined) sts.middlewareStack.add(counting(signIn), EACH_ATTEMPT)
  if (trace !== undefined) sts.middlewareStack.add(tracing('GetCallerIdentity', trace), TRACE_ATTEMPTS)
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}))
    if (Account !== undefined) return Account
  } catch (error) {
    throw toUserError(error, { operation: 'identity', region })
  }
  throw new UserError('SERVICE_ERROR', 'AWS STS did not say which account the credentials belong to.', {
    hint: 'Set the input aws-account-id.',
  })
}

function createClient(options: ClientOptions, credentials: AwsCredentialIdentityProvider | undefined): SecurityHubClient {
  const client = new SecurityHubClient({
    ...clientOptions({ ...options, environment: process.env }),
    retryMode: 'standard',
    ...(credentials === undefined ? {} : { credentials }),
  })
  refreshExpired(client)
  return client
}

/** All three are required in the API reference and optional in the SDK's types. */
function refusedFinding({ Id = '', ErrorCode = 'Unknown', ErrorMessage = '' }: Partial<ImportFindingsError>): RefusedFinding {
  return { id: Id, code: ErrorCode, message: ErrorMessage }
}

/**
 * Fetches new credentials and repeats the request, once, when AWS says that the ones in use have expired: sessions can end before the
 * time that they name. Outside of the SDK's retry, because it signs every attempt of a request with the same credentials.
 * Requests that were on their way together share what the first of them fetches.
 */
function refreshExpired(client: SecurityHubClient): void {
  let refreshed = 0
  client.middlewareStack.add(
    (next) => async (args) => {
      const before = refreshed
      try {
        return await next(args)
      } catch (error) {
        if (kindOf(factsOf(error)) !== 'credentials-expired') throw error
        if (refreshed === before) await client.config.credentials({ forceRefresh: true })
        refreshed += 1
        return next(args)
      }
    },
    { name: 'refreshExpiredCredentials', step: 'initialize' },
  )
}

function persistence(operation: string, { maxAttempts }: ClientOptions, { onWaiting, ...clock }: Waiting): Persist {
  return createPersistence({
    ...clock,
    maxAttempts: maxAttempts ?? attemptsWanted(process.env),
    onWaiting: (milliseconds) => onWaiting?.(inWords(operation, milliseconds)),
  })
}

function inWords(operation: string, milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return `Security Hub has been refusing ${operation} for ${seconds} seconds: all jobs of the account share its quota. Still trying.`
}

/** The SDK would give up after half a minute, and then take all its attempts again: it is not told that it was throttling. */
function outlastThrottling(client: SecurityHubClient, persist: Persist): void {
  client.middlewareStack.add((next) => (args) => persist(() => next(args)), {
    name: 'outlastThrottling',
    step: 'initialize',
    priority: 'high',
  })
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args)
      } catch (error) {
        throw kindOf(factsOf(error)) === 'throttled' ? new Throttled(error) : error
      }
    },
    { name: 'takeOverThrottling', step: 'finalizeRequest', priority: 'normal' },
  )
}

/** Inside of the SDK's retry, so that every attempt is seen. */
const EACH_ATTEMPT = { name: 'countAttempts', step: 'finalizeRequest', priority: 'low' } as const

/** A middleware that counts what goes over the wire. */
function counting(tally: Tally) {
  const calls = new WeakSet<object>()
  return <Args, Answer>(next: (args: Args) => Promise<Answer>, context: object) =>
    async (args: Args): Promise<Answer> => {
      tally.bump('requests')
      if (calls.has(context)) tally.bump('retried')
      calls.add(context)
      try {
        return await next(args)
      } catch (error) {
        if (kindOf(factsOf(error)) === 'throttled') tally.bump('throttled')
        throw error
      }
    }
}
