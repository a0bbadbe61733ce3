/** What an ID token says, for people: whether it is true is for STS to judge. */
import { replaceHidden } from '../hidden-characters.js'
import { redactName, redactText } from '../redact/text.js'

/** A claim is absent where the token has none, or none that is a text. */
export interface IdTokenClaims {
  readonly issuer?: string
  readonly audience?: string
  readonly subject?: string
  /** The deployment environment of the job; absent for a job without one. Source: docs.github.com, "OpenID Connect reference", "OIDC token claims". */
  readonly environment?: string
  /** Whether the claims are shown as they stand in the token: only then can they be copied into a policy. */
  readonly verbatim: boolean
}

/** STS takes no longer one: API reference, AssumeRoleWithWebIdentity, `WebIdentityToken`. */
const MAX_TOKEN_CHARS = 20_000

/** Names of branches and environments have up to 255 characters, and a customised subject has several of them. */
const MAX_CLAIM_CHARS = 600

/** Stands where something unseen was. */
const REPLACEMENT = '\uFFFD'

/** Never throws: of what is no token nothing is known. */
export function claimsOf(token: string): IdTokenClaims {
  const payload = payloadOf(token)
  const [issuer, audience, subject] = [payload.get('iss'), onlyOne(payload.get('aud')), payload.get('sub')].map(claimOf)
  const environment = payload.get('environment')
  return {
    ...(issuer !== undefined && { issuer: issuer.shown }),
    ...(audience !== undefined && { audience: audience.shown }),
    ...(subject !== undefined && { subject: subject.shown }),
    ...(typeof environment === 'string' && environment !== '' && { environment: redactName(environment) }),
    verbatim: [issuer, audience, subject].every((claim) => claim?.verbatim !== false),
  }
}

/** The claims of a JSON Web Token stand in its second part: RFC 7519, section 3.1. */
function payloadOf(token: string): ReadonlyMap<string, unknown> {
  const [, part = ''] = token.length > MAX_TOKEN_CHARS ? [] : token.split('.')
  try {
    const payload: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return new Map(typeof payload === 'object' && payload !== null ? Object.entries(payload) : [])
  } catch {
    return new Map()
  }
}

/** `aud` may be a list: RFC 7519, section 4.1.3. */
function onlyOne(audience: unknown): unknown {
  return Array.isArray(audience) && audience.length === 1 ? audience[0] : audience
}

function claimOf(value: unknown): { readonly shown: string; readonly verbatim: boolean } | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const cut = value.length > MAX_CLAIM_CHARS ? `${value.slice(0, MAX_CLAIM_CHARS - 1)}…` : value
  const shown = redactText(visible(cut))
  return { shown, verbatim: shown === value }
}

/** On one line, with no white space but blanks. */
function visible(text: string): string {
  const onOneLine = [...text.toWellFormed()].map((char) => (char !== ' ' && char.trim() === '' ? REPLACEMENT : char)).join('')
  return replaceHidden(onOneLine, REPLACEMENT)
}
