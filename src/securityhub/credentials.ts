import { AssumeRoleWithWebIdentityCommand, type AssumeRoleWithWebIdentityCommandOutput, STSClient } from '@aws-sdk/client-sts'
import { fromNodeProviderChain } from '@aws-sdk/credential-providers'
import { messageOf, UserError } from '../errors.js'
import { clientOptions } from './client-options.js'
import { idTokenEndpointHelp, idTokenHelp } from './error-help.js'
import { toUserError } from './errors.js'
import { NoIdToken } from './id-token.js'
import { claimsOf, type IdTokenClaims } from './id-token-claims.js'
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from './port.js'
import { renewing } from './renewal.js'
import { type RequestTrace, TRACE_ATTEMPTS, type Tracing, tracing } from './request-trace.js'
import { persistently, StsRefusal } from './sign-in.js'
import type { Tally } from './tally.js'
import { partitionOf } from './target.js'

export interface CredentialOptions {
  /** ARN of the role to assume with the job's ID token. Without it: the default credential chain. */
  readonly roleToAssume?: string | undefined
  readonly roleSessionName: string
  /** Audience of the ID token. Without it: the one that STS of the region's partition expects. */
  readonly audience?: string | undefined
  readonly region: string
  /** Whether the job has been given `id-token: write`. */
  readonly idTokenAvailable: boolean
  /** Fetches an ID token from GitHub. @throws NoIdToken */
  getIdToken(audience: string): Promise<string>
  /** Hides a secret in the log. */
  mask(secret: string): void
  sleep(milliseconds: number): Promise<void>
  /** Told of every attempt that failed and is repeated, in words without anything that AWS or GitHub wrote. */
  onRetry(text: string): void
  /** Where these attempts are counted. */
  readonly tally: Tally
  /** Told of every request. */
  readonly trace?: Tracing | undefined
  /** Told what each ID token says. */
  onIdToken?(claims: IdTokenClaims): void
}

/**
 * Where credentials come from. They are kept for all clients together and renewed before they end, those of a role each time with a new ID token.
 * Nothing is exported to later steps.
 *
 * The role is assumed without a session policy: one would have to foresee every action and resource ARN that the step may need
 * (another product, another hub), and would take effect silently. What the role may do is for its own policy to say.
 *
 * The provider throws a UserError when there is no ID token (NO_ID_TOKEN) or STS refuses the role (ROLE_NOT_ASSUMED), and what the SDK
 * throws when the default chain finds nothing.
 */
export function credentialsFor(options: CredentialOptions): AwsCredentialIdentityProvider {
  const { roleToAssume, region } = options
  const fetch = roleToAssume === undefined ? defaultChain(region) : assumingRole(options, roleToAssume)
  return renewing(async (properties) => {
    const credentials = await fetch(properties)
    maskAll(credentials, options.mask)
    return credentials
  }, Date.now)
}

/** Source: "Audience" in the documentation of aws-actions/configure-aws-credentials. */
export function defaultAudience(region: string): string {
  return partitionOf(region) === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com'
}

function defaultChain(region: string): AwsCredentialIdentityProvider {
  const clientConfig = clientOptions({ region, environment: process.env })
  return fromNodeProviderChain({ clientConfig, logger: clientConfig.logger })
}

/** Each attempt has a token of its own: one that STS has refused may be what is wrong. */
function assumingRole(options: CredentialOptions, role: string): AwsCredentialIdentityProvider {
  const { region, roleSessionName } = options
  const audience = options.audience ?? defaultAudience(region)
  // The SDK would repeat a request with the token that it was made with.
  const sts = new STSClient(clientOptions({ region, environment: process.env, maxAttempts: 1 }))
  if (options.trace !== undefined) sts.middlewareStack.add(tracing('AssumeRoleWithWebIdentity', options.trace), TRACE_ATTEMPTS)
  let claims: IdTokenClaims = { verbatim: true }
  const assume = async () => {
    const token = await traced('GetIdToken', options, () => options.getIdToken(audience))
    options.mask(token)
    claims = claimsOf(token)
    options.onIdToken?.(claims)
    const request = { RoleArn: role, RoleSessionName: roleSessionName, WebIdentityToken: token }
    return fromSts(sts.send(new AssumeRoleWithWebIdentityCommand(request)).then(credentialsOf))
  }
  return async () => {
    if (!options.idTokenAvailable) throw noIdTokenAtAll()
    try {
      return await persistently(assume, { ...options, now: Date.now })
    } catch (error) {
      const roleRequest = { role, region, audience, claims }
      if (error instanceof StsRefusal) throw toUserError(error.cause, { operation: 'assume-role', region, roleRequest })
      throw noIdToken(audience, error)
    }
  }
}

/** The same for a request that the SDK does not make. */
async function traced<T>(operation: string, { trace }: CredentialOptions, request: () => Promise<T>): Promise<T> {
  const began = trace?.now() ?? 0
  const tell = (outcome: Pick<RequestTrace, 'status' | 'error'>) =>
    trace?.onRequest({ operation, attempt: 1, milliseconds: trace.now() - began, ...outcome })
  try {
    const answer = await request()
    tell({ status: 200 })
    return answer
  } catch (error) {
    tell(
      error instanceof NoIdToken
        ? { status: error.status, error: error.status === undefined ? error.message : undefined }
        : { error: 'failed' },
    )
    throw error
  }
}

/** Tells what STS said from what GitHub said. */
async function fromSts<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw new StsRefusal(error)
  }
}

function noIdTokenAtAll(): UserError {
  return new UserError('NO_ID_TOKEN', 'role-to-assume needs an ID token of the job, and GitHub gave it none.', { hint: idTokenHelp() })
}

function noIdToken(audience: string, error: unknown): UserError {
  const message = `GitHub gave no ID token for the audience ${audience}: ${messageOf(error)}`
  return new UserError('NO_ID_TOKEN', message, { hint: isRefusal(error) ? idTokenHelp() : idTokenEndpointHelp(), cause: error })
}

/** GitHub has answered that it gives none. Anything else is about the moment, or about the way there. */
function isRefusal(error: unknown): boolean {
  return error instanceof NoIdToken && error.status !== undefined && [401, 403, 404].includes(error.status)
}

function credentialsOf(answer: AssumeRoleWithWebIdentityCommandOutput): AwsCredentialIdentity {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {}
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('The answer has no credentials.')
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration === undefined ? {} : { expiration: Expiration }),
  }
}

/** The runner warns about an empty mask, so empty parts are left out. */
function maskAll(credentials: AwsCredentialIdentity, mask: (secret: string) => void): void {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  for (const secret of [accessKeyId, secretAccessKey, sessionToken]) if (secret) mask(secret)
}
