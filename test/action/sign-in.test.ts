/** Set-up that is wrong, each in its way: what the step says to copy is copied, and the next run is let in. */
import { afterEach, describe, expect, test } from '@jest/globals'
import type { IdTokenClaims, LocalSecurityHub, LocalSecurityHubOptions, TrustPolicy } from '../../local-hub/index.js'
import { jsonBlocks } from '../support/blocks.js'
import { expectSound, stepErrors } from '../support/outcomes.js'
import type { ActionRun } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'
import { UNSIGNED } from './troubles.js'

let shop: Scenario
const start = async (options?: LocalSecurityHubOptions) => {
  shop = await startScenario(options)
  shop.files({ 'report.sarif': aReport([aResult()]) })
}
afterEach(() => shop.close())

const signingIn = (environment: Readonly<Record<string, string>> = {}) =>
  shop.run({ inputs: { 'role-to-assume': shop.hub.roleArn }, environment: { ...UNSIGNED, ...shop.hub.oidcEnv, ...environment } })

const SERVER = 'https://github.acme.example/_services/token'
const ENTERPRISE = 'https://token.actions.githubusercontent.com/acme'
const policyFor = (sub: string | readonly string[], change: object = {}) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': sub },
      },
      ...change,
    },
  ],
})

interface SetUp {
  readonly what: string
  readonly trust: Partial<TrustPolicy>
  readonly token?: Partial<IdTokenClaims>
  readonly region?: string
  /** What the step says of what happened, and of this job. */
  readonly told: RegExp
}

const SET_UPS: readonly SetUp[] = [
  {
    what: 'a trust policy for another branch',
    trust: { policy: policyFor('repo:acme/shop:ref:refs/heads/release') },
    told: /no such role exists, or its trust policy[\s\S]* {2}sub {2}repo:acme\/shop:ref:refs\/heads\/main\n[\s\S]*runs for the branch main/,
  },
  {
    what: 'a trust policy for branches, and a pull request',
    trust: { policy: policyFor('repo:acme/shop:ref:refs/heads/*') },
    token: { subject: 'repo:acme/shop:pull_request' },
    told: / {2}sub {2}repo:acme\/shop:pull_request\n[\s\S]*that of every pull request/,
  },
  {
    what: 'a trust policy for branches, and a job with an environment',
    trust: { policy: policyFor('repo:acme/shop:ref:*') },
    token: { subject: 'repo:acme/shop:environment:production' },
    told: / {2}sub {2}repo:acme\/shop:environment:production\n[\s\S]*runs in the environment production/,
  },
  {
    what: 'a trust policy without ids, and a subject with them',
    trust: { policy: policyFor('repo:acme/shop:*') },
    token: { subject: 'repo:acme@1234567/shop@7654321:ref:refs/heads/main' },
    told: / {2}sub {2}repo:acme@1234567\/shop@7654321:ref:refs\/heads\/main\n[\s\S]*a condition on repo:acme\/shop:… does not match it/,
  },
  {
    what: 'a trust policy for the standard form, and a customised subject',
    trust: { policy: policyFor('repo:acme/shop:*') },
    token: { subject: 'repository_owner:acme:job_workflow_ref:acme/shop/.github/workflows/ci.yml@refs/heads/main' },
    told: / {2}sub {2}repository_owner:acme:job_workflow_ref:[\s\S]*has customised it/,
  },
  {
    what: 'a trust policy for another audience',
    trust: { policy: policyFor('*', { Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sigstore' } } }) },
    told: /its condition on the audience names another/,
  },
  {
    what: 'a trust policy for the identity provider of another account',
    trust: {
      policy: policyFor('*', { Principal: { Federated: 'arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com' } }),
    },
    told: /no statement of its trust policy fits/,
  },
  {
    what: 'an account without an identity provider',
    trust: { providerExists: false },
    told: /account 123456789012 has no identity provider for https:\/\/token\.actions\.githubusercontent\.com\. AWS STS: No OpenIDConnect provider/,
  },
  {
    what: 'an enterprise with an issuer of its own, which the account does not know',
    trust: {},
    token: { issuer: ENTERPRISE },
    told: /has no identity provider for https:\/\/token\.actions\.githubusercontent\.com\/acme\. [\s\S]* {2}iss {2}https:\/\/token\.actions\.githubusercontent\.com\/acme\n/,
  },
  {
    what: 'a GitHub Enterprise Server that the account does not know',
    trust: {},
    token: { issuer: SERVER },
    told: /has no identity provider for https:\/\/github\.acme\.example\/_services\/token\.[\s\S]*has to be reachable from there/,
  },
  {
    what: 'an account in China without an identity provider',
    trust: { providerExists: false },
    region: 'cn-north-1',
    told: /\naws iam create-open-id-connect-provider .* --client-id-list sts\.amazonaws\.com\.cn\n[\s\S]* {2}aud {2}sts\.amazonaws\.com\.cn\n/,
  },
  {
    what: 'an identity provider for another audience',
    trust: { audience: 'https://github.com/acme' },
    told: /does not take the audience sts\.amazonaws\.com\. AWS STS: Incorrect token audience[\s\S]*\naws iam add-client-id-to-open-id-connect-provider /,
  },
]

describe('ROLE_NOT_ASSUMED', () => {
  test.each(SET_UPS)('of $what says what to copy, and that lets the job in', async ({ trust, token = {}, region, told }) => {
    await start({ trust, idToken: token, ...(region !== undefined && { region }) })
    const refused = await signingIn()
    const said = stepErrors(refused)
    expect(said).toMatch(/^ROLE_NOT_ASSUMED: /)
    expect(said).toMatch(told)
    expectToldEverywhere(refused, said)
    copyInto(shop.hub, said)
    const next = await signingIn()
    expect([next.exitCode, expectSound(next).outcome]).toEqual([0, 'imported'])
    expect(shop.active()).toHaveLength(1)
  })

  test('of a role that does not exist says so, as far as STS does', async () => {
    await start({ trust: { roles: [] } })
    const said = stepErrors(await signingIn())
    expect(said).toMatch(/- no role is called arn:aws:iam::123456789012:role\/publish-to-security-hub \(case counts\);/)
    expect(said).toContain('\naws iam get-role --role-name publish-to-security-hub --query Role.AssumeRolePolicyDocument\n')
  })

  test('of anything else says what AWS says, and what the token does', async () => {
    await start()
    const fault = { kind: 'error', operation: 'AssumeRoleWithWebIdentity', status: 400, code: 'ValidationError' } as const
    shop.hub.fault({ ...fault, message: 'Request ARN is invalid' })
    const said = stepErrors(await signingIn())
    expect(said).toMatch(/could not be assumed\. AWS STS: Request ARN is invalid \(ValidationError, HTTP 400\)/)
    expect(said).toMatch(/check that account 123456789012 has the role publish-to-security-hub[\s\S]* {2}sub {2}repo:acme\/shop:ref:/)
  })
})

describe('a pull request that is only compared', () => {
  const event = (head: string) => ({
    repository: { default_branch: 'main', full_name: 'acme/shop' },
    pull_request: { number: 5, head: { sha: 'a'.repeat(40), ref: 'fix', repo: { full_name: head } }, base: { ref: 'main' } },
  })

  test.each([
    ['from a branch of the repository', 'acme/shop'],
    ['from a fork that the repository lets have a token', 'mallory/shop'],
  ])('%s is warned with what to copy, and fails nothing', async (_what, head) => {
    await start({ idToken: { subject: 'repo:acme/shop:pull_request' }, trust: { subject: 'repo:acme/shop:ref:*' } })
    const run = await shop.run({
      inputs: { 'role-to-assume': shop.hub.roleArn },
      environment: { ...UNSIGNED, ...shop.hub.oidcEnv, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' },
      event: event(head),
    })
    expect([run.exitCode, expectSound(run).outcome]).toEqual([0, 'compared'])
    const [warning = ''] = readByRunner(run.log).annotations.flatMap(({ level, message }) => (level === 'warning' ? [message] : []))
    expect(warning).toMatch(/^ROLE_NOT_ASSUMED: [\s\S]*that of every pull request[\s\S]*securityhub:GetFindings alone is enough/)
    expect(warning).not.toContain('gets no credentials')
    copyInto(shop.hub, warning)
    expect(
      (await shop.run({ inputs: { 'role-to-assume': shop.hub.roleArn }, environment: { ...UNSIGNED, ...shop.hub.oidcEnv } })).exitCode,
    ).toBe(0)
  })
})

describe('a subject that whoever opens pull requests can write', () => {
  const hostile = 'repo:acme/shop:environment:\n::error::x\n##[group]y\u202E<b>@all</b>`$(id)`'

  test('reaches log, annotation and summary as text, and is not offered for copying', async () => {
    await start({ idToken: { subject: hostile }, trust: { subject: 'repo:acme/shop:ref:*' } })
    const run = await signingIn()
    expectSound(run)
    const view = readByRunner(run.log)
    const errors = view.annotations.filter(({ level }) => level === 'error')
    expect(errors.map(({ title = '' }) => title)).toEqual(['High: User input reaches a query', ''])
    expect(stepErrors(run)).toContain('Not all of it is shown as it is')
    expect(jsonBlocks(stepErrors(run))).toEqual([])
    expect(run.summary).not.toContain('<b>@all')
  })
})

/** In the annotation, the log and the summary, and never the token. */
function expectToldEverywhere(run: ActionRun, said: string): void {
  const sub = / {2}sub {2}(.*)/.exec(said)?.[1] ?? '?'
  const lines = readByRunner(run.log).lines
  expect(lines).toContain(`    sub  ${sub}`)
  expect(run.summary).toContain(`  sub  ${sub}`)
  expect(expectSound(run).outcome).toBe('failed')
  for (const { operation, body } of shop.hub.requests()) {
    const token = operation === 'AssumeRoleWithWebIdentity' ? (body as { WebIdentityToken: string }).WebIdentityToken : undefined
    const payload = token?.split('.')[1]
    if (payload === undefined) continue
    expect(`${lines.join('\n')}\n${run.summary}\n${said}`).not.toContain(payload)
  }
}

/** Does in the account what the step says: the commands of the AWS CLI, and the statement as the trust policy. */
function copyInto(hub: LocalSecurityHub, said: string): void {
  const made = /^aws iam create-open-id-connect-provider --url (\S+) --client-id-list (\S+)$/m.exec(said)
  const added = /^aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn \S+\/(\S+) --client-id (\S+)$/m.exec(
    said,
  )
  const [, issuer, audience] = made ?? (added === null ? [] : ['', `https://${added[1]}`, added[2]])
  if (issuer !== undefined && audience !== undefined) hub.trust({ providerExists: true, providers: [{ issuer, audiences: [audience] }] })
  const [statement = '', ...others] = jsonBlocks(said)
  expect(others).toEqual([])
  hub.trust({ policy: { Version: '2012-10-17', Statement: [JSON.parse(statement)] } })
}
