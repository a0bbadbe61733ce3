/** ID tokens of the job: made by the OIDC endpoint, accepted by STS. They look like GitHub's but are signed with a secret of this server. */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { member, parseJson, stringMember } from '../server/json.js'
import type { HubState } from '../state.js'

export interface IdToken {
  readonly issuer: string
  readonly audience: string
  readonly subject: string
  /** Seconds since the epoch. */
  readonly expiresAt: number
}

export function mintIdToken(hub: HubState, audience: string): string {
  const issuedAt = Math.floor(hub.clock.now() / 1000)
  const claims = {
    // Each token has an id of its own, as GitHub's do.
    jti: randomUUID(),
    iss: hub.idToken.issuer,
    aud: audience,
    sub: hub.idToken.subject,
    ...(hub.idToken.environment !== undefined && { environment: hub.idToken.environment }),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + hub.idToken.lifetimeSeconds,
  }
  const signed = `${encode({ typ: 'JWT', alg: 'HS256', kid: 'example' })}.${encode(claims)}`
  return `${signed}.${signatureOf(hub, signed)}`
}

/** What a token of this server says; undefined for any other text. */
export function readIdToken(hub: HubState, token: string): IdToken | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const expected = signatureOf(hub, `${header}.${payload}`)
  if (signature.length !== expected.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return undefined
  const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))
  return {
    issuer: stringMember(claims, 'iss') ?? '',
    audience: stringMember(claims, 'aud') ?? '',
    subject: stringMember(claims, 'sub') ?? '',
    expiresAt: Number(member(claims, 'exp')),
  }
}

/** Three segments, as every JWT has. */
export function looksLikeJwt(token: string): boolean {
  const segments = token.split('.')
  return segments.length === 3 && segments.every((segment) => segment.length > 0)
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signatureOf(hub: HubState, text: string): string {
  return createHmac('sha256', hub.idTokenSecret).update(text).digest('base64url')
}
