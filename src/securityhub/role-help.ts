/** What to tell of a role that STS did not let the job have: by its cause, with what this very job's ID token says. */
import type { IdTokenClaims } from './id-token-claims.js'
import { providerName, shellWord, statementText } from './policy-text.js'
import type { RoleRefusal } from './role-refusal.js'
import { PULL_REQUEST, subjectInWords, wholeRepository } from './subject.js'
import { partitionOf } from './target.js'

/** What the job asked for. */
export interface RoleRequest {
  /** ARN, as `role-to-assume` has it. */
  readonly role: string
  readonly region: string
  /** The audience that the ID token was asked for. */
  readonly audience: string
  readonly claims: IdTokenClaims
}

/** GitHub's own, which AWS reaches; an enterprise can have its name behind it. Source: GitHub Docs, "OpenID Connect reference". */
const GITHUB_PROVIDER = 'token.actions.githubusercontent.com'

/** Continues "<role> could not be assumed"; empty where nothing is known but what AWS says. */
export function refusalInWords(refusal: RoleRefusal, { role, audience, claims }: RoleRequest): string {
  const { account } = partsOf(role)
  const issuer = claims.issuer ?? "the job's issuer"
  const words: Readonly<Record<RoleRefusal, string>> = {
    'not-trusted': 'no such role exists, or its trust policy does not let this job in',
    'no-provider': `account ${account} has no identity provider for ${issuer}`,
    'wrong-audience': `the identity provider of account ${account} for ${issuer} does not take the audience ${claims.audience ?? audience}`,
    certificate: `AWS does not accept the certificate of ${issuer}`,
    keys: `AWS could not fetch the keys of ${issuer}`,
    expired: "the job's ID token had expired when AWS looked at it",
    other: '',
  }
  return words[refusal]
}

export function roleHelp(refusal: RoleRefusal, request: RoleRequest): string {
  return [...HELP[refusal](request), ...partitionHelp(request)].join('\n')
}

type Help = (request: RoleRequest) => readonly string[]

const HELP: Readonly<Record<RoleRefusal, Help>> = {
  'not-trusted': notTrusted,
  'no-provider': noProvider,
  'wrong-audience': wrongAudience,
  certificate: certificateRefused,
  keys: keysNotFetched,
  expired: tokenExpired,
  other: anythingElse,
}

function notTrusted(request: RoleRequest): readonly string[] {
  const { role, claims } = request
  const { account, name } = partsOf(role)
  return [
    `Compare the trust policy of the role ${name} in account ${account} with this job's ID token, which says:`,
    ...claimLines(claims),
    'The account knows the issuer and takes the audience: AWS answers otherwise where it does not. So one of these is true:',
    `- no role is called ${role} (case counts);`,
    '- no statement of its trust policy fits the subject, or its condition on the audience names another;',
    '- another policy denies it.',
    ...subjectLines(claims),
    'To see the trust policy of the role:',
    `aws iam get-role --role-name ${shellWord(name)} --query Role.AssumeRolePolicyDocument`,
    ...statementLines(request),
  ]
}

function noProvider(request: RoleRequest): readonly string[] {
  const { account } = partsOf(request.role)
  const { issuer = '', audience = request.audience, verbatim } = request.claims
  const name = providerName(issuer)
  if (name === undefined || !verbatim) return anythingElse(request)
  return [
    `Make the identity provider in account ${account}, once for all repositories, or correct role-to-assume if that is the wrong account:`,
    `aws iam create-open-id-connect-provider --url ${shellWord(issuer)} --client-id-list ${shellWord(audience)}`,
    "This job's ID token says:",
    ...claimLines(request.claims),
    ...ownServerLines(name),
    ...statementLines(request),
  ]
}

function wrongAudience(request: RoleRequest): readonly string[] {
  const { issuer = '', audience = request.audience, verbatim } = request.claims
  const arn = providerArn(request)
  if (arn === undefined || !verbatim) return anythingElse(request)
  return [
    'Add the audience to the identity provider, or set the input audience to one that it has:',
    `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${shellWord(arn)} --client-id ${shellWord(audience)}`,
    `To see which it has (ClientIDList), for ${issuer}:`,
    `aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${shellWord(arn)}`,
    "This job's ID token says:",
    ...claimLines(request.claims),
    ...statementLines(request),
  ]
}

function certificateRefused(request: RoleRequest): readonly string[] {
  const arn = providerArn(request)
  return [
    'Give the identity provider the thumbprint of the certificate authority that the issuer has now (IAM user guide, "Obtain the thumbprint for an OpenID Connect identity provider"):',
    ...(arn === undefined
      ? []
      : [
          `aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn ${shellWord(arn)} --thumbprint-list THUMBPRINT`,
        ]),
    "This job's ID token says:",
    ...claimLines(request.claims),
  ]
}

function keysNotFetched(request: RoleRequest): readonly string[] {
  return [
    'Run the job again: this passes when many jobs sign in at the same time, and was tried several times.',
    ...ownServerLines(providerName(request.claims.issuer ?? '')),
    "This job's ID token says:",
    ...claimLines(request.claims),
  ]
}

function tokenExpired(request: RoleRequest): readonly string[] {
  return [
    'Run the job again. The token was made right before it was sent; if it stays, the clock of the server that made it is wrong.',
    "This job's ID token says:",
    ...claimLines(request.claims),
  ]
}

function anythingElse(request: RoleRequest): readonly string[] {
  const { account, name } = partsOf(request.role)
  return [
    `See what AWS says, and check that account ${account} has the role ${name} and an identity provider for this job's ID token, which says:`,
    ...claimLines(request.claims),
    ...statementLines(request),
  ]
}

/** Indented: to be copied as they are. */
function claimLines({ issuer, audience, subject, verbatim }: IdTokenClaims): readonly string[] {
  const claims = [
    ['iss', issuer],
    ['aud', audience],
    ['sub', subject],
  ] as const
  const shown = claims.map(([name, value]) => `  ${name}  ${value ?? '(none)'}`)
  return verbatim ? shown : [...shown, 'Not all of it is shown as it is: what may be secret, is not visible or is too long was replaced.']
}

function subjectLines({ subject }: IdTokenClaims): readonly string[] {
  return subject === undefined ? [] : subjectInWords(subject)
}

/** The statement for exactly this subject, and what to think of before it is copied. Conditions: IAM user guide, "Available keys for AWS OIDC federation". */
function statementLines(request: RoleRequest): readonly string[] {
  const { audience, issuer = '', subject, verbatim } = request.claims
  const [name, arn] = [providerName(issuer), providerArn(request)]
  if (!verbatim || name === undefined || arn === undefined || audience === undefined || subject === undefined) return []
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: arn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${name}:aud`]: audience, [`${name}:sub`]: subject } },
  }
  return [
    "The statement of the role's trust policy that lets this subject in, and no other:",
    statementText(statement),
    ...widerLines(subject),
  ]
}

function widerLines(subject: string): readonly string[] {
  const whole = wholeRepository(subject)
  return [
    ...(subject.endsWith(`:${PULL_REQUEST}`)
      ? [
          'Whoever can push a branch to the repository can use that role then, before any review. A role with securityhub:GetFindings alone is enough to compare a pull request; with the input baseline it needs none.',
        ]
      : []),
    ...(whole === undefined ? [] : [`To let in all runs of the repository, put the subject under StringLike, as ${whole}`]),
  ]
}

/** Other issuers than GitHub's own are servers of the user's. */
function ownServerLines(name: string | undefined): readonly string[] {
  if (name === undefined || name.startsWith(GITHUB_PROVIDER)) return []
  return [
    `AWS fetches the issuer's keys over the internet: https://${name}/.well-known/openid-configuration has to be reachable from there.`,
  ]
}

/** Source: IAM user guide, "Managing partitions": nothing of one is known in another. */
function partitionHelp({ role, region }: RoleRequest): readonly string[] {
  const [own, wanted] = [partsOf(role).partition, partitionOf(region)]
  return own === wanted
    ? []
    : [`The role is of the partition ${own}, and ${region} of the partition ${wanted}: correct role-to-assume or aws-region.`]
}

function providerArn({ role, claims: { issuer = '' } }: RoleRequest): string | undefined {
  const { partition, account } = partsOf(role)
  const name = providerName(issuer)
  return name === undefined ? undefined : `arn:${partition}:iam::${account}:oidc-provider/${name}`
}

/** `role-to-assume` was checked to be one. A path belongs to the ARN and not to the name. */
function partsOf(role: string): { readonly partition: string; readonly account: string; readonly name: string } {
  const [, partition = '', , , account = '', resource = ''] = role.split(':')
  return { partition, account, name: resource.slice(resource.lastIndexOf('/') + 1) }
}
