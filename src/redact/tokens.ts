/** Credentials that are known by their shape or by what stands around them, in any text. */
import { redactAssignments } from './assignments.js'
import { redactContexts } from './contexts.js'
import { redactForms } from './forms.js'
import { REDACTED } from './mark.js'
import { mayHoldToken, TOKEN } from './token-shapes.js'

/** A secret key beside its key id, as in credentials files and `id:secret` pairs. */
const KEY_PAIR = /((?:AKIA|ASIA)[A-Z0-9]{16}[^A-Za-z0-9/+\n]{1,10})([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/g

/** Beginning and end of a token shown, the middle masked: still a part of it. */
const MASKED =
  /(?:AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[rs]k_(?:live|test)_|sk-|AIza|npm_|hf_|hvs\.|dop_v1_|SG\.|eyJ)[A-Za-z0-9_-]{0,60}(?:[*\u2022\u25cf]{3,200}|[xX]{5,200}|\.{3}|\u2026|\[\.{3}\])[A-Za-z0-9_-]{0,60}/g

const MASK_HINT = /\*\*\*|\u2022|\u25cf|xxxxx|\.\.\.|\u2026/i

/** The beginning of what `-----BEGIN ` is in base64. */
const ENCODED_PEM = /LS0tLS1CRUdJTi[A-Za-z0-9+/=_-]{10,}/g

/** Replaces every well-known credential. Returns the same text when there is none. */
export function redactTokens(text: string): string {
  return redactShapes(redactForms(redactAssignments(redactContexts(text))))
}

/** The shapes alone, for what is no prose: ids, names, fingerprints. */
export function redactShapes(text: string): string {
  const unmasked = MASK_HINT.test(text) ? text.replace(MASKED, REDACTED) : text
  if (!mayHoldToken(unmasked)) return unmasked
  const decoded = unmasked.includes('LS0tLS1CRUdJTi') ? unmasked.replace(ENCODED_PEM, encodedKey) : unmasked
  return decoded
    .replace(KEY_PAIR, (pair, before: string, secret: string) => (isMixed(secret) ? `${before}${REDACTED}` : pair))
    .replace(TOKEN, REDACTED)
}

/** A certificate is public. */
function encodedKey(text: string): string {
  return /CERTIFICATE|PUBLIC/.test(Buffer.from(text.slice(0, 60), 'base64').toString('latin1')) ? text : REDACTED
}

/** A commit id is 40 characters as well, of fewer kinds. */
function isMixed(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)
}
