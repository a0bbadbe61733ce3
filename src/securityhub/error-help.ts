/** What to do about an error, in words: the IAM statement, the trust policy, the YAML to add. */
import { consoleHome } from './console.js'
import { shellWord, statementText } from './policy-text.js'
import type { Target } from './port.js'
import { hubArn, isDefaultProduct, partitionOf } from './target.js'

/** Without it GitHub gives a job no ID token. Source: GitHub Docs, "Configuring OpenID Connect in Amazon Web Services". */
const ID_TOKEN_PERMISSION = ['permissions:', '  contents: read', '  id-token: write'].join('\n')

export function idTokenHelp(): string {
  return [
    'Add to the job, and to the job that calls it if it is one of a reusable workflow:',
    ID_TOKEN_PERMISSION,
    'Setting any permission takes away the ones that are not named. Pull requests from forks and runs of Dependabot get no ID token.',
  ].join('\n')
}

export function signInHelp(region: string): string {
  return [
    'Let the job sign in to AWS, with a step before this one:',
    '- uses: aws-actions/configure-aws-credentials@v6',
    '  with:',
    `    role-to-assume: arn:${partitionOf(region)}:iam::ACCOUNT:role/NAME`,
    `    aws-region: ${region}`,
    'or give this action the input role-to-assume. Both need, in the job:',
    ID_TOKEN_PERMISSION,
  ].join('\n')
}

export function expiredHelp(): string {
  return (
    'Give this action the input role-to-assume: it then fetches new credentials as often as it needs them. ' +
    'Or sign in right before this step, with a longer role-duration-seconds.'
  )
}

export function invalidCredentialsHelp(region: string): string {
  return (
    'Check that the access key exists and is active, that its session token belongs to it, that the account has the region ' +
    `${region} switched on, that the credentials are of the region's own partition, and that the runner's clock is right.`
  )
}

/** GitHub has not answered, or with an error of its own: the job may have a token, and has got none. */
export function idTokenEndpointHelp(): string {
  return 'Run the job again: GitHub did not hand the token out, and several attempts did not change that. See githubstatus.com; on a runner of your own check its network and proxy (HTTPS_PROXY).'
}

/** A role that was found in the environment, by the SDK: AWS_ROLE_ARN with a token file, or a profile. */
export function foreignRoleHelp(): string {
  return (
    'Not role-to-assume, but the environment of the job names this role (AWS_ROLE_ARN, or a profile): check that its trust policy lets in who asks for it. ' +
    "Or set the input role-to-assume, to sign in with the job's own ID token."
  )
}

/** Who was refused, and whether by a policy that says so. */
export interface Refused {
  readonly explicitly: boolean
  /** `the role ci`. */
  readonly who: string | undefined
}

/** Action, resource and condition key of BatchImportFindings. Source: service authorization reference. */
export function importHelp(target: Target | undefined, refused: Refused): string {
  if (target === undefined) return 'Allow securityhub:BatchImportFindings.'
  const statement = {
    Effect: 'Allow',
    Action: 'securityhub:BatchImportFindings',
    Resource: target.productArn,
    Condition: { StringEquals: { 'securityhub:TargetAccount': target.accountId } },
  }
  return [...denyHelp(refused), addHelp(target, refused), statementText(statement), ...integrationHelp(target)].join('\n')
}

/** Action and resource of GetFindings. Source: service authorization reference. */
export function lookupHelp(target: Target | undefined, refused: Refused): string {
  if (target === undefined) return 'Allow securityhub:GetFindings.'
  const statement = { Effect: 'Allow', Action: 'securityhub:GetFindings', Resource: hubArn(target) }
  return [...denyHelp(refused), addHelp(target, refused), statementText(statement)].join('\n')
}

export function identityHelp(): string {
  return (
    'sts:GetCallerIdentity needs no permission, so a policy denies it: look at the service control policies and at the policy of a VPC endpoint. ' +
    'Or set the input aws-account-id: then nobody is asked.'
  )
}

export function accountHelp(caller: string, wanted: string): string {
  return (
    `Findings of the account's own product can only be sent by that account. Sign in to account ${wanted}, ` +
    `or leave out the input aws-account-id to send to account ${caller}.`
  )
}

export function enableHelp(region: string, target: Target | undefined): string {
  const page = consoleHome({ partition: partitionOf(region), region })
  return [
    `Enable Security Hub CSPM in ${region}, without its own checks if you only want to import:`,
    `aws securityhub enable-security-hub --region ${shellWord(region)} --no-enable-default-standards`,
    ...(page === undefined ? [] : [`or in the console: ${page}`]),
    'In an organization its delegated administrator may have to do it. Or set the input aws-region to a Region in which it is enabled.',
    ...(target === undefined ? [] : integrationHelp(target)),
  ].join('\n')
}

export function throttledHelp(): string {
  return (
    'All callers of the account share 10 BatchImportFindings and 3 GetFindings requests a second in a region. ' +
    'Run the step again, or run fewer importing jobs at the same time.'
  )
}

export function signInThrottledHelp(): string {
  return 'AWS STS counts the requests of the whole account. Run the step again, or let fewer jobs sign in at the same time.'
}

export function unreachableHelp(endpoint: string | undefined): string {
  const variables = 'AWS_ENDPOINT_URL_SECURITYHUB, AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL'
  return endpoint === undefined
    ? 'Check that the region exists, and that the runner can reach AWS: its network, firewall, proxy (HTTPS_PROXY) or VPC endpoint. ' +
        `If the job sets ${variables}, check these.`
    : `The endpoint is set to ${endpoint}: check ${variables}.`
}

export function foreignAnswerHelp(): string {
  return 'That is no answer of AWS: look for a proxy, a firewall or a sign-in page between the runner and AWS, and check AWS_ENDPOINT_URL_SECURITYHUB.'
}

function addHelp({ accountId }: Target, { who }: Refused): string {
  return `Add to a policy of ${who === undefined ? 'the role or user' : `${who} in account ${accountId}`}:`
}

function denyHelp({ explicitly }: Refused): readonly string[] {
  return explicitly
    ? [
        'A policy denies it explicitly, and no other can allow it then: look at the service control policies and permissions boundaries too.',
      ]
    : []
}

/** A product of a partner takes findings only once its integration is on. Source: EnableImportFindingsForProduct, API reference. */
function integrationHelp(target: Target): readonly string[] {
  if (isDefaultProduct(target)) return []
  return [
    `${target.productArn} is not the account's own product: its integration must be switched on in ${target.region} as well:`,
    `aws securityhub enable-import-findings-for-product --region ${shellWord(target.region)} --product-arn ${shellWord(target.productArn)}`,
  ]
}
