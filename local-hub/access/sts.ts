/** STS as far as the action needs it: GetCallerIdentity and AssumeRoleWithWebIdentity, in the query protocol. */
import { randomUUID } from 'node:crypto'
import type { Incoming, Reply } from '../server/http.js'
import { notAuthorizedToAssume, ServiceError } from '../server/service-error.js'
import type { HubState } from '../state.js'
import type { KnownCredentials } from './credentials.js'
import { type IdToken, looksLikeJwt, readIdToken } from './id-token.js'
import { judge, providerArn, providerFor } from './identity-provider.js'
import { authenticate } from './sigv4.js'

/** Answers with XML; throws ServiceError with the codes of STS. */
export async function getCallerIdentity(hub: HubState, request: Incoming): Promise<Reply> {
  const { accountId, arn, userId } = await authenticate(hub, request, 'sts')
  const explicitly = hub.denied.get('sts:GetCallerIdentity')
  if (explicitly === true)
    throw new ServiceError(403, 'AccessDenied', `User: ${arn} is not authorized to perform: sts:GetCallerIdentity with an explicit deny`)
  return xmlReply('GetCallerIdentity', `<Arn>${escapeXml(arn)}</Arn><UserId>${escapeXml(userId)}</UserId><Account>${accountId}</Account>`)
}

/** Needs no signature: the ID token is what proves the caller. */
export function assumeRoleWithWebIdentity(hub: HubState, form: URLSearchParams): Reply {
  const request = readRequest(form)
  const token = readTrustedToken(hub, request.token)
  checkTrust(hub, request.roleArn, token)
  const lifetime = hub.settings.sessionLifetimeMs ?? request.durationSeconds * 1000
  const session = hub.credentials.startSession(request.roleArn, request.sessionName, hub.clock.now() + lifetime)
  return xmlReply('AssumeRoleWithWebIdentity', sessionXml(session, token, providerArn(hub, token.issuer)))
}

/** STS's own answer to an error of any of its operations. */
export function stsErrorReply(error: ServiceError): Reply {
  const code = stsCode(error)
  const sender = error.status < 500 ? 'Sender' : 'Receiver'
  const requestId = randomUUID()
  const body = `<ErrorResponse xmlns="${XML_NAMESPACE}"><Error><Type>${sender}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`
  return { status: error.status, headers: xmlHeaders(requestId), body, error: code }
}

/** An expired session is ExpiredToken; an expired ID token (HTTP 400) keeps its modelled name. */
function stsCode({ code, status }: ServiceError): string {
  if (code === 'ExpiredTokenException' && status === 403) return 'ExpiredToken'
  return STS_CODES.get(code) ?? code
}

/** The query protocol has older names for the same refusals. Source: Common errors of the STS API reference. */
const STS_CODES: ReadonlyMap<string, string> = new Map([
  ['UnrecognizedClientException', 'InvalidClientTokenId'],
  ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ['TooManyRequestsException', 'Throttling'],
  ['ThrottlingException', 'Throttling'],
  ['InternalException', 'InternalFailure'],
])

interface AssumeRoleRequest {
  readonly roleArn: string
  readonly sessionName: string
  readonly token: string
  readonly durationSeconds: number
}

/** Source: STS API reference, AssumeRoleWithWebIdentity: length, pattern and range of the parameters. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/
const DURATION_SECONDS = { least: 900, most: 43_200, standard: 3600 } as const
const MAX_TOKEN_LENGTH = 20_000

function readRequest(form: URLSearchParams): AssumeRoleRequest {
  const [roleArn, sessionName, token] = ['RoleArn', 'RoleSessionName', 'WebIdentityToken'].map((name) => form.get(name) ?? '')
  if (roleArn === undefined || roleArn.length < 20)
    throw validationError(`'${roleArn}' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20`)
  if (sessionName === undefined || !SESSION_NAME.test(sessionName)) {
    throw validationError(
      `'${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    )
  }
  if (token === undefined || token.length < 4 || token.length > MAX_TOKEN_LENGTH) {
    throw validationError("at 'webIdentityToken' failed to satisfy constraint: Member must have length between 4 and 20000")
  }
  return { roleArn, sessionName, token, durationSeconds: durationOf(form) }
}

function durationOf(form: URLSearchParams): number {
  const seconds = Number(form.get('DurationSeconds') ?? DURATION_SECONDS.standard)
  if (!(seconds >= DURATION_SECONDS.least))
    throw validationError(
      `'${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    )
  if (seconds > DURATION_SECONDS.most)
    throw validationError(
      `'${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200`,
    )
  return seconds
}

function validationError(what: string): ServiceError {
  return new ServiceError(400, 'ValidationError', `1 validation error detected: Value ${what}`)
}

/** The texts are quoted from reports of users of aws-actions/configure-aws-credentials and of the AWS CLI. That a forged token gets the third is inferred. */
function readTrustedToken(hub: HubState, text: string): IdToken {
  if (!looksLikeJwt(text)) {
    throw invalidIdentityToken('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
  }
  const token = readIdToken(hub, text)
  const issuer = token?.issuer ?? hub.idToken.issuer
  const provider = providerFor(hub, issuer)
  if (provider === undefined) throw invalidIdentityToken(`No OpenIDConnect provider found in your account for ${issuer}`)
  if (token === undefined)
    throw invalidIdentityToken(
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    )
  const now = Math.floor(hub.clock.now() / 1000)
  if (token.expiresAt <= now) {
    throw new ServiceError(
      400,
      'ExpiredTokenException',
      `Token expired: current date/time ${now} must be before the expiration date/time ${token.expiresAt}`,
    )
  }
  if (!provider.audiences.includes(token.audience)) throw invalidIdentityToken('Incorrect token audience')
  return token
}

function invalidIdentityToken(message: string): ServiceError {
  return new ServiceError(400, 'InvalidIdentityToken', message)
}

/** Issuer and audience of the account's provider are told; what the trust policy says, the role and its account are not told apart. */
function checkTrust(hub: HubState, roleArn: string, token: IdToken): void {
  const { roles } = hub.trust
  const exists = roles === undefined ? isRoleOfAccount(hub, roleArn) : roles.includes(roleArn)
  if (!exists || hub.denied.has('sts:AssumeRoleWithWebIdentity') || !judge(hub, token)) throw notAuthorizedToAssume()
}

function isRoleOfAccount({ settings }: HubState, roleArn: string): boolean {
  return roleArn.startsWith(`arn:${settings.partition}:iam::${settings.accountId}:role/`)
}

const XML_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** The id of a request stands in a header too. Source: the examples of answers in the STS API reference. */
function xmlHeaders(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }
}

function xmlReply(operation: string, result: string): Reply {
  const requestId = randomUUID()
  const body = `<${operation}Response xmlns="${XML_NAMESPACE}"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`
  return { status: 200, headers: xmlHeaders(requestId), body }
}

function sessionXml(
  { accessKeyId, secretAccessKey, sessionToken = '', expiresAt = 0, caller }: KnownCredentials,
  token: IdToken,
  provider: string,
): string {
  const expiration = new Date(expiresAt).toISOString()
  return [
    `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>`,
    `<SessionToken>${sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`,
    `<AssumedRoleUser><Arn>${escapeXml(caller.arn)}</Arn><AssumedRoleId>${escapeXml(caller.userId)}</AssumedRoleId></AssumedRoleUser>`,
    `<Audience>${escapeXml(token.audience)}</Audience><SubjectFromWebIdentityToken>${escapeXml(token.subject)}</SubjectFromWebIdentityToken>`,
    `<Provider>${escapeXml(provider)}</Provider>`,
  ].join('')
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
