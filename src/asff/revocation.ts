/** Where and how credentials of well-known kinds are revoked: the page of whoever issues them. */
import type { Rule } from '../finding.js'

export interface Revocation {
  /** What scanners call such credentials, in words of lower case. */
  readonly names: readonly string[]
  /** The issuer's page on revoking or replacing them, which is also the source of this row. */
  readonly url?: string
  /** What there is to do besides. */
  readonly advice?: string
}

const GITHUB_DOCS = 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure'

/** What holds for a secret of any kind: how it is removed from the history, where others have it already. */
export const REMOVING_SECRETS = `${GITHUB_DOCS}/removing-sensitive-data-from-a-repository`

const GOOGLE_CLOUD = 'https://cloud.google.com/docs/security/compromised-credentials'

/** The first row that knows one of a rule's words counts: what is more special stands first. */
const REVOCATIONS: readonly Revocation[] = [
  {
    names: ['azure devops', 'azuredevops'],
    url: microsoft('azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate'),
  },
  { names: ['azure storage', 'storage account', 'azurestorage'], url: microsoft('azure/storage/common/storage-account-keys-manage') },
  { names: ['azure', 'entra'], url: microsoft('entra/identity-platform/how-to-add-credentials') },
  { names: ['nuget'], url: microsoft('nuget/nuget-org/scoped-api-keys') },
  { names: ['sendgrid', 'send grid'], url: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys' },
  { names: ['twilio'], url: 'https://www.twilio.com/docs/iam/api-keys' },
  {
    names: ['terraform cloud', 'hashicorp tf'],
    url: 'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
  },
  {
    names: ['hashicorp vault', 'vault token', 'vault service token', 'vault batch token'],
    url: 'https://developer.hashicorp.com/vault/docs/commands/token/revoke',
  },
  { names: ['docker hub', 'dockerhub', 'docker pat'], url: 'https://docs.docker.com/security/access-tokens/' },
  { names: ['hugging face', 'huggingface'], url: 'https://huggingface.co/docs/hub/security-tokens' },
  { names: ['digital ocean', 'digitalocean'], url: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/' },
  { names: ['github', 'git hub'], url: `${GITHUB_DOCS}/token-expiration-and-revocation` },
  { names: ['gitlab', 'git lab'], url: 'https://docs.gitlab.com/security/tokens/' },
  { names: ['slack'], url: 'https://api.slack.com/methods/auth.revoke' },
  { names: ['stripe'], url: 'https://docs.stripe.com/keys' },
  { names: ['npm'], url: 'https://docs.npmjs.com/revoking-access-tokens' },
  { names: ['pypi', 'py pi'], url: 'https://pypi.org/help/#apitoken' },
  { names: ['rubygems', 'ruby gems'], url: 'https://guides.rubygems.org/api-key-scopes/' },
  { names: ['openai', 'open ai'], url: 'https://platform.openai.com/api-keys' },
  { names: ['anthropic'], url: 'https://console.anthropic.com/settings/keys' },
  { names: ['google', 'gcp', 'firebase'], url: GOOGLE_CLOUD },
  { names: ['cloudflare'], url: 'https://developers.cloudflare.com/fundamentals/api/how-to/roll-token/' },
  { names: ['datadog'], url: 'https://docs.datadoghq.com/account_management/api-app-keys/' },
  {
    names: ['atlassian', 'jira', 'confluence'],
    url: 'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
  },
  { names: ['new relic', 'newrelic'], url: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/' },
  { names: ['okta'], url: 'https://developer.okta.com/docs/guides/create-an-api-token/' },
  { names: ['databricks'], url: 'https://docs.databricks.com/aws/en/dev-tools/auth/pat' },
  { names: ['telegram'], url: 'https://core.telegram.org/bots/features#botfather' },
  { names: ['grafana'], url: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/' },
  { names: ['aws'], url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html' },
  {
    names: ['private key', 'privatekey', 'ssh key', 'rsa key', 'pgp key'],
    advice: 'Replace the pair of keys wherever its public half is trusted, and have certificates for it revoked.',
  },
]

function microsoft(path: string): string {
  return `https://learn.microsoft.com/en-us/${path}`
}

/** Longer ids and titles are sentences; what a credential is called stands at their beginning. In UTF-16 code units. */
const LONGEST_NAME = 500

/** More words are a sentence, which can speak of anything: `Passwords And Secrets - AWS Secret Key` is a name. */
const MOST_WORDS = 6

/** Where a secret of anybody lies. */
const PLACES = [
  'github actions',
  'github action',
  'github workflows',
  'github workflow',
  'gitlab ci',
  'npm project',
  'npm package',
  'aws lambda',
]

/** Behind them stands where the secret lies, not whose it is. */
const BEFORE_PLACES: ReadonlySet<string> = new Set(['in', 'inside', 'within'])

/**
 * What is known of the kind of credential that a rule finds, by whole words of its id, its name and its title. Only what they call the credential
 * counts, not what they say of the file that it is in: a page of the wrong issuer is worse than none.
 */
export function revocationOf({ id, name, title }: Rule): Revocation | undefined {
  const words = [id, name, title].flatMap((text) => namesIn((text ?? '').slice(0, LONGEST_NAME))).join('|')
  return REVOCATIONS.find(({ names }) => names.some((one) => words.includes(` ${one} `)))
}

/** ` aws access key id ` for `aws-access-key-id`, `AWS_ACCESS_KEY_ID`, `AWSAccessKeyId` and `generic.secrets.aws-access-key-id`. */
function namesIn(text: string): readonly string[] {
  const name = text.split(' ').map(lastSegment).join(' ')
  const isLong = (words: readonly string[]) => name.includes(' ') && words.length > MOST_WORDS
  const spellings = [name, apart(name)].map((one) => beforePlace(wordsOf(one)))
  return spellings.filter((words) => !isLong(words) && !isCatalogued(words)).map(withoutPlaces)
}

/** The others are the folders of the rule: `terraform.aws.security.hardcoded-password`. */
function lastSegment(word: string): string {
  return word.split('.').findLast((segment) => segment !== '') ?? ''
}

function apart(text: string): string {
  return text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

function beforePlace(words: readonly string[]): readonly string[] {
  const place = words.findIndex((word) => BEFORE_PLACES.has(word))
  return place < 0 ? words : words.slice(0, place)
}

/** `CKV_AWS_45` is a number in the catalogue of rules about AWS. */
function isCatalogued(words: readonly string[]): boolean {
  return /^\d+$/.test(words.at(-1) ?? '')
}

function withoutPlaces(words: readonly string[]): string {
  return PLACES.reduce((text, place) => text.replaceAll(` ${place} `, ' | '), ` ${words.join(' ')} `)
}
