/**
 * Credentials that are told by what stands in front of them: in addresses, in headers of HTTP, in connection strings. What stands in front
 * stays, so that the text can still be understood. Every repetition is bounded or the last of its expression.
 */
import { REDACTED } from './mark.js'

/** Parameters of addresses that are credentials whatever their value. */
const SECRET_PARAMETER =
  '(?:access|id|refresh|auth|api|csrf|xsrf|session|security|sas|private|oauth|bearer|personal|reset|verification)?[_-]?token|client[_-]?secret|secret|sig|signature|password|passwd|pwd|pass|api[_-]?key|apikey|access[_-]?key|subscription-key|x-(?:amz|goog)-(?:signature|credential|security-token)|jsessionid|phpsessid|sessionid'

/** A template (`{token}`, `<token>`, `$TOKEN`, `%s`) is no value. */
const NO_TEMPLATE = String.raw`(?![{<$%*\[]|\.\.\.|xxx|redacted)`

interface Context {
  /** Part of every text in which a pattern can match: most texts have none of it, and so little is found much faster. */
  readonly hint: RegExp
  readonly patterns: readonly RegExp[]
}

const IN_ADDRESSES: readonly RegExp[] = [
  // https://user:password@host; the password may hold an @ itself.
  /(:\/\/)[^\s/?#@:'"<>]{0,256}:[^\s/?#"<>\x60]{1,512}(?=@)/g,
  // https://token@host: names of users are shorter and have no digit.
  /(:\/\/)(?=[A-Za-z_.-]{0,64}\d)[A-Za-z0-9_.~+-]{16,512}(?=@)/g,
  // user:password@host without a scheme: registries, brokers. A version or a digest is no host.
  /((?:^|[\s"'\x60(=,])(?!mailto:|urn:)[A-Za-z_][\w.-]{0,63}:)[^\s:/@"'<>\x60]{1,256}(?=@(?:localhost|[A-Za-z][A-Za-z0-9-]{0,62}(?:\.[A-Za-z][A-Za-z0-9-]{0,62}|:\d))(?![\w@]))/g,
  // jdbc:oracle:thin:user/password@host
  /(jdbc:oracle:\w{1,8}:)[^\s/@"']{1,128}\/[^\s@"']{1,256}(?=@)/gi,
]

const IN_PARAMETERS: readonly RegExp[] = [
  new RegExp(`([?&;#](?:${SECRET_PARAMETER})=)${NO_TEMPLATE}[^&\\s#"'<>\\x60;)\\]]{1,4096}`, 'gi'),
  // Parameters that may be anything: with a long value that has a digit.
  /([?&](?:key|auth|sid|session|state|nonce|ticket|code|hash|hmac|se|st)=)(?=[A-Za-z_-]{0,64}\d)[A-Za-z0-9%._~+/=-]{16,4096}/gi,
]

const IN_HEADERS: readonly RegExp[] = [
  // A scheme of its own with all that follows; else the one word that the header is.
  /((?:proxy-)?authorization["'\]]{0,2}\s{0,3}[:=,]\s{0,3}\\?["'\x60]?)(?:digest|aws4-hmac-sha256|oauth|hawk)\s{1,3}[^\s<{\r\n][^\r\n]{0,4096}/gi,
  /((?:[Aa]uthorization|AUTHORIZATION)["'\]]{0,2}\s{0,3}[:=,]\s{0,3}\[?\s{0,3}\\?["'\x60]?(?:[A-Za-z][A-Za-z0-9-]{2,20}\s{1,3})?)(?!https?:)(?=[A-Za-z_.-]{0,64}[0-9=+/]|[A-Za-z_.-]{0,64}[a-z][A-Z]|[A-Za-z]{16})[A-Za-z0-9._~+/=:-]{6,4096}/g,
  /(\b[Bb]earer\s{1,3})(?=[A-Za-z_.-]{0,64}\d)[A-Za-z0-9._~+/=-]{20,4096}/g,
  /(\b(?:set-)?cookie2?["']?\s{0,3}[:=]\s{0,3}["']?)(?=[^\s=;,"'<>{}()]{1,128}=[^\s;<{])[^\r\n"'<>\x60]{1,4096}/gi,
]

const IN_SETTINGS: readonly RegExp[] = [
  // Azure: keys of storage and service bus.
  /((?:account|shared_?access|primary|secondary|subscription|function|master)_?key["']?\s{0,3}[:=]\s{0,3}["']?)[A-Za-z0-9+/=_-]{32,}/gi,
  // AWS: a secret key is 40 characters without a shape of its own, a session token is long.
  /((?:secret_?access_?key|aws_?secret(?:_?key)?)["']?\s{0,3}(?:[:=]|=>|:=)\s{0,3}["']?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
  /((?:session|security)_?token["']?\s{0,3}(?:[:=]|=>|:=)\s{0,3}["']?)[A-Za-z0-9/+=]{100,}/gi,
  // A service account's key id beside its key.
  /("private_key_id\\?"\s{0,3}:\s{0,3}\\?")[A-Fa-f0-9]{8,64}/g,
  // .npmrc.
  /((?:^|[\s:;"'])_(?:auth|password)["']?\s{0,3}=\s{0,3}["']?)(?!\$)[A-Za-z0-9+/=_!@#%^&*.-]{6,4096}/g,
  // PuTTY's own file format.
  /(Private-Lines: ?\d{1,4})[A-Za-z0-9+/=\s\\]{16,8192}/g,
]

const CONTEXTS: readonly Context[] = [
  { hint: /@/, patterns: IN_ADDRESSES },
  { hint: /[?&;#][A-Za-z_-]{2,32}=/, patterns: IN_PARAMETERS },
  { hint: /authorization|bearer|cookie/i, patterns: IN_HEADERS },
  { hint: /key[\\"'\s]{0,5}[:=]|token[\\"'\s]{0,5}[:=]|secret|key_id|_auth|_password|Private-Lines/i, patterns: IN_SETTINGS },
]

/** Returns the same text when there is none. */
export function redactContexts(text: string): string {
  let result = text
  for (const { hint, patterns } of CONTEXTS) {
    if (!hint.test(result)) continue
    for (const pattern of patterns) result = result.replace(pattern, `$1${REDACTED}`)
  }
  return result
}
