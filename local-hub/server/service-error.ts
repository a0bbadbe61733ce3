/**
 * What the service answers when it refuses a whole request. Every text of the local Security Hub that a client may see is here.
 * Texts marked "inferred" were never seen in public; the others are quoted from real answers.
 */
import type { Caller } from '../access/credentials.js'

export class ServiceError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** Source: answers quoted by users of GetFindings (API Gateway's own throttle). */
export const tooManyRequests = (): ServiceError => new ServiceError(429, 'TooManyRequestsException', 'Too Many Requests')

/** Source: API reference, InternalException (HTTP 500). The text is inferred. */
export const internalError = (): ServiceError => new ServiceError(500, 'InternalException', 'Internal server error')

/** Source: API Gateway's gateway response REQUEST_TOO_LARGE (HTTP 413). Name and text are inferred. */
export const requestTooLarge = (): ServiceError => new ServiceError(413, 'RequestEntityTooLargeException', 'Request Too Long')

/** HTTP 400. The texts given to it are inferred, in the wording of ajv 6. */
export const invalidInput = (message: string): ServiceError => new ServiceError(400, 'InvalidInputException', message)

/** Source: API reference, LimitExceededException (HTTP 429). The text is inferred. */
export const limitExceeded = (message: string): ServiceError => new ServiceError(429, 'LimitExceededException', message)

export const resourceNotFound = (message: string): ServiceError => new ServiceError(404, 'ResourceNotFoundException', message)

export const notSubscribed = (accountId: string): ServiceError =>
  new ServiceError(401, 'InvalidAccessException', `Account ${accountId} is not subscribed to AWS Security Hub`)

export function accessDenied(caller: Caller, action: string, resource: string, explicitly = false): ServiceError {
  const why = explicitly ? ' with an explicit deny' : ''
  return new ServiceError(
    403,
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}${why}`,
  )
}

/** Source, this and the ones below: Common errors of the AWS API references and IAM's signature troubleshooting page. */
export const missingAuthentication = (): ServiceError =>
  new ServiceError(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token')

/** API Gateway answers an unknown route as if the signature were missing; STS says InvalidAction. */
export function unknownOperation(path: string): ServiceError {
  if (path !== '/') return missingAuthentication()
  return new ServiceError(400, 'InvalidAction', 'Could not find operation for version 2011-06-15')
}

export const unrecognizedClient = (): ServiceError =>
  new ServiceError(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.')

export const expiredToken = (): ServiceError =>
  new ServiceError(403, 'ExpiredTokenException', 'The security token included in the request is expired')

export const invalidSignature = (message = SIGNATURE_MISMATCH): ServiceError => new ServiceError(403, 'InvalidSignatureException', message)

const SIGNATURE_MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

export const notAuthorizedToAssume = (): ServiceError =>
  new ServiceError(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
