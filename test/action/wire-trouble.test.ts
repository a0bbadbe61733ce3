import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LocalSecurityHubOptions, RecordedRequest } from '../../local-hub/index.js'
import { expectSound, stepErrors } from '../support/outcomes.js'
import { type ActionRun, type ActionRunOptions, projectRoot } from '../support/run-action.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

/** Milliseconds. The waits between attempts are the SDK's and real. */
const PATIENCE = 90_000

let shop: Scenario

beforeEach(() => start())
afterEach(() => shop.close())

async function start(options: LocalSecurityHubOptions = {}): Promise<void> {
  shop = await startScenario(options)
}

async function restart(options: LocalSecurityHubOptions): Promise<void> {
  await shop.close()
  await start(options)
}

const reportOfMany = (number: number) =>
  aReport(Array.from({ length: number }, (_, index) => aResult({ line: index + 1, message: `Number ${index}` })))

function importing(number: number, options?: ActionRunOptions): Promise<ActionRun> {
  shop.files({ 'report.sarif': reportOfMany(number) })
  return shop.run(options)
}

const imports = () => shop.hub.requests().filter(({ operation }) => operation === 'BatchImportFindings')
const findingsIn = ({ body }: RecordedRequest) => (body as { Findings: { Id: string; Title: string }[] }).Findings
const isCalled =
  (...titles: string[]) =>
  (finding: unknown) =>
    titles.includes((finding as { Title: string }).Title)

describe('the requests of an import', () => {
  test.each([
    [0, []],
    [1, [1]],
    [100, [100]],
    [101, [1, 100]],
    [250, [50, 100, 100]],
  ])('%d findings are %j', async (number, sizes) => {
    const run = await importing(number)
    expect(run.exitCode).toBe(0)
    expect(expectSound(run).import).toEqual({ requests: sizes.length, imported: number, notSent: 0, failed: 0, throttled: 0, retried: 0 })
    expect(
      imports()
        .map((request) => findingsIn(request).length)
        .sort((a, b) => a - b),
    ).toEqual(sizes)
    const ids = imports().flatMap((request) => findingsIn(request).map(({ Id }) => Id))
    expect(new Set(ids).size).toBe(number)
    expect(shop.hub.violations()).toEqual([])
  })

  test('of a real report with 2,000 results are 21 at most, and never throttled', async () => {
    shop.files({ 'report.sarif': readFileSync(join(projectRoot(), 'test', 'fixtures', 'eslint', 'two-thousand.sarif')) })
    const run = await shop.run()
    expect(run.exitCode).toBe(0)
    const report = expectSound(run)
    expect(report.accounting['results']).toBe(2000)
    expect(shop.hub.requests().filter(({ operation }) => /Findings$/.test(operation)).length).toBeLessThanOrEqual(21)
    expect(report.import).toMatchObject({ imported: report.accounting['findings'], throttled: 0, retried: 0 })
    expect(shop.active()).toHaveLength(report.accounting['findings'] ?? 0)
    expect(shop.hub.violations()).toEqual([])
  })

  test('stay below the quotas of the service, also right after another run', async () => {
    for (const _run of [1, 2]) {
      const run = await importing(2000, { inputs: { 'refresh-after': '0' } })
      expect(expectSound(run).import).toMatchObject({ imported: 2000, failed: 0, throttled: 0, retried: 0 })
    }
    expect(shop.hub.requests().filter(({ status }) => status !== 200)).toEqual([])
  }, 60_000)

  test('are none in a dry run', async () => {
    const run = await importing(250, { inputs: { import: 'never' } })
    expect(run.outputs).toMatchObject({ outcome: 'dry-run', 'findings-count': '250', 'imported-count': '0' })
    expectSound(run)
    expect(shop.hub.requests()).toEqual([])
  })

  test('go at the same rate when every answer is slow', async () => {
    await restart({ latencyMs: 1000 })
    const run = await importing(5000)
    expect(expectSound(run).import).toMatchObject({ requests: 50, imported: 5000, throttled: 0 })
    const times = imports().map(({ at }) => at)
    const seconds = (Math.max(...times) - Math.min(...times)) / 1000
    // One after the other they take 49 seconds.
    expect(seconds).toBeLessThan(25)
    expect(Math.max(...imports().map(({ inFlight }) => inFlight))).toBeGreaterThan(5)
  })
})

describe('findings that Security Hub refuses', () => {
  test('by name do not stop the others, are named with the reason, and can be sent again', async () => {
    shop.hub.fault({
      kind: 'refuse-finding-if',
      predicate: isCalled('Number 7', 'Number 142'),
      code: 'InvalidInput',
      message: 'No such thing',
    })
    const run = await importing(250)
    expect(run.exitCode).toBe(1)
    const report = expectSound(run)
    expect(report).toMatchObject({ outcome: 'partial', import: { imported: 248, failed: 2, requests: 3 } })
    expect(report.failures.map(({ code, message }) => `${code}: ${message}`)).toEqual(Array(2).fill('InvalidInput: No such thing'))
    expect(run.summary).toMatch(/\| Number 7 \| `InvalidInput` \| No such thing \|/)
    expect(run.log).toContain(`InvalidInput: No such thing (${report.failures[0]?.id})`)
    expect(shop.active()).toHaveLength(248)
    shop.hub.clearFaults()
    const again = (run.json('failed-findings-file') as { finding: unknown }[]).map(({ finding }) => finding)
    expect(again).toEqual(
      imports()
        .flatMap((request) => findingsIn(request).filter(isCalled('Number 7', 'Number 142')))
        .sort(byId),
    )
    const next = await shop.run()
    expect(next.outputs).toMatchObject({ outcome: 'imported', 'new-count': '2', 'unchanged-count': '248' })
  })

  test('with a whole request are narrowed down to the one that is at fault', async () => {
    const predicate = (body: unknown) => (body as { Findings?: unknown[] }).Findings?.some(isCalled('Number 42')) ?? false
    shop.hub.fault({ kind: 'refuse-request-if', predicate, message: 'Finding 42 is impossible' })
    const run = await importing(150)
    expect(run.exitCode).toBe(1)
    const report = expectSound(run)
    expect(report).toMatchObject({ outcome: 'partial', import: { imported: 149, failed: 1 } })
    expect(report.failures).toEqual([
      { id: expect.any(String), code: 'InvalidInputException', message: expect.stringContaining('Finding 42 is impossible') },
    ])
    expect(run.summary).toContain('| Number 42 | ')
    expect(shop.active()).toHaveLength(149)
    // Two batches, and of the bad one both halves down to one finding.
    expect(imports().length).toBeLessThanOrEqual(2 + 2 * Math.ceil(Math.log2(100)))
  })

  test('for a passing reason are sent once more', async () => {
    shop.hub.fault({ kind: 'refuse-finding-if', predicate: isCalled('Number 1'), code: 'InternalFailure', times: 1 })
    const run = await importing(3)
    expect(run.exitCode).toBe(0)
    expect(expectSound(run).import).toMatchObject({ requests: 2, imported: 3, failed: 0 })
  })
})

describe('requests that do not get through at once', () => {
  test(
    'a storm of throttling: everything is imported, and it is told how often',
    async () => {
      shop.hub.fault({ kind: 'throttle', operation: 'BatchImportFindings', times: 20 })
      const run = await importing(1500)
      expect(run.exitCode).toBe(0)
      expect(expectSound(run).import).toEqual({ requests: 35, imported: 1500, notSent: 0, failed: 0, throttled: 20, retried: 20 })
      expect(run.summary).toContain('20 throttled · 20 retried')
      expect(shop.active()).toHaveLength(1500)
    },
    PATIENCE,
  )

  test.each(['reset', 'reset-after', 'internal', 'unavailable'] as const)('"%s": the same request goes again', async (kind) => {
    shop.hub.fault({ kind, operation: 'BatchImportFindings', times: 3 })
    const run = await importing(250)
    expect(run.exitCode).toBe(0)
    expect(expectSound(run).import).toEqual({ requests: 6, imported: 250, notSent: 0, failed: 0, throttled: 0, retried: 3 })
    expect(run.summary).toContain('3 retried')
    expect(shop.active()).toHaveLength(250)
  })

  test('a request is tried as often as AWS_MAX_ATTEMPTS says', async () => {
    shop.hub.fault({ kind: 'internal', operation: 'BatchImportFindings', times: 100 })
    const run = await importing(1, { environment: { AWS_MAX_ATTEMPTS: '3' } })
    expect(stepErrors(run)).toMatch(/^SERVICE_ERROR: /)
    expect(expectSound(run).import).toEqual({ requests: 3, imported: 0, notSent: 0, failed: 1, throttled: 0, retried: 2 })
  })

  test('one request is lost for good: the others arrive, and nothing is archived', async () => {
    await importing(250)
    const before = shop.active().length
    shop.hub.fault({ kind: 'internal', operation: 'BatchImportFindings' })
    const run = await importing(240, { environment: { AWS_MAX_ATTEMPTS: '1' }, inputs: { 'refresh-after': '0' } })
    expect(run.exitCode).toBe(1)
    const report = expectSound(run)
    expect(report.outcome).toBe('partial')
    expect(report.lifecycle.kept).toEqual([{ reason: 'import-failed', count: 10 }])
    expect(shop.active()).toHaveLength(before)
    expect(shop.archived()).toEqual([])
  })

  test('throttled look-ups: the comparison is complete all the same', async () => {
    await importing(150)
    shop.hub.fault({ kind: 'throttle', operation: 'GetFindings', times: 2 })
    const run = await importing(150)
    expect(run.outputs).toMatchObject({ outcome: 'imported', 'unchanged-count': '150', 'new-count': '0' })
    expect(expectSound(run).import).toMatchObject({ throttled: 2, retried: 2 })
  })
})

describe('credentials of a role', () => {
  const withRole = (): ActionRunOptions => ({
    inputs: { 'role-to-assume': shop.hub.roleArn },
    environment: { ...shop.hub.oidcEnv, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
  })
  const assumed = () => shop.hub.requests().filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity').length

  test('that end during a long import are renewed with a new ID token', async () => {
    // The sessions last an hour and, by a clock that is late by almost that, end soon in the eyes of the run: nothing hangs on how fast it is.
    const late = 3_600_000 - 2_000
    await restart({ clock: () => Date.now() - late, sessionLifetimeMs: 3_600_000 })
    const run = await importing(4000, withRole())
    expect(run.exitCode).toBe(0)
    expect(expectSound(run).import).toMatchObject({ imported: 4000, failed: 0, retried: 0 })
    expect(assumed()).toBeGreaterThan(1)
    expect(shop.hub.requests().filter(({ operation }) => operation === 'GetIdToken')).toHaveLength(assumed())
    expect(shop.hub.requests().filter(({ status }) => status !== 200)).toEqual([])
  })

  test('that are revoked during an import are renewed once', async () => {
    await restart({
      onRequest: ({ operation }) => {
        if (operation === 'BatchImportFindings' && assumed() === 1) shop.hub.expireSessions()
      },
    })
    const run = await importing(1500, withRole())
    expect(run.exitCode).toBe(0)
    expect(expectSound(run).import).toMatchObject({ imported: 1500, failed: 0 })
    expect(assumed()).toBe(2)
  })

  test.each([
    [
      'STS takes the token for an odd one',
      'AssumeRoleWithWebIdentity',
      {
        kind: 'error',
        status: 400,
        code: 'InvalidIdentityToken',
        message: "Couldn't retrieve verification key from your identity provider",
      },
      'AWS STS answered InvalidIdentityToken',
    ],
    ['STS fails', 'AssumeRoleWithWebIdentity', { kind: 'internal' }, 'AWS STS answered HTTP 500'],
    ['STS throttles', 'AssumeRoleWithWebIdentity', { kind: 'throttle' }, 'AWS STS answered HTTP 429'],
    ['STS cuts the connection', 'AssumeRoleWithWebIdentity', { kind: 'reset' }, 'AWS STS did not answer (ECONNRESET)'],
    ['the end point of the ID token fails', 'GetIdToken', { kind: 'internal' }, 'GitHub gave no ID token (HTTP 500)'],
    ['the end point of the ID token is busy', 'GetIdToken', { kind: 'throttle' }, 'GitHub gave no ID token (HTTP 429)'],
    ['the end point of the ID token cuts the connection', 'GetIdToken', { kind: 'reset' }, 'GitHub gave no ID token (no answer)'],
    ['the end point of the ID token hangs', 'GetIdToken', { kind: 'slow', milliseconds: 600_000 }, 'GitHub gave no ID token (no answer)'],
  ] as const)('are asked for again with a new ID token when %s, and it is told', async (_what, operation, fault, told) => {
    shop.hub.fault({ ...fault, operation })
    const run = await importing(3, withRole())
    expect(run.exitCode).toBe(0)
    const throttled = fault.kind === 'throttle' ? 1 : 0
    expect(expectSound(run).import).toMatchObject({ requests: 1, imported: 3, failed: 0, throttled, retried: 1 })
    expect(run.log).toContain(`${told} while signing in to AWS; attempt 2 of 6, with a new ID token.`)
    expect(run.summary).toContain('1 retried')
    const tokens = shop.hub
      .requests()
      .flatMap(({ operation: of, body }) =>
        of === 'AssumeRoleWithWebIdentity' ? (body as { WebIdentityToken: string }).WebIdentityToken : [],
      )
    expect(new Set(tokens).size).toBe(tokens.length)
  })

  test('are not asked for again when STS denies them', async () => {
    shop.hub.deny('sts:AssumeRoleWithWebIdentity')
    const run = await importing(3, withRole())
    expect(stepErrors(run)).toMatch(/^ROLE_NOT_ASSUMED: /)
    expectSound(run)
    expect(assumed()).toBe(1)
    expect(run.log).not.toContain('attempt 2')
  })

  test('that cannot be renewed end the import with what to do', async () => {
    await restart({
      onRequest: ({ operation }) => {
        if (operation !== 'BatchImportFindings') return
        shop.hub.trust({ subject: 'repo:acme/other:*' })
        shop.hub.expireSessions()
      },
    })
    const run = await importing(2500, withRole())
    expect(run.exitCode).toBe(1)
    const report = expectSound(run)
    expect(report.outcome).toBe('partial')
    expect(stepErrors(run)).toMatch(/^ROLE_NOT_ASSUMED: /)
    expect(report.import['imported']).toBe(shop.active().length)
  })
})

function byId(a: { readonly Id: string }, b: { readonly Id: string }): number {
  return a.Id < b.Id ? -1 : 1
}
