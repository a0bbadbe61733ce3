/** Who is asking: signatures, access keys, assumed roles, ID tokens. */
import { DescribeHubCommand } from '@aws-sdk/client-securityhub'
import { AssumeRoleWithWebIdentityCommand, type AssumeRoleWithWebIdentityCommandInput, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalSecurityHub, startLocalSecurityHub } from '../index.js'
import { stringMember } from '../server/json.js'
import { type Credentials, type RawRequest, securityHubClient, sendRaw, stsClient, userCredentials } from './clients.js'

let hub: LocalSecurityHub
beforeEach(async () => {
  hub = await startLocalSecurityHub()
})
afterEach(() => hub.close())

const describeHub = (credentials?: Credentials, region?: string) =>
  securityHubClient(hub, { ...(credentials && { credentials }), ...(region && { region }) }).send(new DescribeHubCommand({}))
const whoAmI = (credentials?: Credentials) => stsClient(hub, credentials && { credentials }).send(new GetCallerIdentityCommand({}))

async function idToken(audience = 'sts.amazonaws.com', from = hub): Promise<string> {
  const url = `${from.oidcEnv['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=${encodeURIComponent(audience)}`
  const answer = await fetch(url, { headers: { authorization: `Bearer ${from.oidcEnv['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` } })
  return stringMember(await answer.json(), 'value') ?? ''
}

async function assume(change: Partial<AssumeRoleWithWebIdentityCommandInput> = {}): Promise<Credentials & { expiration: Date }> {
  const input = {
    RoleArn: hub.roleArn,
    RoleSessionName: 'publish',
    WebIdentityToken: change.WebIdentityToken ?? (await idToken()),
    ...change,
  }
  const { Credentials: given } = await stsClient(hub).send(new AssumeRoleWithWebIdentityCommand(input))
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
    expiration: given?.Expiration ?? new Date(0),
  }
}

describe('a signature', () => {
  test('must be there', async () => {
    const answer = await fetch(`${hub.url}/accounts`)
    expect(answer.status).toBe(403)
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
  })

  test.each<[string, Credentials, string]>([
    ['of an unknown key', { accessKeyId: 'AKIAEXAMPLEUNKNOWN', secretAccessKey: 'x' }, 'UnrecognizedClientException'],
    ['with a wrong secret', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }, 'InvalidSignatureException'],
    [
      'with a session token of nobody',
      { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x', sessionToken: 'y' },
      'UnrecognizedClientException',
    ],
  ])('%s is refused', async (_name, credentials, name) => {
    await expect(describeHub(credentials)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } })
  })

  test('for another region is refused', async () => {
    await expect(describeHub(undefined, 'eu-west-1')).rejects.toThrow('Credential should be scoped to a valid region.')
  })

  const signed: RawRequest = { method: 'POST', path: '/findings', body: { MaxResults: 1 } }
  test.each<[string, Partial<RawRequest>]>([
    ['the path', { path: '/findings/import' }],
    ['the query', { path: '/findings?a=b' }],
    ['the method', { method: 'PATCH', path: '/findings/batchupdate' }],
    ['the body', { body: { MaxResults: 2 } }],
  ])('covers %s', async (_name, change) => {
    expect((await sendRaw(hub, signed)).status).toBe(200)
    const answer = await sendRaw(hub, signed, { ...signed, ...change })
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'InvalidSignatureException'])
  })

  test('may have a query string to cover', async () => {
    const answer = await sendRaw(hub, {
      method: 'GET',
      path: `/accounts?HubArn=${encodeURIComponent('arn:aws:securityhub:us-east-1:123456789012:hub/default')}`,
    })
    expect(answer.status).toBe(200)
  })
})

describe('GetCallerIdentity', () => {
  test('tells the account of the key', async () => {
    expect(await whoAmI()).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/example',
      UserId: 'AIDAEXAMPLEUSER',
    })
  })

  test.each<[string, Credentials, string, string]>([
    [
      'an unknown key',
      { accessKeyId: 'AKIAEXAMPLEUNKNOWN', secretAccessKey: 'x' },
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    ],
    [
      'a wrong secret',
      { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match',
    ],
  ])('refuses %s', async (_name, credentials, name, message) => {
    await expect(whoAmI(credentials)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('can only be denied explicitly', async () => {
    hub.deny('sts:GetCallerIdentity')
    expect(await whoAmI()).toMatchObject({ Account: '123456789012' })
    hub.deny('sts:GetCallerIdentity', { explicitly: true })
    await expect(whoAmI()).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('keeps leading zeros', async () => {
    const zeros = await startLocalSecurityHub({ accountId: '000000000012' })
    const identity = await stsClient(zeros).send(new GetCallerIdentityCommand({}))
    expect(identity.Account).toBe('000000000012')
    await zeros.close()
  })
})

describe('an assumed role', () => {
  test('is who asks from then on', async () => {
    const session = await assume()
    expect(await whoAmI(session)).toMatchObject({ Arn: 'arn:aws:sts::123456789012:assumed-role/publish-to-security-hub/publish' })
    expect(await describeHub(session)).toMatchObject({ AutoEnableControls: true })
  })

  test('ends when its time is over', async () => {
    const session = await assume({ DurationSeconds: 900 })
    expect(session.expiration.getTime()).toBeGreaterThan(Date.now() + 890_000)
    hub.advance(901_000)
    await expect(describeHub(session)).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    })
    await expect(whoAmI(session)).rejects.toMatchObject({ name: 'ExpiredToken' })
    expect(await describeHub(userCredentials(hub))).toBeDefined()
  })

  test('may be short-lived', async () => {
    const short = await startLocalSecurityHub({ sessionLifetimeMs: 1000 })
    const RoleArn = short.roleArn
    const WebIdentityToken = await idToken(undefined, short)
    const input = { RoleArn, RoleSessionName: 'publish', WebIdentityToken, DurationSeconds: 3600 }
    const { Credentials: given } = await stsClient(short).send(new AssumeRoleWithWebIdentityCommand(input))
    expect(given?.Expiration?.getTime()).toBeLessThan(Date.now() + 2000)
    await short.close()
  })

  test('can be ended at once', async () => {
    const session = await assume()
    hub.expireSessions()
    await expect(describeHub(session)).rejects.toMatchObject({ name: 'ExpiredTokenException' })
  })

  test('needs the signature of its own secret', async () => {
    const session = await assume()
    await expect(describeHub({ ...session, secretAccessKey: 'x' })).rejects.toMatchObject({ name: 'InvalidSignatureException' })
    await expect(describeHub({ accessKeyId: session.accessKeyId, secretAccessKey: session.secretAccessKey })).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    })
  })
})

describe('the role is refused', () => {
  const notAuthorized = {
    name: 'AccessDenied',
    message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    $metadata: { httpStatusCode: 403 },
  }

  test('to a subject that the trust policy does not name', async () => {
    hub.trust({ subject: 'repo:acme/shop:environment:*' })
    await expect(assume()).rejects.toMatchObject(notAuthorized)
    hub.idToken({ subject: 'repo:acme/shop:environment:production' })
    expect(await assume()).toHaveProperty('accessKeyId')
  })

  test.each([
    ['repo:acme/*:ref:refs/heads/*', true],
    ['repo:acme/shop:ref:refs/heads/main', true],
    ['*main', true],
    ['repo:acme/shop', false],
    ['repo:acme/shop:*:main:*', false],
    ['repo:acme/shop:ref:refs/heads/main*main', false],
  ])('or not, by the pattern %s', async (subject, trusted) => {
    hub.trust({ subject })
    expect(
      await assume().then(
        () => true,
        () => false,
      ),
    ).toBe(trusted)
  })

  test('when it does not exist or is of another account', async () => {
    await expect(assume({ RoleArn: 'arn:aws:iam::210987654321:role/publish' })).rejects.toMatchObject(notAuthorized)
    hub.trust({ roles: ['arn:aws:iam::123456789012:role/other'] })
    await expect(assume()).rejects.toMatchObject(notAuthorized)
  })

  test.each<[string, () => Promise<unknown>, string, string]>([
    [
      'for another audience',
      async () => assume({ WebIdentityToken: await idToken('sigstore') }),
      'InvalidIdentityTokenException',
      'Incorrect token audience',
    ],
    [
      'for no token',
      async () => assume({ WebIdentityToken: 'abcd' }),
      'InvalidIdentityTokenException',
      'The ID Token provided is not a valid JWT.',
    ],
    [
      'for a forged token',
      async () => assume({ WebIdentityToken: `${(await idToken()).slice(0, -4)}AAAA` }),
      'InvalidIdentityTokenException',
      "Couldn't retrieve verification key",
    ],
    ['for a short time', async () => assume({ DurationSeconds: 60 }), 'ValidationError', 'greater than or equal to 900'],
    ['for a name with spaces', async () => assume({ RoleSessionName: 'a b' }), 'ValidationError', 'roleSessionName'],
  ])('%s', async (_name, request, name, message) => {
    await expect(request()).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  })

  test('for a token whose time is over', async () => {
    hub.idToken({ lifetimeSeconds: 60 })
    const token = await idToken()
    hub.advance(61_000)
    await expect(assume({ WebIdentityToken: token })).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: expect.stringContaining('Token expired: current date/time'),
    })
  })

  test('in an account without the identity provider', async () => {
    hub.trust({ providerExists: false })
    await expect(assume()).rejects.toThrow(
      'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
    )
  })
})

describe('a trust policy that is a document', () => {
  const ISSUER = 'https://token.actions.githubusercontent.com'
  const NAME = 'token.actions.githubusercontent.com'
  const statement = (condition: unknown, change: object = {}) => ({
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${NAME}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
    ...change,
  })
  const lets = async (...statements: readonly unknown[]) => {
    hub.trust({ policy: { Version: '2012-10-17', Statement: statements } })
    return assume().then(
      () => true,
      () => false,
    )
  }
  const SUBJECT = 'repo:acme/shop:ref:refs/heads/main'

  test.each<[string, unknown, boolean]>([
    ['the subject itself', { StringEquals: { [`${NAME}:sub`]: SUBJECT } }, true],
    ['the subject in other case', { StringEquals: { [`${NAME}:sub`]: SUBJECT.toUpperCase() } }, false],
    ['the subject in other case, where that is let pass', { StringEqualsIgnoreCase: { [`${NAME}:sub`]: SUBJECT.toUpperCase() } }, true],
    ['one of several subjects', { StringEquals: { [`${NAME}:sub`]: ['repo:acme/other:ref:refs/heads/main', SUBJECT] } }, true],
    ['a wildcard where none is one', { StringEquals: { [`${NAME}:sub`]: 'repo:acme/shop:*' } }, false],
    ['wildcards', { StringLike: { [`${NAME}:sub`]: 'repo:acme/s??p:*main' } }, true],
    ['wildcards that do not reach', { StringLike: { [`${NAME}:sub`]: 'repo:acme/shop?:*' } }, false],
    ['a key in other case', { StringEquals: { [`${NAME}:SUB`]: SUBJECT } }, true],
    ['the audience and another subject', { StringEquals: { [`${NAME}:aud`]: 'sts.amazonaws.com', [`${NAME}:sub`]: 'x' } }, false],
    ['another subject among any', { 'ForAnyValue:StringLike': { [`${NAME}:sub`]: 'repo:acme/other:*' } }, false],
    ['a claim that is no condition key here', { StringEquals: { [`${NAME}:actor`]: 'octocat' } }, false],
    ['such a claim, if it exists', { StringEqualsIfExists: { [`${NAME}:actor`]: 'octocat' } }, true],
    ['the name of another issuer', { StringEquals: { 'github.acme.example/_services/token:sub': SUBJECT } }, false],
    ['not this subject', { StringNotLike: { [`${NAME}:sub`]: 'repo:acme/*' } }, false],
  ])('that asks for %s', async (_what, condition, expected) => {
    expect(await lets(statement(condition))).toBe(expected)
  })

  test('allows it by one statement and denies it by another', async () => {
    expect(await lets(statement({}), statement({ StringLike: { [`${NAME}:sub`]: '*:pull_request' } }, { Effect: 'Deny' }))).toBe(true)
    expect(await lets(statement({}), statement({ StringLike: { [`${NAME}:sub`]: '*main' } }, { Effect: 'Deny' }))).toBe(false)
  })

  test.each([
    ['of another account', { Principal: { Federated: `arn:aws:iam::210987654321:oidc-provider/${NAME}` } }],
    ['of another name', { Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/other.example' } }],
    ['that is a service', { Principal: { Service: 'ec2.amazonaws.com' } }],
    ['for another action', { Action: 'sts:AssumeRole' }],
  ])('with a principal %s lets nobody in', async (_what, change) => {
    expect(await lets(statement({}, change))).toBe(false)
  })

  test('says so when a condition is not understood', async () => {
    hub.trust({ policy: { Statement: statement({ DateLessThan: { [`${NAME}:sub`]: '2026' } }) } })
    await expect(assume()).rejects.toThrow('does not know the condition operator DateLessThan')
  })

  test('is asked after the account knows issuer and audience', async () => {
    const own = 'https://github.acme.example/_services/token'
    hub.idToken({ issuer: own })
    await expect(assume()).rejects.toThrow(`No OpenIDConnect provider found in your account for ${own}`)
    hub.trust({ providers: [{ issuer: own, audiences: ['https://github.acme.example/acme'] }] })
    await expect(assume()).rejects.toThrow('Incorrect token audience')
    hub.trust({
      providers: [
        { issuer: ISSUER, audiences: [] },
        { issuer: own, audiences: ['a', 'sts.amazonaws.com'] },
      ],
    })
    await expect(assume()).rejects.toThrow('Not authorized to perform sts:AssumeRoleWithWebIdentity')
    expect(
      await lets(
        statement(
          { StringEquals: { 'github.acme.example/_services/token:sub': SUBJECT } },
          { Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/github.acme.example/_services/token' } },
        ),
      ),
    ).toBe(true)
  })
})

describe('the ID token endpoint', () => {
  test('gives a token for the audience, and records it', async () => {
    const [, payload = ''] = (await idToken('sts.amazonaws.com.cn')).split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      aud: 'sts.amazonaws.com.cn',
      sub: 'repo:acme/shop:ref:refs/heads/main',
      iss: 'https://token.actions.githubusercontent.com',
    })
    expect(hub.requests()).toMatchObject([
      { operation: 'GetIdToken', path: '/oidc/token?api-version=2.0&audience=sts.amazonaws.com.cn', status: 200 },
    ])
  })

  test('wants the request token', async () => {
    const answer = await fetch(`${hub.oidcEnv['ACTIONS_ID_TOKEN_REQUEST_URL']}`)
    expect(answer.status).toBe(403)
  })

  test('fails when told', async () => {
    hub.fault({ operation: 'GetIdToken', kind: 'error', status: 500, code: 'x', message: 'Try later' })
    const answer = await fetch(`${hub.oidcEnv['ACTIONS_ID_TOKEN_REQUEST_URL']}`)
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Try later' }])
  })
})
