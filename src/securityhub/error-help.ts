/** What to do about an error, in words: the IAM statement, the trust policy, the YAML to add. */
import type { Target } from './port.js'
import { hubArn, isDefaultProduct } from './target.js'

/** Without it GitHub gives a job no ID token. Source: GitHub Docs, "Configuring OpenID Connect in Amazon Web Services". */
const ID_TOKEN_PERMISSION = ['permissions:', '  contents: read', '  id-token: write'].join('\n')

export function idTokenHelp(): string {
  return [
    'Add to the job:',
    ID_TOKEN_PERMISSION,
    'Setting any permission takes away the ones that are not named. Pull requests from forks and runs of Dependabot get no ID token.',
  ].join('\n')
}

export function signInHelp(region: string): string {
  return [
    'Let the job sign in to AWS, with a step before this one:',
    '- uses: aws-actions/configure-aws-credentials@v6',
    '  with:',
    '    role-to-assume: arn:…:iam::ACCOUNT:role/NAME',
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

/** Conditions of a trust policy. Source: GitHub Docs, "Configuring OpenID Connect in Amazon Web Services" and "OpenID Connect reference". */
export function trustPolicyHelp(role: string | undefined, audience: string | undefined): string {
  const account = role?.split(':')[4] ?? 'ACCOUNT'
  return [
    'Check that',
    '- the role exists under exactly this ARN;',
    `- account ${account} has the identity provider token.actions.githubusercontent.com (GitHub Enterprise: the server's own issuer);`,
    "- the role's trust policy allows sts:AssumeRoleWithWebIdentity to that provider;",
    `- its condition on token.actions.githubusercontent.com:aud is ${JSON.stringify(audience ?? 'sts.amazonaws.com')}, the input audience;`,
    '- its condition on token.actions.githubusercontent.com:sub matches this job: repo:OWNER/REPO:ref:refs/heads/BRANCH, or ' +
      'repo:OWNER@OWNER_ID/REPO@REPO_ID:ref:refs/heads/BRANCH where subjects carry ids. A job with an environment has ' +
      ':environment:NAME in place of :ref:…, a pull request has :pull_request.',
  ].join('\n')
}

/** Action, resource and condition key of BatchImportFindings. Source: service authorization reference. */
export function importHelp(target: Target | undefined, explicitDeny: boolean): string {
  if (target === undefined) return 'Allow securityhub:BatchImportFindings.'
  const statement = {
    Effect: 'Allow',
    Action: 'securityhub:BatchImportFindings',
    Resource: target.productArn,
    Condition: { StringEquals: { 'securityhub:TargetAccount': target.accountId } },
  }
  return [...denyHelp(explicitDeny), 'Add to the policy of the role or user:', JSON.stringify(statement), ...integrationHelp(target)].join(
    '\n',
  )
}

/** Action and resource of GetFindings. Source: service authorization reference. */
export function lookupHelp(target: Target | undefined, explicitDeny: boolean): string {
  if (target === undefined) return 'Allow securityhub:GetFindings.'
  const statement = { Effect: 'Allow', Action: 'securityhub:GetFindings', Resource: hubArn(target) }
  return [...denyHelp(explicitDeny), 'Add to the policy of the role or user:', JSON.stringify(statement)].join('\n')
}

export function accountHelp(caller: string, wanted: string): string {
  return (
    `Findings of the account's own product can only be sent by that account. Sign in to account ${wanted}, ` +
    `or leave out the input aws-account-id to send to account ${caller}.`
  )
}

export function enableHelp(region: string, target: Target | undefined): string {
  return [
    `Enable Security Hub CSPM in ${region}: in the console, or with`,
    `aws securityhub enable-security-hub --region ${region}`,
    'or set the input aws-region to a region in which it is enabled.',
    ...(target === undefined ? [] : integrationHelp(target)),
  ].join('\n')
}

export function throttledHelp(): string {
  return (
    'All callers of the account share 10 BatchImportFindings and 3 GetFindings requests a second in a region. ' +
    'Run the step again, or run fewer importing jobs at the same time.'
  )
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

function denyHelp(explicit: boolean): readonly string[] {
  return explicit ? ['A policy denies it explicitly: look at the service control policies and permissions boundaries too.'] : []
}

/** A product of a partner takes findings only once its integration is on. Source: EnableImportFindingsForProduct, API reference. */
function integrationHelp(target: Target): readonly string[] {
  if (isDefaultProduct(target)) return []
  return [`${target.productArn} is not the account's own product: its integration must be switched on in ${target.region} as well.`]
}
