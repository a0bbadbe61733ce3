/** Made-up credentials, put together at run time so that no scanner takes this repository for leaking them. */

const MIXED = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0z'
const HEX = '0123456789abcdef'

export function mixed(length: number): string {
  return MIXED.repeat(Math.ceil(length / MIXED.length)).slice(0, length)
}

export function hex(length: number): string {
  return HEX.repeat(Math.ceil(length / HEX.length)).slice(0, length)
}

const upper = (length: number) => mixed(length).toUpperCase()
const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

export const FAKES: Readonly<Record<string, string>> = {
  'AWS access key id': `AKIA${upper(16)}`,
  'AWS temporary access key id': `ASIA${upper(16)}`,
  'GitHub personal token': `ghp_${mixed(36)}`,
  'GitHub OAuth token': `gho_${mixed(36)}`,
  'GitHub server token': `ghs_${mixed(36)}`,
  'GitHub fine-grained token': `github_pat_${mixed(22)}_${mixed(59)}`,
  'GitLab token': `glpat-${mixed(20)}`,
  'GitLab runner token': `GR1348941${mixed(20)}`,
  'Slack bot token': `xoxb-${'1'.repeat(12)}-${mixed(24)}`,
  'Slack refresh token': `xoxe.xoxp-1-${mixed(40)}`,
  'Slack app token': `xapp-1-${upper(11)}-${'1'.repeat(12)}-${hex(64)}`,
  'Slack webhook': `hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${mixed(24)}`,
  'Discord webhook': `discord.com/api/webhooks/${'1'.repeat(18)}/${mixed(68)}`,
  'Teams webhook': `webhook.office.com/webhookb2/${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}@${hex(8)}`,
  'Stripe key': `sk_live_${mixed(24)}`,
  'Stripe restricted key': `rk_test_${mixed(99)}`,
  'Stripe webhook secret': `whsec_${mixed(32)}`,
  'Google API key': `AIza${mixed(35)}`,
  'Google access token': `ya29.${mixed(60)}`,
  'Google client secret': `GOCSPX-${mixed(28)}`,
  'npm token': `npm_${mixed(36)}`,
  'PyPI token': `pypi-AgEIcHlwaS5vcmc${mixed(70)}`,
  'RubyGems key': `rubygems_${hex(48)}`,
  'NuGet key': `oy2${mixed(43).toLowerCase()}`,
  'crates.io token': `cio${mixed(32)}`,
  'Docker Hub token': `dckr_pat_${mixed(27)}`,
  'JSON web token': `${json({ alg: 'HS256', typ: 'JWT' })}.${json({ sub: '1234567890', name: 'x' })}.${mixed(43)}`,
  'SendGrid key': `SG.${mixed(22)}.${mixed(43)}`,
  'Twilio key': `SK${hex(32)}`,
  'Telegram token': `${'1'.repeat(9)}:AA${mixed(33)}`,
  'Mailchimp key': `${hex(32)}-us12`,
  'Azure client secret': `${mixed(3)}8Q~${mixed(34)}`,
  'Anthropic key': `sk-ant-api03-${mixed(93)}`,
  'OpenAI key': `sk-${mixed(20)}T3BlbkFJ${mixed(20)}`,
  'OpenAI project key': `sk-proj-${mixed(60)}`,
  'Hugging Face token': `hf_${mixed(34)}`,
  'Vault token': `hvs.${mixed(24)}`,
  'Terraform Cloud token': `${mixed(14)}.atlasv1.${mixed(60)}`,
  'DigitalOcean token': `dop_v1_${hex(64)}`,
  'Databricks token': `dapi${hex(32)}`,
  'Alibaba Cloud key': `LTAI${mixed(20)}`,
  'Heroku key': `HRKU-${mixed(36)}`,
  'Shopify token': `shpat_${hex(32)}`,
  'Square token': `sq0atp-${mixed(22)}`,
  'Atlassian token': `ATATT3${mixed(180)}`,
  'Grafana token': `glsa_${mixed(32)}_${hex(8)}`,
  'New Relic key': `NRAK-${upper(27)}`,
  'Linear key': `lin_api_${mixed(40)}`,
  'Postman key': `PMAK-${hex(24)}-${hex(34)}`,
  'Sentry token': `sntrys_${mixed(80)}`,
  'Doppler token': `dp.pt.${mixed(43)}`,
  'age key': `AGE-SECRET-KEY-1${upper(58)}`,
}

/** One of every other shape that is known. */
export const OTHER_FAKES: Readonly<Record<string, string>> = {
  'AWS bearer key id': `ABIA${upper(16)}`,
  'AWS context-specific key id': `ACCA${upper(16)}`,
  'AWS session token': `IQoJb3JpZ2lu${mixed(100)}`,
  'older AWS session token': `FwoGZXIvYXdz${mixed(100)}`,
  'Bedrock key': `ABSKQmVkcm9ja${mixed(100)}`,
  'GitLab deploy token': `gldt-${mixed(20)}`,
  'OpenRouter key': `sk-or-v1-${hex(64)}`,
  'Notion secret': `secret_${mixed(43)}`,
  'Notion token': `ntn_${mixed(46)}`,
  'Figma token': `figd_${mixed(40)}`,
  'Groq key': `gsk_${mixed(52)}`,
  'Replicate token': `r8_${mixed(37)}`,
  'xAI key': `xai-${mixed(80)}`,
  'Perplexity key': `pplx-${mixed(48)}`,
  'ElevenLabs key': `sk_${hex(48)}`,
  'LangSmith key': `lsv2_pt_${hex(32)}_${hex(10)}`,
  'Discord bot token': `M${mixed(25)}.${mixed(6)}.${mixed(30)}`,
  'Airtable token': `pat${mixed(14)}.${hex(64)}`,
  'Dynatrace token': `dt0c01.${upper(24)}.${upper(64)}`,
  'Sonar token': `sqp_${hex(40)}`,
  'Supabase token': `sbp_${hex(40)}`,
  'PlanetScale token': `pscale_tkn_${mixed(43)}`,
  'Pulumi token': `pul-${hex(40)}`,
  'Tailscale key': `tskey-auth-${mixed(16)}-${mixed(32)}`,
  'Buildkite token': `bkua_${mixed(40)}`,
  'CircleCI token': `CCIPAT_${mixed(22)}_${hex(40)}`,
  'Cloudflare origin CA key': `v1.0-${hex(24)}-${hex(146)}`,
  'Mailgun key': `key-${hex(32)}`,
  'Brevo key': `xkeysib-${hex(64)}-${mixed(16)}`,
  'Facebook token': `EAA${mixed(100)}`,
  'JFrog key': `AKCp${mixed(60)}`,
  'Bitbucket app password': `ATBB${mixed(32)}`,
  'Dropbox token': `sl.${mixed(135)}`,
  'EasyPost key': `EZAK${mixed(54)}`,
  'Sourcegraph token': `sgp_${hex(16)}_${hex(40)}`,
  'OpenShift token': `sha256~${mixed(43)}`,
  '1Password service account': `ops_eyJ${mixed(120)}`,
  'Google refresh token': `1//0${mixed(60)}`,
  'Grafana Cloud token': `glc_${mixed(60)}`,
  'Azure storage key': `${mixed(76)}+ASt${mixed(6)}==`,
  'Azure DevOps token': `${mixed(76)}AZDO${mixed(4)}`,
  'Slack workflow': `hooks.slack.com/workflows/T${upper(8)}/${mixed(24)}`,
  'Slack webhook of the government': `hooks.slack-gov.com/services/T${upper(8)}/${mixed(24)}`,
  'Zapier hook': 'hooks.zapier.com/hooks/catch/1234567/a1b2c3d',
}

export const SECRET_KEY = mixed(40)

export function privateKey(kind = 'RSA ', lines = 3): string {
  return [`-----BEGIN ${kind}PRIVATE KEY-----`, ...Array.from({ length: lines }, () => mixed(64)), `-----END ${kind}PRIVATE KEY-----`].join(
    '\n',
  )
}
