import { describe, expect, test } from '@jest/globals'
import type { LocalSecurityHub } from '../../local-hub/index.js'
import { callerAccount, createSecurityHub } from '../../src/securityhub/client.js'
import { type CredentialOptions, credentialsFor, defaultAudience } from '../../src/securityhub/credentials.js'
import { type IdTokenEndpoint, requestIdToken } from '../../src/securityhub/id-token.js'
import { createTally } from '../../src/securityhub/tally.js'
import { importAll, localHubs, realClock, seen, writtenDuring } from './local.js'
import { ACCOUNT, REGION, sampleFinding, sampleFindings } from './sample.js'

const startHub = localHubs()

/** The options of a job with `id-token: write`, and every secret that it masked. */
function job(hub: LocalSecurityHub, changes: Partial<CredentialOptions> = {}) {
  const masked: string[] = []
  const retries: string[] = []
  const tally = createTally()
  const options: CredentialOptions = {
    roleToAssume: hub.roleArn,
    roleSessionName: 'publish-to-security-hub',
    region: REGION,
    idTokenAvailable: true,
    getIdToken: (audience) => requestIdToken(endpointOf(hub), audience),
    mask: (secret) => masked.push(secret),
    sleep: () => Promise.resolve(),
    onRetry: (text) => retries.push(text),
    tally,
    ...changes,
  }
  return { masked, retries, tally, credentials: credentialsFor(options) }
}

function endpointOf({ oidcEnv }: LocalSecurityHub): IdTokenEndpoint {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken = '' } = oidcEnv
  return { url, requestToken, environment: {} }
}

/** One ID token for each attempt, and each with it. */
function expectFreshTokens(hub: LocalSecurityHub, attempts: number): void {
  const tokens = seen(hub, 'AssumeRoleWithWebIdentity').map(({ body }) => (body as Record<string, string>)['WebIdentityToken'])
  expect(seen(hub, 'GetIdToken')).toHaveLength(attempts)
  expect(tokens).toHaveLength(attempts)
  expect(new Set(tokens).size).toBe(attempts)
}

describe('credentialsFor', () => {
  test('assumes the role with an ID token of the job', async () => {
    const hub = await startHub()
    const { credentials } = job(hub)
    delete process.env['AWS_ACCESS_KEY_ID']
    expect(await callerAccount({ region: REGION, credentials })).toBe(ACCOUNT)
    expect(seen(hub, 'GetIdToken')[0]?.path).toContain('audience=sts.amazonaws.com')
    expect(seen(hub, 'AssumeRoleWithWebIdentity')[0]?.body).toMatchObject({
      RoleArn: hub.roleArn,
      RoleSessionName: 'publish-to-security-hub',
    })
    expect(hub.violations()).toEqual([])
  })

  test('sends no other credentials along when it assumes the role', async () => {
    const hub = await startHub()
    await job(hub).credentials()
    expect(seen(hub, 'AssumeRoleWithWebIdentity')[0]?.headers.authorization).toBeUndefined()
  })

  test('masks every part of the credentials and the ID token', async () => {
    const hub = await startHub()
    const { credentials, masked } = job(hub)
    const { accessKeyId, secretAccessKey, sessionToken } = await credentials()
    const sent = seen(hub, 'AssumeRoleWithWebIdentity')[0]?.body as Record<string, string>
    expect(new Set(masked)).toEqual(new Set([sent['WebIdentityToken'], accessKeyId, secretAccessKey, sessionToken]))
  })

  test('exports nothing to the environment', async () => {
    const hub = await startHub()
    const before = { ...process.env }
    await job(hub).credentials()
    expect(process.env).toEqual(before)
  })

  test('masks what the default chain finds, and never an empty part', async () => {
    const hub = await startHub()
    const { credentials, masked } = job(hub, { roleToAssume: undefined, idTokenAvailable: false })
    expect(await callerAccount({ region: REGION, credentials })).toBe(ACCOUNT)
    expect(masked).toEqual([hub.env['AWS_ACCESS_KEY_ID'], hub.env['AWS_SECRET_ACCESS_KEY']])
    expect(seen(hub, 'AssumeRoleWithWebIdentity')).toEqual([])
  })

  test('writes nothing to the console, where the runner looks for commands', async () => {
    const hub = await startHub()
    process.env['AWS_PROFILE'] = 'sample'
    const { credentials } = job(hub, { roleToAssume: undefined })
    expect(await writtenDuring(() => credentials())).toEqual([])
  })

  test('masks credentials once and not with every request', async () => {
    const hub = await startHub({ sessionLifetimeMs: 60_000 })
    const { credentials, masked } = job(hub)
    const client = createSecurityHub({ region: REGION, credentials }, realClock)
    for (const id of ['a', 'b', 'c']) await client.importFindings([sampleFinding(id)])
    expect(masked).toHaveLength(4)
  })

  test('asks for the audience that is given', async () => {
    const hub = await startHub({ trust: { audience: 'our-audience' } })
    await job(hub, { audience: 'our-audience' }).credentials()
    expect(seen(hub, 'GetIdToken')[0]?.path).toContain('audience=our-audience')
  })

  test.each([
    ['cn-north-1', 'sts.amazonaws.com.cn'],
    ['us-gov-west-1', 'sts.amazonaws.com'],
    ['eu-west-1', 'sts.amazonaws.com'],
  ])('asks in %s for the audience %s', (region, audience) => {
    expect(defaultAudience(region)).toBe(audience)
  })

  test('says which permission to add when the job has no ID token', async () => {
    const hub = await startHub()
    const { credentials } = job(hub, { idTokenAvailable: false })
    await expect(credentials()).rejects.toMatchObject({ code: 'NO_ID_TOKEN', hint: expect.stringContaining('  id-token: write') })
    expect(hub.requests()).toEqual([])
  })

  test('says what to do by what the token end point answered', async () => {
    const hintFor = async (status: number) => {
      const hub = await startHub()
      hub.fault({ kind: 'error', operation: 'GetIdToken', status, code: 'x', message: 'x', times: 99 })
      const error = await job(hub)
        .credentials()
        .catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'NO_ID_TOKEN' })
      return (error as { readonly hint: string }).hint
    }
    expect(await hintFor(403)).toContain('  id-token: write')
    expect(await hintFor(503)).toMatch(/^Run the job again/)
  })

  test('says so when GitHub refuses the ID token', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'access-denied', operation: 'GetIdToken' })
    await expect(job(hub).credentials()).rejects.toMatchObject({ code: 'NO_ID_TOKEN', message: expect.stringContaining('403') })
  })

  test.each([
    ['the audience', { trust: { audience: 'somebody-else' } }, 'does not take the audience sts.amazonaws.com'],
    ['the subject', { trust: { subject: 'repo:acme/other:*' } }, 'no such role exists, or its trust policy does not let this job in'],
    ['a role that does not exist', { trust: { roles: [] } }, 'no such role exists'],
    [
      'an account without the identity provider',
      { trust: { providerExists: false } },
      'has no identity provider for https://token.actions',
    ],
    ['an ID token that has expired', { idToken: { lifetimeSeconds: -600 } }, "the job's ID token had expired"],
  ] as const)('names the role, the cause and the token when STS refuses %s', async (_what, options, cause) => {
    const hub = await startHub(options)
    const error = await callerAccount({ region: REGION, credentials: job(hub).credentials }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'ROLE_NOT_ASSUMED',
      message: expect.stringContaining(`${hub.roleArn} could not be assumed: `),
      hint: expect.stringContaining('\n  sub  repo:acme/shop:ref:refs/heads/main'),
    })
    expect(String(error)).toContain(cause)
  })

  test.each([
    ['InvalidIdentityToken', "Couldn't retrieve verification key from your identity provider"],
    ['InvalidIdentityToken', 'The token is not yet valid'],
    ['IDPCommunicationError', 'The identity provider did not answer'],
    ['ExpiredTokenException', 'Token expired'],
  ])('tries again with a new token when STS says %s: %s', async (code, message) => {
    const hub = await startHub()
    hub.fault({ kind: 'error', operation: 'AssumeRoleWithWebIdentity', status: 400, code, message, times: 2 })
    const { credentials, retries, tally } = job(hub)
    expect((await credentials()).sessionToken).toBeDefined()
    expectFreshTokens(hub, 3)
    expect(retries).toEqual(
      [2, 3].map((n) => expect.stringMatching(new RegExp(`STS answered ${code.replace('Exception', '')} while.*attempt ${n} of 6`))),
    )
    expect(tally.counts()).toMatchObject({ retried: 2, throttled: 0 })
  })

  test.each([
    ['a server error', { kind: 'internal' }, 'answered HTTP 500', 0],
    ['no service', { kind: 'unavailable' }, 'answered HTTP 503', 0],
    ['throttling', { kind: 'throttle' }, 'answered HTTP 429', 2],
    ['throttling without a name', { kind: 'throttle-unnamed' }, 'answered HTTP 429', 2],
    ['a connection that is cut', { kind: 'reset' }, 'did not answer', 0],
    ['a connection that is cut after the work was done', { kind: 'reset-after' }, 'did not answer', 0],
  ] as const)('tries again with a new token after %s of STS, counts it and tells it', async (_what, fault, told, throttled) => {
    const hub = await startHub()
    hub.fault({ ...fault, operation: 'AssumeRoleWithWebIdentity', times: 2 })
    const { credentials, retries, tally } = job(hub)
    expect((await credentials()).sessionToken).toBeDefined()
    expectFreshTokens(hub, 3)
    expect(retries).toEqual([2, 3].map((n) => expect.stringMatching(new RegExp(`^AWS STS ${told}.*attempt ${n} of 6`))))
    expect(tally.counts()).toMatchObject({ retried: 2, throttled })
  })

  test.each([500, 502, 429, 408, 503, 504])('tries again when the token end point answers %d', async (status) => {
    const hub = await startHub()
    hub.fault({ kind: 'error', operation: 'GetIdToken', status, code: 'x', message: 'later', times: 2 })
    const { credentials, retries, tally } = job(hub)
    expect((await credentials()).sessionToken).toBeDefined()
    expect(seen(hub, 'GetIdToken')).toHaveLength(3)
    expect(retries).toEqual([2, 3].map((n) => expect.stringMatching(new RegExp(`no ID token \\(HTTP ${status}\\).*attempt ${n} of 6`))))
    expect(tally.counts()).toMatchObject({ retried: 2, throttled: status === 429 ? 2 : 0 })
  })

  test('tries again when the token end point cuts the connection', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'reset', operation: 'GetIdToken' })
    const { credentials, retries, tally } = job(hub)
    expect((await credentials()).sessionToken).toBeDefined()
    expect(retries).toEqual([expect.stringMatching(/^GitHub gave no ID token \(no answer\).*attempt 2 of 6/)])
    expect(tally.counts()).toMatchObject({ retried: 1, throttled: 0 })
  })

  test('does not wait for a token end point that hangs', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'slow', operation: 'GetIdToken', milliseconds: 600_000 })
    const getIdToken = (audience: string) => requestIdToken(endpointOf(hub), audience, 200)
    const { credentials, retries } = job(hub, { getIdToken })
    expect((await credentials()).sessionToken).toBeDefined()
    expect(retries).toEqual([expect.stringMatching(/^GitHub gave no ID token \(no answer\).*attempt 2 of 6/)])
  })

  test('takes nothing else for a token', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'not-json', operation: 'GetIdToken' })
    await expect(job(hub).credentials()).rejects.toMatchObject({ code: 'NO_ID_TOKEN', message: expect.stringContaining('holds none') })
    expect(seen(hub, 'AssumeRoleWithWebIdentity')).toEqual([])
  })

  test('gives up after some attempts', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'error', operation: 'AssumeRoleWithWebIdentity', status: 400, code: 'InvalidIdentityToken', message: 'x', times: 99 })
    await expect(job(hub).credentials()).rejects.toMatchObject({ code: 'ROLE_NOT_ASSUMED' })
    expect(seen(hub, 'AssumeRoleWithWebIdentity')).toHaveLength(6)
    hub.fault({ kind: 'error', operation: 'GetIdToken', status: 500, code: 'x', message: 'x', times: 99 })
    hub.clearRecords()
    await expect(job(hub).credentials()).rejects.toMatchObject({ code: 'NO_ID_TOKEN' })
    expect(seen(hub, 'GetIdToken')).toHaveLength(6)
  })

  test.each([
    ['a permission', (hub: LocalSecurityHub) => hub.deny('sts:AssumeRoleWithWebIdentity')],
    ['the audience', (hub: LocalSecurityHub) => hub.trust({ audience: 'other' })],
    ['the subject', (hub: LocalSecurityHub) => hub.trust({ subject: 'repo:acme/other:*' })],
    ['the provider', (hub: LocalSecurityHub) => hub.trust({ providerExists: false })],
  ])('tries once where %s is missing', async (_what, prepare) => {
    const hub = await startHub()
    prepare(hub)
    const { credentials, retries } = job(hub)
    await expect(credentials()).rejects.toMatchObject({ code: 'ROLE_NOT_ASSUMED' })
    expect(seen(hub, 'AssumeRoleWithWebIdentity')).toHaveLength(1)
    expect(retries).toEqual([])
  })

  test('says that STS is not activated in the Region', async () => {
    const hub = await startHub()
    hub.fault({
      kind: 'error',
      operation: 'AssumeRoleWithWebIdentity',
      status: 403,
      code: 'RegionDisabledException',
      message: 'STS is not activated in this region',
    })
    await expect(job(hub).credentials()).rejects.toMatchObject({ code: 'ROLE_NOT_ASSUMED', hint: expect.stringContaining('Activate STS') })
  })

  test('keeps the credentials while they last', async () => {
    const hub = await startHub()
    const client = createSecurityHub({ region: REGION, credentials: job(hub).credentials }, realClock)
    for (const id of ['a', 'b', 'c']) await client.importFindings([sampleFinding(id)])
    await client.getFindings({})
    expect(seen(hub, 'AssumeRoleWithWebIdentity')).toHaveLength(1)
  })

  test('assumes the role once for all clients together', async () => {
    const hub = await startHub()
    const { credentials } = job(hub)
    await callerAccount({ region: REGION, credentials })
    await createSecurityHub({ region: REGION, credentials }, realClock).importFindings([sampleFinding('a')])
    expect(seen(hub, 'AssumeRoleWithWebIdentity')).toHaveLength(1)
  })

  test('assumes the role again before the session ends, each time with a new ID token', async () => {
    const hub = await startHub({ sessionLifetimeMs: 2_000 })
    const client = createSecurityHub({ region: REGION, credentials: job(hub).credentials }, realClock)
    await client.importFindings([sampleFinding('a')])
    await client.importFindings([sampleFinding('b')])
    expect(seen(hub, 'AssumeRoleWithWebIdentity')).toHaveLength(1)
    await realClock.sleep(1_500)
    await client.importFindings([sampleFinding('c')])
    expect(seen(hub, 'AssumeRoleWithWebIdentity')).toHaveLength(2)
    expect(seen(hub, 'GetIdToken')).toHaveLength(2)
  })

  test('goes on with an import when its session ends half-way', async () => {
    const hub = await startHub()
    const client = createSecurityHub({ region: REGION, credentials: job(hub).credentials }, realClock)
    await client.importFindings([sampleFinding('first')])
    hub.expireSessions()
    const report = await importAll(client, sampleFindings(1_500))
    expect(report).toMatchObject({ imported: 1_500, refused: [], unsent: [], errors: [] })
    expect(seen(hub, 'AssumeRoleWithWebIdentity').length).toBeLessThanOrEqual(3)
  })

  test('gives up, once, on expired credentials that nobody can renew', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'expired-token', operation: 'BatchImportFindings', times: 999 })
    const report = await importAll(createSecurityHub({ region: REGION }, realClock), sampleFindings(3_000), { concurrency: 1 })
    expect(report.errors.map(({ code }) => code)).toEqual(['CREDENTIALS_EXPIRED'])
    expect(report.unsent).toHaveLength(3_000)
    expect(seen(hub, 'BatchImportFindings')).toHaveLength(2)
  })
})
