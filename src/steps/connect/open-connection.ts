/** Finds credentials, the account and the product: everything that a request to Security Hub needs. */
import type { Inputs } from '../../inputs.js'
import { callerAccount, createSecurityHub } from '../../securityhub/client.js'
import { type CredentialOptions, credentialsFor } from '../../securityhub/credentials.js'
import type { IdTokenClaims } from '../../securityhub/id-token-claims.js'
import type { Target } from '../../securityhub/port.js'
import { type RequestTrace, traceInWords } from '../../securityhub/request-trace.js'
import { createTally } from '../../securityhub/tally.js'
import { resolveTarget } from '../../securityhub/target.js'
import type { Connection } from './connection.js'

/** Stands where an account id is needed and none is known; no account has it. */
export const UNKNOWN_ACCOUNT = '000000000000'

/** Stands where a Region is needed and none is known: the first one AWS had. */
const UNKNOWN_REGION = 'us-east-1'

/** Sent with each request, so that CloudTrail shows who called. */
const USER_AGENT = 'publish-to-security-hub'

/** @throws UserError of the credentials, the account or the product ARN */
export async function openConnection(
  inputs: Inputs,
  identity: Pick<CredentialOptions, 'idTokenAvailable' | 'getIdToken' | 'mask' | 'sleep' | 'onRetry'> & {
    ticks(): number
    debug?(line: string): void
  },
): Promise<Connection> {
  const region = inputs.region ?? UNKNOWN_REGION
  const { roleToAssume, roleSessionName, audience } = inputs
  const signIn = createTally()
  const { debug } = identity
  const trace = debug && { now: identity.ticks, onRequest: (one: RequestTrace) => debug(traceInWords(one)) }
  let environment: string | undefined
  const onIdToken = (claims: IdTokenClaims) => {
    environment = claims.environment
    debug?.(claimsInWords(claims, roleToAssume))
  }
  const credentials = credentialsFor({ roleToAssume, roleSessionName, audience, region, tally: signIn, trace, onIdToken, ...identity })
  const options = { region, credentials, userAgent: USER_AGENT, signIn, trace }
  const accountId = inputs.accountId ?? (await callerAccount(options))
  const target = resolveTarget({ region, accountId, productArn: inputs.productArn })
  const hub = createSecurityHub(options, { now: identity.ticks, sleep: identity.sleep, onWaiting: identity.onRetry })
  return { target, hub, environment: () => environment }
}

/** What the trust policy is asked about. */
function claimsInWords({ issuer = '(none)', audience = '(none)', subject = '(none)' }: IdTokenClaims, role = ''): string {
  return `ID token for ${role}: iss ${issuer}, aud ${audience}, sub ${subject}`
}

/** What findings are mapped for while nothing better is known: in a dry run, and when there is no connection. */
export function placeholderTarget({ region, accountId, productArn }: Partial<Pick<Inputs, 'region' | 'accountId' | 'productArn'>>): Target {
  const target = resolveTarget({ region: region ?? UNKNOWN_REGION, accountId: accountId ?? UNKNOWN_ACCOUNT })
  return productArn === undefined ? target : { ...target, productArn }
}
