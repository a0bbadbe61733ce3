/**
 * Well-known shapes of credentials. Only shapes that nothing else has: hashes, commit ids, UUIDs, purls and digests stay.
 *
 * The expressions take linear time: no repetition follows another one that can match the same text, and what can be long is either
 * the last part or starts where no other match can have started.
 */
import { REDACTED } from './mark.js'

/** Shapes that words or longer identifiers could contain: no letter or digit stands before or behind. */
const ALONE: readonly RegExp[] = [
  // GitLab: personal, deploy, runner, trigger, job, feed, agent and the like.
  /gl(?:pat|dt|rt|ptt|cbt|ft|imt|soat|agent|oas)-[A-Za-z0-9_-]{20,}/,
  // Stripe: keys (with a digit, unlike the name of a test), webhook secrets.
  /[rs]k_(?:live|test|prod)_(?=[A-Za-z]{0,98}\d)[A-Za-z0-9]{16,}/,
  /whsec_[A-Za-z0-9]{32,}/,
  // npm, NuGet, crates.io.
  /npm_[A-Za-z0-9]{36}/,
  /oy2[a-z0-9]{43}/,
  /cio[A-Za-z0-9]{32}/,
  // SendGrid, Twilio, Mailchimp.
  /SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/,
  /SK[0-9a-f]{32}/,
  /[0-9a-f]{32}-us\d{1,2}/,
  // Anthropic, OpenAI, OpenRouter, Hugging Face.
  /sk-(?:ant|proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{32,}/,
  /sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/,
  /hf_[A-Za-z0-9]{34}/,
  // HashiCorp Vault and Terraform Cloud, Databricks, Alibaba Cloud, New Relic, Doppler.
  /hv[sbr]\.[A-Za-z0-9_-]{24,}/,
  /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,}/,
  /dapi[a-f0-9]{32}/,
  /LTAI[A-Za-z0-9]{20}/,
  /NRAK-[A-Z0-9]{27}/,
  /dp\.(?:pt|st|ct|sa)\.[A-Za-z0-9]{40,}/,
]

/** Shapes so particular that they are found inside anything. */
const ANYWHERE: readonly RegExp[] = [
  // AWS access key ids: long-term, temporary, bearer, context-specific (IAM user guide, "Unique identifiers").
  /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/,
  // GitHub: personal, OAuth, user, server, refresh; fine-grained. GitLab: runner registration.
  /gh[pousr]_[A-Za-z0-9]{36,255}/,
  /github_pat_[A-Za-z0-9_]{22,255}/,
  /GR1348941[A-Za-z0-9_-]{20}/,
  // Slack: tokens, app tokens, webhooks. Discord's and Microsoft Teams' webhooks.
  /xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}/,
  /xapp-\d-[A-Za-z0-9-]{10,}/,
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/_-]{20,}/,
  /discord(?:app)?\.com\/api\/webhooks\/\d{1,25}\/[A-Za-z0-9_-]{60,}/,
  /webhook\.office\.com\/webhookb2\/[A-Za-z0-9@/-]{36,}/,
  // Google: API key, OAuth access token, client secret.
  /AIza[A-Za-z0-9_-]{35}/,
  /ya29\.[A-Za-z0-9_-]{30,}/,
  /GOCSPX-[A-Za-z0-9_-]{28}/,
  // PyPI, RubyGems, Docker Hub.
  /pypi-AgE[A-Za-z0-9_-]{30,}/,
  /rubygems_[a-f0-9]{48}/,
  /dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,}/,
  // Signed tokens of three base64url parts, header and payload being JSON.
  /(?<=^|[^A-Za-z0-9_-]|\\[nrt])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
  // Telegram; Azure's client secrets of app registrations.
  /(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/,
  /(?<=^|[^A-Za-z0-9_~.-]|\\[nrt])[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/,
  // DigitalOcean, Heroku, Shopify, Square, Atlassian, Grafana, Linear, Postman, Sentry, age.
  /do[opr]_v1_[a-f0-9]{64}/,
  /HRKU-[A-Za-z0-9_-]{36,}/,
  /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/,
  /sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}/,
  /ATATT3[A-Za-z0-9_=-]{100,}/,
  /glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}/,
  /lin_api_[A-Za-z0-9]{40}/,
  /PMAK-[a-f0-9]{24}-[a-f0-9]{34}/,
  /sntry[su]_[A-Za-z0-9+/=_]{40,}/,
  /AGE-SECRET-KEY-1[A-Z0-9]{58}/,
]

/** An escaped line break, `\n` as two characters, is no letter. */
const TOKEN = new RegExp(`(?<=^|[^A-Za-z0-9]|\\\\[nrt])(?:${alternatives(ALONE)})(?![A-Za-z0-9])|${alternatives(ANYWHERE)}`, 'g')

/** Part of every match of `TOKEN`. Most texts have none of it, and so little is found much faster. */
const TOKEN_HINT =
  /AKIA|ASIA|ABIA|ACCA|gh[pousr]_|github_pat|gl[a-z]{2,5}-|GR1348941|xox|xapp-|hooks\.slack|webhook|k_(?:live|test|prod)_|whsec_|AIza|ya29|GOCSPX|npm_|pypi-|rubygems_|oy2[a-z0-9]{9}|cio[A-Za-z0-9]{9}|dckr_|eyJ|SG\.|SK[0-9a-f]{8}|:AA|[0-9a-f]-us\d|Q~|sk-|hf_|hv[sbr]\.|atlasv1|_v1_|dapi|LTAI|HRKU|shp[acps]|sq0|ATATT|glsa_|NRAK|lin_api|PMAK|sntry|dp\.[pcs]|AGE-SECRET/

/** A secret key beside its key id, as in credentials files and `id:secret` pairs. */
const KEY_PAIR = /((?:AKIA|ASIA)[A-Z0-9]{16}[^A-Za-z0-9/+\n]{1,10})([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/g

/** What is told by its context. What stands in front of it stays, so that the text can still be understood. */
const IN_CONTEXT: readonly RegExp[] = [
  // https://user:password@host
  /(:\/\/)[^\s/?#@:'"<>]{0,256}:[^\s/?#@'"<>]{1,512}(?=@)/g,
  // HTTP's Authorization header.
  /(authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:basic|bearer|token)\s{1,3})[A-Za-z0-9._~+/=-]{16,}/gi,
  // AWS: a secret key is 40 characters without a shape of its own, a session token is long.
  /((?:secret_?access_?key|aws_?secret(?:_?key)?)["']?\s{0,3}(?:[:=]|=>|:=)\s{0,3}["']?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
  /(session_?token["']?\s{0,3}(?:[:=]|=>|:=)\s{0,3}["']?)[A-Za-z0-9/+=]{100,}/gi,
  // Azure: storage and service bus keys, shared access signatures.
  /((?:account|sharedaccess)key=)[A-Za-z0-9+/=]{40,}/gi,
  /([?&]sig=)[A-Za-z0-9%+/=]{40,}/gi,
]

const CONTEXT_HINT = /:\/\/|authorization|secret|session_?token|accountkey=|sharedaccesskey=|[?&]sig=/i

/** Replaces every well-known credential. Returns the same text when there is none. */
export function redactTokens(text: string): string {
  let result = text
  if (CONTEXT_HINT.test(result)) for (const pattern of IN_CONTEXT) result = result.replace(pattern, `$1${REDACTED}`)
  if (!TOKEN_HINT.test(result)) return result
  return result
    .replace(KEY_PAIR, (pair, before: string, secret: string) => (isMixed(secret) ? `${before}${REDACTED}` : pair))
    .replace(TOKEN, REDACTED)
}

/** A commit id is 40 characters as well, of fewer kinds. */
function isMixed(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)
}

function alternatives(patterns: readonly RegExp[]): string {
  return patterns.map(({ source }) => source).join('|')
}
