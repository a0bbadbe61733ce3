import { describe, expect, test } from '@jest/globals'
import type { LocalSecurityHub } from '../../local-hub/index.js'
import { createImporter } from '../../src/securityhub/import.js'
import type { AwsSecurityFinding, ImportResponse } from '../../src/securityhub/port.js'
import { aGate } from '../support/gate.js'
import { connect, impatientClock, importAll, localHubs, realClock, seen } from './local.js'
import { idsOf, sampleFinding, sampleFindings, scriptedHub } from './sample.js'

const startHub = localHubs()

function storedIds(hub: LocalSecurityHub): readonly string[] {
  return hub
    .findings()
    .map(({ Id }) => Id ?? '')
    .toSorted()
}

/** Whether a request's body contains one of these findings. */
function contains(ids: readonly string[]) {
  return (body: unknown) => ids.some((id) => JSON.stringify(body).includes(`"Id":"${id}"`))
}

function idOf(finding: unknown): unknown {
  return (finding as AwsSecurityFinding).Id
}

describe('createImporter', () => {
  test('imports everything, in batches of at most 100', async () => {
    const hub = await startHub()
    const findings = sampleFindings(250)
    expect(await importAll(connect(), findings)).toEqual({ imported: 250, refused: [], unsent: [], unaccounted: 0, resent: 0, errors: [] })
    expect(storedIds(hub)).toEqual(idsOf(findings))
    expect(seen(hub, 'BatchImportFindings')).toHaveLength(3)
    expect(hub.violations()).toEqual([])
  })

  test('sends nothing when there is nothing to send', async () => {
    const hub = await startHub()
    expect((await importAll(connect(), [])).imported).toBe(0)
    expect(hub.requests()).toEqual([])
  })

  test('keeps requests below 5 MB on the wire', async () => {
    const hub = await startHub()
    const blob = 'ü'.repeat(25_000)
    const fields = { a: blob, b: blob, c: blob, d: blob }
    const findings = Array.from({ length: 60 }, (_, index) => sampleFinding(`large/${index}`, { ProductFields: fields }))
    await importAll(connect(), findings, { concurrency: 2 })
    const requests = seen(hub, 'BatchImportFindings')
    expect(Math.max(...requests.map(({ bytes }) => bytes))).toBeLessThanOrEqual(5_000_000)
    expect(requests).toHaveLength(3)
  })

  test('keeps every refusal with its code and message, and says so as it happens', async () => {
    const hub = await startHub()
    const bad = [sampleFinding('b-title', { Title: '' }), sampleFinding('a-types', { FindingProviderFields: { Types: ['a/b/c/d'] } })]
    const told: unknown[] = []
    const report = await importAll(connect(), [...sampleFindings(120), ...bad], {
      onRefused: (finding, refused) => told.push([finding.Id, refused.id, refused.code]),
    })
    expect(report.imported).toBe(120)
    expect(report.refused.map(({ finding, code }) => [finding, code])).toEqual([
      [bad[1], 'InvalidInput'],
      [bad[0], 'InvalidInput'],
    ])
    expect(report.refused[0]?.message).toContain('Finding does not adhere to Amazon Finding Format. data')
    expect(told).toEqual(
      expect.arrayContaining([
        ['a-types', 'a-types', 'InvalidInput'],
        ['b-title', 'b-title', 'InvalidInput'],
      ]),
    )
    expect(report.errors).toEqual([])
    expect(storedIds(hub)).toHaveLength(120)
  })

  test('goes on after a batch that was refused as a whole, and loses only the findings that are to blame', async () => {
    const hub = await startHub()
    const bad = ['sample/00003', 'sample/00042', 'sample/00043', 'sample/00199']
    hub.fault({ kind: 'refuse-request-if', operation: 'BatchImportFindings', predicate: contains(bad), message: 'Bad request' })
    const findings = sampleFindings(250)
    const report = await importAll(connect(), findings)
    expect(report.imported).toBe(246)
    expect(report.refused.map(({ finding, code, message }) => [finding.Id, code, message])).toEqual(
      bad.map((id) => [id, 'InvalidInputException', 'Bad request']),
    )
    expect(storedIds(hub)).toEqual(idsOf(findings).filter((id) => !bad.includes(id)))
    expect(seen(hub, 'BatchImportFindings').length).toBeLessThan(60)
  })

  test('makes smaller requests of one that is too large for the service', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'too-large', operation: 'BatchImportFindings', times: 3 })
    const report = await importAll(connect(), sampleFindings(100))
    expect(report).toMatchObject({ imported: 100, refused: [], errors: [] })
    expect(storedIds(hub)).toHaveLength(100)
  })

  test.each([
    ['PRODUCT_ARN_MISMATCH', "Invalid parameter 'ProductArn'. 'arn:aws:securityhub:eu-west-1::product/x' is not a valid product ARN."],
    ['PRODUCT_ARN_MISMATCH', 'Findings for AwsAccountId 012345678901 are not accepted'],
    ['SECURITY_HUB_NOT_ENABLED', 'Account 012345678901 is not subscribed to AWS Security Hub'],
    ['IMPORT_NOT_ALLOWED', 'User: x is not authorized to perform: securityhub:BatchImportFindings'],
  ])('stops with %s after one request that is refused for what all findings have in common: %s', async (code, message) => {
    const hub = await startHub()
    hub.fault({ kind: 'refuse-request-if', operation: 'BatchImportFindings', predicate: () => true, message })
    const report = await importAll(connect(), sampleFindings(1_000), { concurrency: 1 })
    expect(report.errors).toMatchObject([{ code }])
    expect(report.unsent).toHaveLength(1_000)
    expect(seen(hub, 'BatchImportFindings')).toHaveLength(1)
  })

  test('stops taking batches apart when not one finding gets through', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'refuse-request-if', operation: 'BatchImportFindings', predicate: () => true, message: 'Never' })
    const report = await importAll(connect(), sampleFindings(1_000))
    expect(report.refused.length).toBeGreaterThanOrEqual(100)
    expect(report.refused.length + report.unsent.length).toBe(1_000)
    expect(report.errors).toMatchObject([{ code: 'SERVICE_ERROR', message: expect.stringContaining('Never') }])
    expect(seen(hub, 'BatchImportFindings').length).toBeLessThan(400)
  })

  test('does not take a failing server for findings that nobody wants', async () => {
    const status = (count: number) => (count > 1 ? 400 : 500)
    const hub = scriptedHub({
      importFindings: async (findings) => {
        const accepted = findings[0]?.Id?.startsWith('good/')
        if (accepted) return { imported: findings.length, refused: [] }
        throw Object.assign(new Error('No'), { name: 'Unknown', $metadata: { httpStatusCode: status(findings.length) } })
      },
    })
    const report = await importAll(hub, [...sampleFindings(100, 'bad/'), ...sampleFindings(50, 'good/')], { concurrency: 1 })
    expect(report).toMatchObject({ imported: 50, refused: [], errors: [{ code: 'SERVICE_ERROR' }] })
    expect(report.unsent).toHaveLength(100)
  })

  test('sends a finding once more when it was refused for a passing reason', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'refuse-finding-if', predicate: (finding) => idOf(finding) === 'sample/00007', code: 'InternalFailure', times: 1 })
    const report = await importAll(connect(), sampleFindings(20))
    expect(report).toMatchObject({ imported: 20, refused: [], resent: 1 })
    expect(storedIds(hub)).toHaveLength(20)
  })

  test('keeps the refusal when the reason does not pass', async () => {
    const hub = await startHub()
    hub.fault({
      kind: 'refuse-finding-if',
      predicate: (finding) => idOf(finding) === 'sample/00007',
      code: 'InternalFailure',
      message: 'Oops',
    })
    const report = await importAll(connect(), sampleFindings(20))
    expect(report).toMatchObject({ imported: 19, resent: 1, refused: [{ code: 'InternalFailure', message: 'Oops' }] })
    expect(seen(hub, 'BatchImportFindings')).toHaveLength(2)
  })

  test.each(['failed-findings', 'exception'] as const)(
    'says once that Security Hub is not enabled, and stops (%s)',
    async (notEnabledForm) => {
      const hub = await startHub({ enabled: false, notEnabledForm })
      const report = await importAll(connect(), sampleFindings(2_000), { concurrency: 2 })
      expect(report.errors).toMatchObject([{ code: 'SECURITY_HUB_NOT_ENABLED', hint: expect.stringContaining('enable-security-hub') }])
      expect(report.imported).toBe(0)
      expect(report.refused.length + report.unsent.length).toBe(2_000)
      expect(report.unsent.every(({ code }) => code === 'SECURITY_HUB_NOT_ENABLED')).toBe(true)
      expect(seen(hub, 'BatchImportFindings').length).toBeLessThanOrEqual(2)
    },
  )

  test('stops at a missing permission and counts everything that was not sent', async () => {
    const hub = await startHub()
    hub.deny('securityhub:BatchImportFindings')
    const report = await importAll(connect(), sampleFindings(2_000), { concurrency: 2 })
    expect(report.errors).toMatchObject([{ code: 'IMPORT_NOT_ALLOWED', hint: expect.stringContaining('securityhub:BatchImportFindings') }])
    expect(report.unsent).toHaveLength(2_000)
    expect(seen(hub, 'BatchImportFindings').length).toBeLessThanOrEqual(2)
  })

  test('tells findings of a foreign account from a missing permission', async () => {
    const hub = await startHub()
    const productArn = hub.productArn.replaceAll(hub.accountId, '999999999999')
    const report = await importAll(connect(), [sampleFinding('a', { AwsAccountId: '999999999999', ProductArn: productArn })])
    expect(report.errors.map(({ code }) => code)).toEqual(['ACCOUNT_MISMATCH'])
  })

  test('stops when nobody answers', async () => {
    const hub = await startHub()
    await hub.close()
    const report = await importAll(connect(1), sampleFindings(2_000), { concurrency: 2 })
    expect(report.errors.map(({ code }) => code)).toEqual(['ENDPOINT_UNREACHABLE'])
    expect(report.unsent).toHaveLength(2_000)
  })

  test.each([
    ['throttle', 'THROTTLED'],
    ['internal', 'SERVICE_ERROR'],
  ] as const)('loses only the batch that meets "%s" for too long', async (kind, code) => {
    const hub = await startHub()
    hub.fault({ kind, operation: 'BatchImportFindings', times: 2, afterRequests: 1 })
    const report = await importAll(connect(2), sampleFindings(500), { concurrency: 1 })
    expect(report.errors.map((error) => error.code)).toEqual([code])
    expect(report.imported).toBe(400)
    expect(report.unsent.map(({ finding }) => finding.Id)).toEqual(idsOf(sampleFindings(500).slice(100, 200)))
    expect(storedIds(hub)).toHaveLength(400)
  })

  test('loses only the batch without an answer while others get one', async () => {
    const failing = new Set(['sample/00100'])
    const hub = scriptedHub({
      importFindings: async (findings) => {
        await realClock.sleep(failing.has(findings[0]?.Id ?? '') ? 50 : 10)
        if (failing.has(findings[0]?.Id ?? '')) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
        return { imported: findings.length, refused: [] }
      },
    })
    const report = await importAll(hub, sampleFindings(1_000), { concurrency: 3 })
    expect(report.errors.map(({ code }) => code)).toEqual(['ENDPOINT_UNREACHABLE'])
    expect(report.imported).toBe(900)
    expect(report.unsent).toHaveLength(100)
  })

  test('sends nothing twice when connections break, however late', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'reset-after', operation: 'BatchImportFindings', times: 3 })
    const report = await importAll(connect(), sampleFindings(500))
    expect(report).toMatchObject({ imported: 500, refused: [], unsent: [] })
    expect(storedIds(hub)).toHaveLength(500)
  })

  test.each([
    ['counts fewer successes than it leaves unnamed', { imported: 1, refused: [] }, { imported: 1, unaccounted: 2 }],
    [
      'refuses a finding that was never sent',
      { imported: 2, refused: [{ id: 'x', code: 'InvalidInput', message: 'm' }] },
      { imported: 2, unaccounted: 1 },
    ],
    ['counts more successes than there are findings', { imported: 7, refused: [] }, { imported: 3, unaccounted: 0 }],
  ] as const)('takes nothing for imported when Security Hub %s', async (_what, response: ImportResponse, expected) => {
    const report = await importAll(scriptedHub({ importFindings: async () => response }), sampleFindings(3))
    expect(report).toMatchObject(expected)
    expect(report.errors.map(({ code }) => code)).toEqual(expected.unaccounted > 0 ? ['SERVICE_ERROR'] : [])
    expect(report.imported + report.refused.length + report.unsent.length + report.unaccounted).toBe(3)
  })

  test('keeps everything that is said about a finding that is refused twice over', async () => {
    const refused = ['first', 'second'].map((message) => ({ id: 'sample/00000', code: 'InvalidInput', message }))
    const report = await importAll(scriptedHub({ importFindings: async () => ({ imported: 0, refused }) }), sampleFindings(1))
    expect(report.refused.map(({ message }) => message)).toEqual(['first; second (InvalidInput)'])
  })

  test('holds the caller back while as many requests as allowed are on their way', async () => {
    const gate = aGate()
    const batches: number[] = []
    const hub = scriptedHub({
      importFindings: async (findings) => {
        batches.push(findings.length)
        await gate.promise
        return { imported: findings.length, refused: [] }
      },
    })
    const importer = createImporter(hub, { ...impatientClock, concurrency: 2 })
    let added = 0
    const adding = (async () => {
      for (const finding of sampleFindings(1_000)) {
        await importer.add(finding)
        added += 1
      }
    })()
    await realClock.sleep(50)
    expect(batches).toEqual([100, 100])
    expect(added).toBe(300)
    gate.resolve()
    await adding
    expect((await importer.finish()).imported).toBe(1_000)
  })
})

describe('the pace of an import', () => {
  test('keeps ten requests a second although each takes longer than a second', async () => {
    await startHub({ quotas: true, latencyMs: 1_200 })
    const started = performance.now()
    const report = await importAll(connect(), sampleFindings(3_000), realClock)
    const seconds = (performance.now() - started) / 1_000
    expect(report.imported).toBe(3_000)
    expect(seconds).toBeGreaterThan(2)
    // One after the other they take 36 seconds.
    expect(seconds).toBeLessThan(18)
  })

  test('is never throttled by the quota of the service', async () => {
    const hub = await startHub({ quotas: true })
    const client = connect()
    await importAll(client, sampleFindings(4_500), realClock)
    expect(client.wire().importFindings).toEqual({ requests: 45, throttled: 0, retried: 0 })
    expect(seen(hub, 'BatchImportFindings').every(({ status }) => status === 200)).toBe(true)
  })

  test('loses nothing to jobs that share the quota, and counts how often it was slowed down', async () => {
    const hub = await startHub({ quotas: true })
    const clients = [connect(), connect(), connect()]
    const jobs = clients.map((client, job) => {
      const oneFindingPerRequest = { ...realClock, maxBatchBytes: 1 }
      return importAll(client, sampleFindings(25, `job-${job}/`), oneFindingPerRequest)
    })
    expect((await Promise.all(jobs)).map(({ imported, unsent }) => [imported, unsent])).toEqual(clients.map(() => [25, []]))
    const refused = seen(hub, 'BatchImportFindings').filter(({ status }) => status === 429)
    const throttled = clients.map((client) => client.wire().importFindings.throttled)
    expect(throttled.reduce((sum, count) => sum + count, 0)).toBe(refused.length)
    expect(refused.length).toBeGreaterThan(0)
  })
})
