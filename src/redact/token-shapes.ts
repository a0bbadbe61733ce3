/**
 * Well-known shapes of credentials. Only shapes that nothing else has: hashes, commit ids, UUIDs, purls and digests stay.
 *
 * The expressions take linear time: no repetition follows another one that can match the same text, and what can be long is either
 * the last part or starts where no other match can have started. Sources: the issuers' documentation on the format of their tokens.
 */

/** Shapes that words or longer identifiers could contain: no letter or digit stands before or behind. */
const ALONE: readonly RegExp[] = [
  // GitLab: personal, deploy, runner, trigger, job, feed, agent and the like.
  /gl(?:pat|dt|rt|rtr|ptt|cbt|ft|fft|imt|soat|agent|oas|wt)-[A-Za-z0-9_-]{20,300}(?:\.[A-Za-z0-9_-]{2,40}){0,3}/,
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
  /dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9]{40,}/,
  /NR(?:AK|II|JS|RA|AL)-[A-Za-z0-9_-]{19,40}/,
  // Notion, Figma, Groq, Replicate, xAI, Perplexity, ElevenLabs, LangSmith.
  /secret_[A-Za-z0-9]{43}/,
  /ntn_[A-Za-z0-9]{40,60}/,
  /figd_[A-Za-z0-9_-]{38,60}/,
  /gsk_[A-Za-z0-9]{48,60}/,
  /r8_[A-Za-z0-9]{37}/,
  /xai-[A-Za-z0-9]{70,90}/,
  /pplx-[A-Za-z0-9]{40,60}/,
  /sk_[a-f0-9]{48}/,
  /lsv2_(?:pt|sk)_[A-Za-z0-9_]{32,60}/,
  // Discord bots, Airtable, Dynatrace, Sonar, Supabase, PlanetScale, Pulumi, Tailscale, Buildkite, CircleCI, Cloudflare's origin CA.
  /[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}/,
  /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/,
  /dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}/,
  /sq[pau]_[a-f0-9]{40}/,
  /sbp_[a-f0-9]{40}/,
  /pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,64}/,
  /pul-[a-f0-9]{40}/,
  /tskey-[a-z]{3,10}-[A-Za-z0-9]{8,40}-[A-Za-z0-9]{20,60}/,
  /bk[a-z]{2}_[A-Za-z0-9]{40}/,
  /CCI(?:PAT|PRJ)_[A-Za-z0-9_]{40,90}/,
  /v1\.0-[a-f0-9]{24}-[a-f0-9]{146}/,
  // Mailgun, Brevo, Facebook, JFrog, Bitbucket, Dropbox, EasyPost, Sourcegraph, OpenShift, 1Password.
  /key-[a-f0-9]{32}/,
  /xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}/,
  /EAA(?=[A-Za-z]{0,80}\d)[A-Za-z0-9]{80,400}/,
  /AKCp[A-Za-z0-9]{40,90}/,
  /ATBB[A-Za-z0-9]{32}/,
  /sl\.[A-Za-z0-9_-]{130,200}/,
  /EZ[AT]K[A-Za-z0-9]{54}/,
  /sgp_(?:[a-f0-9]{16}_)?[a-f0-9]{40}/,
  /sha256~[A-Za-z0-9_-]{43}/,
  /ops_eyJ[A-Za-z0-9_-]{100,2000}/,
  // Google's refresh tokens; AWS: session tokens and keys of Bedrock.
  /1\/\/0[A-Za-z0-9_-]{40,120}/,
  /(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|ABSKQmVkcm9ja)[A-Za-z0-9+/=]{60,4000}/,
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
  /(?<=^|[^A-Za-z0-9_-]|\\[nrt])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]{8,}|\.(?=\.)){1,4}/,
  // Telegram; Azure's client secrets of app registrations.
  /(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/,
  /(?<=^|[^A-Za-z0-9_~.-]|\\[nrt])[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/,
  // DigitalOcean, Heroku, Shopify, Square, Atlassian, Grafana, Linear, Postman, Sentry, age.
  /do[opr]_v1_[a-f0-9]{64}/,
  /HRKU-[A-Za-z0-9_-]{36,}/,
  /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/,
  /sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}/,
  /AT[AC]TT3[A-Za-z0-9_=-]{100,}/,
  /glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}/,
  /glc_(?=[A-Za-z]{0,60}\d)[A-Za-z0-9+/=]{32,400}/,
  /lin_(?:api|oauth)_[A-Za-z0-9]{40,64}/,
  /PMAK-[a-f0-9]{24}-[a-f0-9]{34}/,
  /sntry[su]_[A-Za-z0-9+/=_]{40,}/,
  /AGE-SECRET-KEY-1[A-Z0-9]{58}/,
  // Azure: storage and DevOps, which have a signature of their own inside; hooks of Slack's and Zapier's kin.
  /[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{6}==/,
  /[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/,
  /hooks\.slack-gov\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/_-]{20,}/,
  /hooks\.zapier\.com\/hooks\/catch\/[A-Za-z0-9/]{8,60}/,
]

/** An escaped line break, `\n` as two characters, is no letter. */
export const TOKEN = new RegExp(`(?<=^|[^A-Za-z0-9]|\\\\[nrt])(?:${alternatives(ALONE)})(?![A-Za-z0-9])|${alternatives(ANYWHERE)}`, 'g')

/** A run that every token has, if only the longer one of its parts. */
const LONG_RUN = /(?:^|[^A-Za-z0-9_+/=-])[A-Za-z0-9_+/=-]{14}/

/** Parts of the matches of `TOKEN`, by their first letter: apart they are found faster. */
const LOWER_HINT =
  /gh[pousr]_|github_pat|gl(?:pat|dt|rt|rtr|ptt|cbt|ft|fft|imt|soat|agent|oas|wt)-|xox|xapp-|hooks\.|webhook|k_(?:live|test|prod)_|whsec_|ya29|npm_|pypi-|rubygems_|oy2[a-z0-9]{9}|cio[A-Za-z0-9]{9}|dckr_|eyJ|sk-[A-Za-z0-9]|sk_|hf_|hv[sbr]\.|atlasv1|dapi|shp[acps]|sq0|gl[cs]a?_|lin_|sntry|dp\.[a-z]|secret_|ntn_|r8_|xai-|pplx-|lsv2_|pat[A-Za-z0-9]{14}\.|dt0|sq[pau]_|sbp_|pscale_|pul-|tskey-|bk[a-z]{2}_|v1\.0-|key-|xkeysib|sl\.[A-Za-z0-9_-]{20}|sgp_|sha256~|figd_|gsk_/
const OTHER_HINT =
  /AKIA|ASIA|ABIA|ACCA|GR1348941|AIza|GOCSPX|SG\.|SK[0-9a-f]{8}|:AA|-us\d|Q~|_v1_|LTAI|HRKU|TT3|NR[A-Z]{2}-|PMAK|AGE-SECRET|\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}|CCIP|EAA|AKCp|ATBB|EZ[AT]K|1\/\/0|IQoJ|FwoG|ABSK|\+ASt|AZDO|LS0tLS1/

/** Whether a text can hold a token. Most texts cannot, and so little is found much faster. */
export function mayHoldToken(text: string): boolean {
  return LONG_RUN.test(text) && (LOWER_HINT.test(text) || OTHER_HINT.test(text))
}

function alternatives(patterns: readonly RegExp[]): string {
  return patterns.map(({ source }) => source).join('|')
}
