import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from './port.js'

/** Milliseconds before their end at which credentials are renewed; as in the SDK. */
const MARGIN = 5 * 60_000

/**
 * Keeps credentials until shortly before they end, for all clients together: the SDK keeps them for each client apart, and asks for sessions
 * shorter than its margin again and again. Renews at once for `forceRefresh`, the SDK's own word for that.
 *
 * @param now milliseconds since the epoch
 */
export function renewing(fetch: AwsCredentialIdentityProvider, now: () => number): AwsCredentialIdentityProvider {
  let current: { readonly credentials: AwsCredentialIdentity; readonly renewAt: number } | undefined
  let pending: Promise<AwsCredentialIdentity> | undefined
  const renew: AwsCredentialIdentityProvider = async (properties) => {
    const credentials = await fetch(properties)
    current = { credentials, renewAt: renewalTime(credentials, now()) }
    return credentials
  }
  return async (properties) => {
    if (current !== undefined && now() < current.renewAt && properties?.['forceRefresh'] !== true) return current.credentials
    pending ??= renew(properties).finally(() => {
      pending = undefined
    })
    return pending
  }
}

/** Short sessions are used for half of their time, because there is no margin to keep. */
function renewalTime(credentials: AwsCredentialIdentity, now: number): number {
  const end = credentials.expiration?.getTime()
  return end === undefined ? Number.POSITIVE_INFINITY : end - Math.min(MARGIN, (end - now) / 2)
}
