/** How a fault shows on the wire. */
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultProductArn, type HubState, hubArn } from '../state.js'
import type { PlainFaultKind, RequestFault } from './faults.js'
import type { Reply } from './http.js'
import type { Operation } from './records.js'
import {
  accessDenied,
  expiredToken,
  internalError,
  invalidInput,
  notAuthorizedToAssume,
  notSubscribed,
  requestTooLarge,
  ServiceError,
  tooManyRequests,
} from './service-error.js'

/**
 * `reply`, `error`: this instead of the real answer · `cut`: no answer · `cut-after`: the real answer is made and not sent · `continue`: as if nothing had happened.
 */
export type Misfortune =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'error'; readonly error: ServiceError }
  | { readonly kind: 'cut' | 'cut-after' | 'continue' }

/** Carries out the fault as far as it comes before the answer. `closing` cuts a slow one short. */
export async function suffer(
  hub: HubState,
  operation: Operation,
  fault: RequestFault | undefined,
  closing: AbortSignal,
): Promise<Misfortune> {
  if (fault === undefined) return { kind: 'continue' }
  switch (fault.kind) {
    case 'slow':
      await pause(fault.milliseconds, closing)
      return { kind: 'continue' }
    case 'hold':
      await held(fault.until, closing)
      return { kind: 'continue' }
    case 'error':
      return { kind: 'error', error: new ServiceError(fault.status, fault.code, fault.message) }
    case 'refuse-request-if':
      return { kind: 'error', error: invalidInput(fault.message ?? 'The request was refused') }
    case 'reset':
      return { kind: 'cut' }
    case 'reset-after':
      return { kind: 'cut-after' }
    case 'throttle-unnamed':
      return {
        kind: 'reply',
        reply: { status: 429, headers: { 'content-type': 'application/json' }, body: '{"message":null}', error: 'unnamed' },
      }
    case 'not-json':
      return { kind: 'reply', reply: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome</body></html>' } }
    default:
      return { kind: 'error', error: errorOf(hub, operation, fault.kind) }
  }
}

/** Waits; ends early, without an error, when the server closes. */
export async function pause(milliseconds: number, closing: AbortSignal): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: closing }).catch(() => {})
}

/** Ends early, without an error, when the server closes. */
function held(until: Promise<unknown>, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    closing.addEventListener('abort', () => resolve(), { once: true })
    until.then(
      () => resolve(),
      () => resolve(),
    )
  })
}

type ErrorKind = Exclude<PlainFaultKind, 'reset' | 'reset-after' | 'throttle-unnamed' | 'not-json'>

function errorOf(hub: HubState, operation: Operation, kind: ErrorKind): ServiceError {
  switch (kind) {
    case 'throttle':
      return tooManyRequests()
    case 'throttling-exception':
      return new ServiceError(429, 'ThrottlingException', 'Rate exceeded')
    case 'internal':
      return internalError()
    case 'unavailable':
      return new ServiceError(503, 'ServiceUnavailableException', 'Service Unavailable')
    case 'access-denied':
      return deniedTo(hub, operation)
    case 'expired-token':
      return expiredToken()
    case 'not-enabled':
      return notSubscribed(hub.settings.accountId)
    case 'too-large':
      return requestTooLarge()
  }
}

function deniedTo(hub: HubState, operation: Operation): ServiceError {
  const caller = hub.credentials.user.caller
  if (operation === 'AssumeRoleWithWebIdentity') return notAuthorizedToAssume()
  if (operation === 'GetCallerIdentity') return accessDenied(caller, 'sts:GetCallerIdentity', '*')
  const resource = operation === 'BatchImportFindings' ? defaultProductArn(hub) : hubArn(hub)
  return accessDenied(caller, `securityhub:${operation}`, resource)
}
