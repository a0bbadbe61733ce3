import { redactText } from '../redact/text.js'

/** What sort of thing went wrong between us and AWS. */
export type ErrorKind =
  | 'no-credentials'
  | 'credentials-expired'
  | 'credentials-invalid'
  | 'not-enabled'
  | 'denied'
  | 'throttled'
  | 'unreachable'
  | 'wrong-target'
  | 'region-disabled'
  | 'invalid-request'
  | 'service'

/** What can be read off anything that the SDK throws. */
export interface ErrorFacts {
  /** The service's error code, or the JavaScript name of the error. */
  readonly name: string
  readonly message: string
  /** HTTP status, when there was an answer. */
  readonly status?: number
  /** Node's code (`ECONNRESET`), when there was none. */
  readonly networkCode?: string
  readonly requestId?: string
}

/**
 * Names of errors and what they mean, whatever the HTTP status. Sources: "Common Errors" of the AWS API references, the errors of
 * BatchImportFindings and GetFindings, API Gateway's `TooManyRequestsException`, and the SDK's own list of throttling errors.
 */
const KIND_BY_NAME: ReadonlyMap<string, ErrorKind> = new Map<string, ErrorKind>([
  ...named(
    'no-credentials',
    'CredentialsProviderError',
    'TokenProviderError',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
  ),
  ...named('credentials-expired', 'ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'),
  // The clock is wrong, by more than the SDK mends: new credentials change nothing.
  ...named('credentials-invalid', 'RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture'),
  ...named('region-disabled', 'RegionDisabledException'),
  ...named('credentials-invalid', 'UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId', 'AuthFailure'),
  ...named(
    'credentials-invalid',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'IncompleteSignature',
    'IncompleteSignatureException',
  ),
  ...named('not-enabled', 'InvalidAccessException', 'SubscriptionRequiredException', 'OptInRequired'),
  ...named('denied', 'AccessDenied', 'AccessDeniedException', 'NotAuthorized', 'UnauthorizedOperation'),
  ...named('throttled', 'TooManyRequestsException', 'ThrottlingException', 'Throttling', 'ThrottledException', 'LimitExceededException'),
  ...named('throttled', 'RequestLimitExceeded', 'RequestThrottled', 'RequestThrottledException', 'SlowDown'),
  ...named('unreachable', 'TimeoutError'),
  ...named('invalid-request', 'InvalidInputException', 'ValidationException', 'ValidationError', 'SerializationException'),
  ...named('invalid-request', 'RequestEntityTooLarge', 'RequestEntityTooLargeException', 'RequestTooLargeException'),
])

const KIND_BY_STATUS: ReadonlyMap<number, ErrorKind> = new Map<number, ErrorKind>([
  [400, 'invalid-request'],
  [401, 'credentials-invalid'],
  [403, 'denied'],
  [413, 'invalid-request'],
  [422, 'invalid-request'],
  [429, 'throttled'],
])

/** Node's codes for "no answer". Source: Node.js, "Common system errors", and `dns`. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** What Node.js says with the code ECONNRESET when the other side closes before it answers. Source: Node.js, lib/_http_client.js. */
const HUNG_UP = 'socket hang up'

/**
 * Beginnings of codes for "the other side is not who it should be" and "the proxy does not let us through". Source: Node.js, `tls`, "X509
 * certificate error codes", and `errors`, "Node.js error codes".
 */
const BARRIER_CODE_PREFIXES = ['ERR_TLS_', 'ERR_SSL_', 'ERR_PROXY_', 'CERT_', 'UNABLE_TO_', 'SELF_SIGNED_', 'DEPTH_ZERO_'] as const

/** What every not-subscribed answer says, under more than one error name. */
const NOT_SUBSCRIBED = 'is not subscribed to AWS Security Hub'

/**
 * What a refusal of a whole request says when it is not about one of its findings but about all of them: they have one product and one account.
 * A malformed ARN answers 400 InvalidInputException and names it: aquasecurity/trivy#6010.
 */
const ABOUT_TARGET = /\bproduct[ -]?arn\b|\baws[ -]?account[ -]?id\b|\barn:[^\s:]*:securityhub:[^\s:]*:[^\s:]*:product\//i

/** The same refusals as 401 and 403 under the name of an invalid input. */
const ABOUT_ENABLING = /\bsecurity hub (?:cspm )?is not enabled\b|\bnot subscribed to\b/i
const ABOUT_PERMISSION = /\bis not authorized to perform\b/i

/** An error can wrap another; this many layers are looked into. */
const MAX_DEPTH = 5

/** Messages may quote what was sent: tokens, signatures, credentials. */
export function factsOf(error: unknown): ErrorFacts {
  const status = numberOf(property(property(error, '$metadata'), 'httpStatusCode'))
  const networkCode = status === undefined ? networkCodeOf(error, 0) : undefined
  const requestId = textOf(property(property(error, '$metadata'), 'requestId'))
  return {
    name: textOf(property(error, 'name')) ?? 'Error',
    message: redactText(withoutAdvice(textOf(property(error, 'message')) ?? textOf(error) ?? 'no message')),
    ...(status === undefined ? {} : { status }),
    ...(networkCode === undefined ? {} : { networkCode }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

/**
 * Names come before statuses: AWS services answer the same thing under different ones. "No credentials" comes before the network,
 * since the last of the providers that were tried is one that asks over the network.
 */
export function kindOf(facts: ErrorFacts): ErrorKind {
  if (facts.message.includes(NOT_SUBSCRIBED)) return 'not-enabled'
  const byName = KIND_BY_NAME.get(facts.name)
  if (facts.networkCode !== undefined && byName !== 'no-credentials') return 'unreachable'
  const kind = byName ?? (facts.status === undefined ? undefined : KIND_BY_STATUS.get(facts.status)) ?? 'service'
  return kind === 'invalid-request' ? kindOfRefusal(facts.message) : kind
}

function kindOfRefusal(message: string): ErrorKind {
  if (ABOUT_ENABLING.test(message)) return 'not-enabled'
  if (ABOUT_PERMISSION.test(message)) return 'denied'
  return ABOUT_TARGET.test(message) ? 'wrong-target' : 'invalid-request'
}

function named(kind: ErrorKind, ...names: readonly string[]): readonly (readonly [string, ErrorKind])[] {
  return names.map((name) => [name, kind] as const)
}

function networkCodeOf(error: unknown, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined
  const code = textOf(property(error, 'code'))
  if (code !== undefined && isNetworkCode(code)) return code
  const errors = property(error, 'errors')
  const inner = Array.isArray(errors) ? errors : []
  for (const wrapped of [property(error, 'cause'), ...inner]) {
    const found = wrapped === undefined ? undefined : networkCodeOf(wrapped, depth + 1)
    if (found !== undefined) return found
  }
  return networkCodeIn(textOf(property(error, 'message')) ?? '')
}

/** The SDK keeps only the text of what is not an instance of its own `Error`: "AWS SDK error wrapper for Error: connect ECONNREFUSED …". */
function networkCodeIn(message: string): string | undefined {
  if (message.includes(HUNG_UP)) return 'ECONNRESET'
  return [...NETWORK_CODES].find((code) => message.includes(code))
}

function isNetworkCode(code: string): boolean {
  return NETWORK_CODES.has(code) || isBarrier(code)
}

/** Whether a network code tells of a certificate or a proxy: the next attempt meets the same. */
export function isBarrier(code: string): boolean {
  return BARRIER_CODE_PREFIXES.some((prefix) => code.startsWith(prefix))
}

/** What the SDK appends for whoever calls it when it cannot read an answer. Source: @smithy/core, `deserializerMiddleware`. */
function withoutAdvice(message: string): string {
  const advice = message.indexOf('\n  Deserialization error: ')
  return advice < 0 ? message : message.slice(0, advice)
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
