/** Quotas, faults and what is recorded of requests. */
import { BatchImportFindingsCommand, DescribeHubCommand, GetFindingsCommand } from '@aws-sdk/client-securityhub'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalSecurityHub, startLocalSecurityHub } from '../index.js'
import type { PlainFaultKind } from '../server/faults.js'
import { member } from '../server/json.js'
import { aFinding, securityHubClient } from './clients.js'

let hub: LocalSecurityHub
beforeEach(async () => {
  hub = await startLocalSecurityHub({ clock: () => 0 })
})
afterEach(() => hub.close())

const importOne = (maxAttempts = 1) =>
  securityHubClient(hub, { maxAttempts }).send(new BatchImportFindingsCommand({ Findings: [aFinding(hub)] }))
const read = () => securityHubClient(hub).send(new GetFindingsCommand({}))
const statuses = () => hub.requests().map(({ status }) => status)

async function countUntilThrottled(request: () => Promise<unknown>): Promise<number> {
  for (let count = 0; ; count += 1) {
    const error = await request().then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (error === undefined) continue
    expect(error).toMatchObject({ name: 'TooManyRequestsException', message: 'Too Many Requests', $metadata: { httpStatusCode: 429 } })
    return count
  }
}

describe('an answer that is held', () => {
  test('comes when what it waits for has happened', async () => {
    let release = () => {}
    hub.fault({ kind: 'hold', operation: 'GetFindings', until: new Promise<void>((resolve) => (release = resolve)) })
    const answers: string[] = []
    const held = read().then(() => answers.push('held'))
    await importOne().then(() => answers.push('other'))
    release()
    await held
    expect(answers).toEqual(['other', 'held'])
  })

  test('is no reason for the server not to close', async () => {
    hub.fault({ kind: 'hold', operation: 'GetFindings', until: new Promise(() => {}) })
    const held = read().catch((error: unknown) => error)
    while (hub.requests().length === 0) await new Promise((resolve) => setImmediate(resolve))
    await hub.close()
    expect(await held).toBeInstanceOf(Error)
  })
})

describe('quotas', () => {
  test('let a burst through and refill with the clock', async () => {
    // While they are sent the bucket refills in real time, so a few more may pass.
    const burst = await countUntilThrottled(read)
    expect(burst).toBeGreaterThanOrEqual(6)
    expect(burst).toBeLessThan(12)
    hub.advance(1000)
    const refilled = await countUntilThrottled(read)
    expect(refilled).toBeGreaterThanOrEqual(3)
    expect(refilled).toBeLessThan(6)
  })

  test('are kept per operation', async () => {
    await countUntilThrottled(read)
    const client = securityHubClient(hub)
    const others = await Promise.all([importOne(), client.send(new DescribeHubCommand({}))])
    expect(others.map(({ $metadata }) => $metadata.httpStatusCode)).toEqual([200, 200])
  })

  test('may be switched off', async () => {
    const open = await startLocalSecurityHub({ quotas: false })
    const client = securityHubClient(open)
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.send(new GetFindingsCommand({}))))
    expect(answers).toHaveLength(40)
    await open.close()
  })
})

describe('faults', () => {
  test.each<[PlainFaultKind, number, string]>([
    ['throttle', 429, 'TooManyRequestsException'],
    ['throttling-exception', 429, 'ThrottlingException'],
    ['throttle-unnamed', 429, 'Unknown'],
    ['internal', 500, 'InternalException'],
    ['unavailable', 503, 'ServiceUnavailableException'],
    ['access-denied', 403, 'AccessDeniedException'],
    ['expired-token', 403, 'ExpiredTokenException'],
    ['not-enabled', 401, 'InvalidAccessException'],
    ['too-large', 413, 'RequestEntityTooLargeException'],
  ])('%s answers %d %s once', async (kind, status, name) => {
    hub.fault({ operation: 'BatchImportFindings', kind })
    await expect(importOne()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } })
    expect(await importOne()).toMatchObject({ SuccessCount: 1 })
    expect(statuses()).toEqual([status, 200])
  })

  test.each<[PlainFaultKind, number]>([
    ['reset', 0],
    ['reset-after', 1],
  ])('%s cuts the connection with %d findings imported', async (kind, imported) => {
    hub.fault({ kind })
    await expect(importOne()).rejects.toThrow('socket hang up')
    expect(hub.findings()).toHaveLength(imported)
    expect(statuses()).toEqual([0])
  })

  test('the SDK gets over what may pass', async () => {
    hub.fault({ operation: 'BatchImportFindings', kind: 'reset' })
    hub.fault({ operation: 'BatchImportFindings', kind: 'internal' })
    expect(await importOne(3)).toMatchObject({ SuccessCount: 1, $metadata: { attempts: 3 } })
    expect(statuses()).toEqual([0, 500, 200])
  })

  test('a page of a proxy instead of an answer', async () => {
    hub.fault({ kind: 'not-json' })
    await expect(importOne()).rejects.toThrow()
    expect(hub.findings()).toEqual([])
  })

  test('strike as often and as late as told', async () => {
    hub.fault({ operation: 'BatchImportFindings', kind: 'internal', times: 2, afterRequests: 1 })
    for (let request = 0; request < 4; request += 1) await importOne().catch(() => {})
    await read()
    expect(statuses()).toEqual([200, 500, 500, 200, 200])
  })

  test('any error of the service', async () => {
    hub.fault({ kind: 'error', status: 418, code: 'TeapotException', message: 'Short and stout' })
    await expect(importOne()).rejects.toMatchObject({ name: 'TeapotException', message: 'Short and stout' })
  })

  test('a slow answer is still an answer', async () => {
    hub.fault({ kind: 'slow', milliseconds: 60 })
    const start = performance.now()
    expect(await importOne()).toMatchObject({ SuccessCount: 1 })
    expect(performance.now() - start).toBeGreaterThanOrEqual(55)
  })

  test('a request is refused while one finding is in it', async () => {
    const holdsBad = (body: unknown) => JSON.stringify(member(body, 'Findings')).includes('"bad"')
    hub.fault({ operation: 'BatchImportFindings', kind: 'refuse-request-if', predicate: holdsBad })
    const send = (...ids: string[]) =>
      securityHubClient(hub).send(new BatchImportFindingsCommand({ Findings: ids.map((Id) => aFinding(hub, { Id })) }))
    await expect(send('good', 'bad')).rejects.toMatchObject({ name: 'InvalidInputException' })
    await expect(send('bad')).rejects.toMatchObject({ name: 'InvalidInputException' })
    expect(await send('good')).toMatchObject({ SuccessCount: 1 })
    hub.clearFaults()
    expect(await send('bad')).toMatchObject({ SuccessCount: 1 })
  })

  test('single findings are refused', async () => {
    hub.fault({ kind: 'refuse-finding-if', predicate: (finding) => member(finding, 'Id') === 'b', code: 'InternalFailure', times: 1 })
    const both = new BatchImportFindingsCommand({ Findings: ['a', 'b'].map((Id) => aFinding(hub, { Id })) })
    const client = securityHubClient(hub)
    expect(await client.send(both)).toMatchObject({
      SuccessCount: 1,
      FailedFindings: [{ Id: 'b', ErrorCode: 'InternalFailure', ErrorMessage: 'Internal service failure' }],
    })
    expect(hub.findings()).toHaveLength(1)
    expect(await client.send(both)).toMatchObject({ SuccessCount: 2 })
  })
})

describe('what is recorded', () => {
  test('says who asked for what, how, and with which outcome', async () => {
    await importOne()
    hub.deny('securityhub:GetFindings')
    await read().catch(() => {})
    const [first, second] = hub.requests()
    expect(first).toMatchObject({
      method: 'POST',
      path: '/findings/import',
      operation: 'BatchImportFindings',
      status: 200,
      at: 0,
      inFlight: 1,
      body: { Findings: [{ Id: 'example/1' }] },
    })
    expect(first?.headers['user-agent']).toContain('aws-sdk-js')
    expect(first?.bytes).toBe(JSON.stringify(first?.body).length)
    expect(second).toMatchObject({ operation: 'GetFindings', status: 403, error: 'AccessDeniedException' })
    hub.clearRecords()
    expect(hub.requests()).toEqual([])
  })

  test('shows requests that overlap', async () => {
    const slow = await startLocalSecurityHub({ latencyMs: 50 })
    await Promise.all([1, 2, 3].map(() => securityHubClient(slow).send(new GetFindingsCommand({}))))
    expect(slow.requests().map(({ inFlight }) => inFlight)).toEqual([1, 2, 3])
    await slow.close()
  })

  test('is told while it happens', async () => {
    const told: string[] = []
    const watched = await startLocalSecurityHub({ onRequest: ({ operation, status }) => told.push(`${operation} ${status}`) })
    await securityHubClient(watched).send(new GetFindingsCommand({}))
    expect(told).toEqual(['GetFindings 200'])
    await watched.close()
  })
})

test('closing ends requests that are still waiting', async () => {
  const slow = await startLocalSecurityHub({ latencyMs: 60_000 })
  const waiting = securityHubClient(slow)
    .send(new GetFindingsCommand({}))
    .then(
      () => 'answered',
      () => 'cut',
    )
  while (slow.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await slow.close()
  expect(await waiting).toBe('cut')
})
