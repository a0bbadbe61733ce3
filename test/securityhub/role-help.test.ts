/** What is said to do about a refused role, by its cause and by the subject of the job. */
import { describe, expect, test } from '@jest/globals'
import type { IdTokenClaims } from '../../src/securityhub/id-token-claims.js'
import { providerName, shellWord } from '../../src/securityhub/policy-text.js'
import { type RoleRequest, refusalInWords, roleHelp } from '../../src/securityhub/role-help.js'
import { type RoleRefusal, roleRefusalOf } from '../../src/securityhub/role-refusal.js'
import { blockFaults, jsonBlocks } from '../support/blocks.js'

const REFUSALS: readonly RoleRefusal[] = ['not-trusted', 'no-provider', 'wrong-audience', 'certificate', 'keys', 'expired', 'other']
const GITHUB = 'https://token.actions.githubusercontent.com'

function request(claims: Partial<IdTokenClaims> = {}, change: Partial<RoleRequest> = {}): RoleRequest {
  return {
    role: 'arn:aws:iam::111122223333:role/ci/scanner',
    region: 'us-east-1',
    audience: 'sts.amazonaws.com',
    claims: { issuer: GITHUB, audience: 'sts.amazonaws.com', subject: 'repo:acme/shop:ref:refs/heads/main', verbatim: true, ...claims },
    ...change,
  }
}

interface Statement {
  readonly Principal: { readonly Federated: string }
  readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> }
}

function statementIn(hint: string): Statement | undefined {
  const [statement] = jsonBlocks(hint)
  return statement === undefined ? undefined : (JSON.parse(statement) as Statement)
}

describe('the cause is told from what STS says', () => {
  test.each<[string, string, RoleRefusal]>([
    ['AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 'not-trusted'],
    ['AccessDeniedException', 'User is not welcome', 'not-trusted'],
    ['InvalidIdentityToken', `No OpenIDConnect provider found in your account for ${GITHUB}`, 'no-provider'],
    ['InvalidIdentityTokenException', 'Incorrect token audience', 'wrong-audience'],
    ['InvalidIdentityToken', "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint", 'certificate'],
    ['InvalidIdentityToken', "Couldn't retrieve verification key from your identity provider,  please reference …", 'keys'],
    ['IDPCommunicationError', 'x', 'keys'],
    ['ExpiredTokenException', 'Token expired: current date/time 2 must be before the expiration date/time 1', 'expired'],
    ['ValidationError', 'Request ARN is invalid', 'other'],
    ['constructor', 'x', 'other'],
  ])('%s: %s', (name, message, refusal) => {
    expect(roleRefusalOf({ name, message })).toBe(refusal)
  })
})

describe.each(REFUSALS)('%s', (refusal) => {
  test('says what the token says, and has JSON that can be copied as it is', () => {
    const hint = roleHelp(refusal, request())
    expect(hint).toContain(`\n  iss  ${GITHUB}\n  aud  sts.amazonaws.com\n  sub  repo:acme/shop:ref:refs/heads/main`)
    expect(blockFaults(hint)).toEqual([])
    expect(`${refusalInWords(refusal, request())}\n${hint}`).not.toMatch(/undefined|\[object/)
  })

  test('says something without any claims', () => {
    const told = `${refusalInWords(refusal, request())}\n${roleHelp(refusal, { ...request(), claims: { verbatim: true } })}`
    expect(told).toContain('  sub  (none)')
    expect(told).not.toMatch(/undefined|\[object/)
    expect(jsonBlocks(told)).toEqual([])
  })

  test('offers nothing for copying that was not shown as it is', () => {
    const hint = roleHelp(refusal, request({ subject: 'repo:acme/shop:ref:refs/heads/[redacted]', verbatim: false }))
    expect(hint).toContain('Not all of it is shown as it is')
    expect(jsonBlocks(hint)).toEqual([])
    expect(hint).not.toMatch(/^aws iam (create|add)/m)
  })
})

describe('a role that does not let the job in', () => {
  test.each([
    ['repo:acme/shop:ref:refs/heads/main', 'for the branch main', 'repo:acme@ID/shop@ID:…', 'repo:acme/shop:*'],
    ['repo:acme/shop:ref:refs/tags/v1:rc', 'for the tag v1:rc', 'repo:acme@ID/shop@ID:…', 'repo:acme/shop:*'],
    ['repo:acme/shop:environment:Prod EU', 'in the environment Prod EU', 'repo:acme@ID/shop@ID:…', 'repo:acme/shop:*'],
    ['repo:acme@1/shop@2:pull_request', 'that of every pull request', 'repo:acme/shop:…', 'repo:acme@1/shop@2:*'],
    ['repo:acme@1/shop@2:ref:refs/heads/release/1', 'for the branch release/1', 'repo:acme/shop:…', 'repo:acme@1/shop@2:*'],
  ])('is told which conditions pass by %s', (subject, context, otherForm, whole) => {
    const hint = roleHelp('not-trusted', request({ subject }))
    expect(hint).toContain(context)
    expect(hint).toContain(`a condition on ${otherForm} does not match it`)
    expect(hint).toContain(`as ${whole}`)
    expect(statementIn(hint)).toEqual({
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': subject,
        },
      },
    })
  })

  test.each([
    'repository_owner:acme:job_workflow_ref:acme/shop/.github/workflows/ci.yml@refs/heads/main',
    'repo:acme/shop:actor:octocat',
    'repo:acme:pull_request',
  ])('is told that %s is customised', (subject) => {
    const hint = roleHelp('not-trusted', request({ subject }))
    expect(hint).toContain('has customised it')
    expect(hint).not.toContain('under StringLike')
    expect(statementIn(hint)?.Condition.StringEquals['token.actions.githubusercontent.com:sub']).toBe(subject)
  })

  test('is looked at by its name without its path', () => {
    expect(roleHelp('not-trusted', request())).toContain('\naws iam get-role --role-name scanner --query Role.AssumeRolePolicyDocument\n')
  })

  test('is told what a role for pull requests can do', () => {
    expect(roleHelp('not-trusted', request({ subject: 'repo:acme/shop:pull_request' }))).toContain('securityhub:GetFindings alone')
    expect(roleHelp('not-trusted', request())).not.toContain('securityhub:GetFindings alone')
  })

  test('of another partition than the Region is told so', () => {
    const hint = roleHelp('not-trusted', request({}, { region: 'cn-north-1' }))
    expect(hint).toContain('The role is of the partition aws, and cn-north-1 of the partition aws-cn')
    expect(roleHelp('not-trusted', request())).not.toContain('partition')
  })
})

describe('an account without the identity provider', () => {
  test.each([
    [request(), GITHUB, 'sts.amazonaws.com', 'aws', 'token.actions.githubusercontent.com'],
    [request({ issuer: `${GITHUB}/acme` }), `${GITHUB}/acme`, 'sts.amazonaws.com', 'aws', 'token.actions.githubusercontent.com/acme'],
    [
      request(
        { issuer: 'https://github.acme.example/_services/token', audience: 'sts.amazonaws.com.cn' },
        { role: 'arn:aws-cn:iam::111122223333:role/scanner', region: 'cn-north-1' },
      ),
      'https://github.acme.example/_services/token',
      'sts.amazonaws.com.cn',
      'aws-cn',
      'github.acme.example/_services/token',
    ],
  ])('gets the command that makes it, and the statement for it: %#', (asked, url, audience, partition, name) => {
    const hint = roleHelp('no-provider', asked)
    expect(hint.split('\n')).toContain(`aws iam create-open-id-connect-provider --url ${url} --client-id-list ${audience}`)
    expect(statementIn(hint)?.Principal.Federated).toBe(`arn:${partition}:iam::111122223333:oidc-provider/${name}`)
    expect(statementIn(hint)?.Condition.StringEquals[`${name}:aud`]).toBe(audience)
    expect(hint.includes('has to be reachable')).toBe(name.startsWith('github.acme'))
  })

  test.each([
    'http://token.actions.githubusercontent.com',
    'https://x.example:8443',
    'https://x.example/?a=$(id)',
    "https://x.example/'; id; '",
    'https://user@x.example',
    'https://x.example/../y',
    'javascript:alert(1)',
    '--url',
    'https://X.example/a b',
  ])('gets no command for %s, which can be no issuer of AWS’', (issuer) => {
    const hint = roleHelp('no-provider', request({ issuer }))
    expect(hint).not.toContain('create-open-id-connect-provider')
    expect(jsonBlocks(hint)).toEqual([])
    expect(providerName(issuer)).toBeUndefined()
  })
})

test('an audience that the provider lacks is a command that adds it', () => {
  const hint = roleHelp('wrong-audience', request({ audience: 'our audience' }))
  const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'
  expect(hint.split('\n')).toContain(
    `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${provider} --client-id 'our audience'`,
  )
})

test.each([
  ['eu-central-1', 'eu-central-1'],
  ['a b', "'a b'"],
  ["it's $(id)", "'it'\\''s $(id)'"],
  ['', "''"],
  ['~', "'~'"],
])('%j is a word of a command as %s', (value, word) => {
  expect(shellWord(value)).toBe(word)
})
