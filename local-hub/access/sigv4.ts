/**
 * Who signed a request: AWS Signature Version 4 in the Authorization header, verified with the SDK's own implementation
 * by signing the request again as it arrived. Presigned URLs are not understood.
 */
import { timingSafeEqual } from 'node:crypto'
import { Sha256 } from '@smithy/core/checksum'
import { HttpRequest } from '@smithy/core/protocols'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Incoming } from '../server/http.js'
import { expiredToken, invalidSignature, missingAuthentication, unrecognizedClient } from '../server/service-error.js'
import type { HubState } from '../state.js'
import type { Caller, KnownCredentials } from './credentials.js'

/** The name that credentials are scoped to. */
export type SigningName = 'securityhub' | 'sts'

/** The caller of a correctly signed request. Throws the service's error for any other. */
export async function authenticate(hub: HubState, request: Incoming, service: SigningName): Promise<Caller> {
  const authorization = parseAuthorization(request.headers.authorization)
  if (authorization === undefined) throw missingAuthentication()
  checkScope(hub, authorization, service)
  const credentials = hub.credentials.find(authorization.accessKeyId)
  if (credentials === undefined || credentials.sessionToken !== request.headers['x-amz-security-token']) throw unrecognizedClient()
  await checkSignature(request, authorization, credentials)
  if (credentials.expiresAt !== undefined && credentials.expiresAt <= hub.clock.now()) throw expiredToken()
  return credentials.caller
}

interface Authorization {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

/** Source: IAM user guide, "Elements of an AWS API request signature". */
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/]+)\/(?<date>\d{8})\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=(?<signedHeaders>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/

function parseAuthorization(header: string | undefined): Authorization | undefined {
  const groups = AUTHORIZATION.exec(header ?? '')?.groups
  if (groups === undefined) return undefined
  const { accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = '' } = groups
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature }
}

/** STS also has a global endpoint, which is signed for us-east-1. */
function checkScope({ settings }: HubState, { region, service }: Authorization, expected: SigningName): void {
  const regions = expected === 'sts' ? [settings.region, 'us-east-1'] : [settings.region]
  if (!regions.includes(region)) throw invalidSignature('Credential should be scoped to a valid region. ')
  if (service !== expected) throw invalidSignature(`Credential should be scoped to correct service: '${expected}'. `)
}

async function checkSignature(request: Incoming, authorization: Authorization, credentials: KnownCredentials): Promise<void> {
  const signedAt = signingDate(request, authorization)
  const mustBeSigned = ['host', 'x-amz-date', ...(credentials.sessionToken === undefined ? [] : ['x-amz-security-token'])]
  if (!mustBeSigned.every((name) => authorization.signedHeaders.includes(name))) throw invalidSignature()
  if (!(await claimedHashIsTrue(request))) throw invalidSignature()
  if (!sameText(await signatureOf(request, authorization, credentials, signedAt), authorization.signature)) throw invalidSignature()
}

/** Source: IAM user guide, signature troubleshooting: the request must be within five minutes of the service's time. */
const MAX_SKEW = 5 * 60 * 1000
const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

/** Signatures are dated by the real clock: clients learn the time from the Date header of answers. */
function signingDate({ headers }: Incoming, { date }: Authorization): Date {
  const text = headers['x-amz-date']
  const signedAt = typeof text === 'string' ? Date.parse(text.replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z')) : Number.NaN
  if (Number.isNaN(signedAt) || !String(text).startsWith(date)) throw invalidSignature()
  checkSkew(signedAt, Date.now())
  return new Date(signedAt)
}

/** Source: answers quoted by users. */
function checkSkew(signedAt: number, now: number): void {
  const [signed, current] = [amzDate(signedAt), amzDate(now)]
  if (signedAt < now - MAX_SKEW) {
    throw invalidSignature(`Signature expired: ${signed} is now earlier than ${amzDate(now - MAX_SKEW)} (${current} - 5 min.)`)
  }
  if (signedAt > now + MAX_SKEW) {
    throw invalidSignature(`Signature not yet current: ${signed} is still later than ${amzDate(now + MAX_SKEW)} (${current} + 5 min.)`)
  }
}

function amzDate(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '')}Z`
}

/** A body hash that the client sends along is what it signed, so it has to be the body's. */
async function claimedHashIsTrue({ headers, bytes }: Incoming): Promise<boolean> {
  const claimed = headers['x-amz-content-sha256']
  if (claimed === undefined) return true
  const hash = new Sha256()
  hash.update(bytes)
  return claimed === Buffer.from(await hash.digest()).toString('hex')
}

async function signatureOf(
  request: Incoming,
  authorization: Authorization,
  credentials: KnownCredentials,
  signingDate: Date,
): Promise<string> {
  const { region, service, signedHeaders } = authorization
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256, applyChecksum: false })
  const signed = await signer.sign(asSent(request, signedHeaders), { signingDate, signableHeaders: new Set(signedHeaders) })
  return parseAuthorization(signed.headers['authorization'])?.signature ?? ''
}

function asSent({ method, path, query, headers, bytes }: Incoming, signedHeaders: readonly string[]): HttpRequest {
  const signed = signedHeaders.flatMap((name): [string, string][] => {
    const value = headers[name]
    return value === undefined ? [] : [[name, String(value)]]
  })
  return new HttpRequest({ method, path, query: Object.fromEntries(query), headers: Object.fromEntries(signed), body: bytes })
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
