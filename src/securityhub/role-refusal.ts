/** Why STS did not let the job have the role, as far as its answer tells. */
import type { ErrorFacts } from './error-kind.js'

/**
 * `not-trusted`: the role is not there, or its trust policy does not let the job in: STS does not tell which · `no-provider`: the account has no
 * identity provider for the issuer · `wrong-audience`: it has, and for other audiences · `certificate`, `keys`: AWS did not get the issuer's keys ·
 * `expired`: the ID token had ended · `other`: anything else.
 */
export type RoleRefusal = 'not-trusted' | 'no-provider' | 'wrong-audience' | 'certificate' | 'keys' | 'expired' | 'other'

/**
 * Pieces of what STS says, in lower case; under `InvalidIdentityToken` it says several things. Quoted by users of aws-actions/configure-aws-credentials:
 * its #280, #775, #357 and #299.
 */
const BY_MESSAGE: readonly (readonly [piece: string, refusal: RoleRefusal])[] = [
  ['no openidconnect provider found', 'no-provider'],
  ['incorrect token audience', 'wrong-audience'],
  ['configured thumbprint', 'certificate'],
  ['retrieve verification key', 'keys'],
  ['not authorized to perform', 'not-trusted'],
]

/** Source: STS API reference, AssumeRoleWithWebIdentity, its errors; the SDK calls some of them exceptions. */
const BY_NAME: ReadonlyMap<string, RoleRefusal> = new Map<string, RoleRefusal>([
  ['ExpiredToken', 'expired'],
  ['ExpiredTokenException', 'expired'],
  ['IDPCommunicationError', 'keys'],
  ['IDPCommunicationErrorException', 'keys'],
  ['AccessDenied', 'not-trusted'],
  ['AccessDeniedException', 'not-trusted'],
])

/** What AWS says of its answer to a request to assume a role. */
export function roleRefusalOf({ name, message }: Pick<ErrorFacts, 'name' | 'message'>): RoleRefusal {
  const said = message.toLowerCase()
  const known = BY_MESSAGE.find(([piece]) => said.includes(piece))
  return known?.[1] ?? BY_NAME.get(name) ?? 'other'
}
