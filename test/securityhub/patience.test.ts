import { describe, expect, test } from '@jest/globals'
import { connect, importAll, localHubs, seen } from './local.js'
import { sampleFinding, sampleFindings, skippingClock } from './sample.js'

const startHub = localHubs()
const MINUTE = 60_000

describe('a throttled request', () => {
  test('outlasts a crowd for which the SDK has too few attempts', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'throttle', operation: 'BatchImportFindings', times: 40 })
    const client = connect(undefined, skippingClock())
    expect(await client.importFindings([sampleFinding('a')])).toEqual({ imported: 1, refused: [] })
    expect(client.wire().importFindings).toEqual({ requests: 41, throttled: 40, retried: 40 })
  })

  test('pauses the longer the longer it has waited, by a fifth of that at most, and never for two minutes', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'throttle', operation: 'GetFindings', times: 45 })
    const clock = skippingClock()
    await connect(undefined, clock).getFindings({})
    let waited = 0
    for (const pause of clock.sleeps) {
      expect(pause).toBeGreaterThanOrEqual(500)
      expect(pause).toBeLessThanOrEqual(Math.min(Math.max(1_500, waited / 5), 90_000))
      waited += pause
    }
    expect(clock.sleeps).toHaveLength(45)
  })

  test('is given up after half an hour with what Security Hub says, and soon after that', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'throttle', operation: 'GetFindings', times: 10_000 })
    const clock = skippingClock()
    await expect(connect(undefined, clock).getFindings({})).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    expect(clock.now()).toBeGreaterThanOrEqual(30 * MINUTE)
    expect(clock.now()).toBeLessThan(32 * MINUTE)
    expect(seen(hub, 'GetFindings').length).toBeLessThan(150)
  })

  test('is tried as often as was asked for, when that was asked for', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'throttle', operation: 'GetFindings', times: 10 })
    process.env['AWS_MAX_ATTEMPTS'] = '3'
    await expect(connect(undefined, skippingClock()).getFindings({})).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    expect(seen(hub, 'GetFindings')).toHaveLength(3)
    await expect(connect(1, skippingClock()).getFindings({})).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    expect(seen(hub, 'GetFindings')).toHaveLength(4)
  })

  test('tells of it when it takes long, and ever more seldom', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'throttle', operation: 'GetFindings', times: 45 })
    const told: string[] = []
    await connect(undefined, { ...skippingClock(), onWaiting: (text) => told.push(text) }).getFindings({})
    const seconds = told.map((text) => Number(/GetFindings for (\d+) seconds/.exec(text)?.[1]))
    expect(seconds.length).toBeGreaterThan(2)
    expect(seconds.every((one, index) => one >= 2 * (seconds[index - 1] ?? 14))).toBe(true)
  })

  test('makes the next one begin where the crowd was, and less of it each time', async () => {
    const hub = await startHub()
    hub.fault({ kind: 'throttle', operation: 'GetFindings', times: 40 })
    const clock = skippingClock()
    const client = connect(undefined, clock)
    await client.getFindings({})
    for (let calm = 0; calm < 10; calm++) await client.getFindings({})
    const before = clock.sleeps.length
    hub.fault({ kind: 'throttle', operation: 'GetFindings' })
    await client.getFindings({})
    expect(clock.sleeps.slice(before)).toEqual([expect.any(Number)])
    expect(clock.sleeps.at(-1)).toBeLessThanOrEqual(1_500)
  })
})

test('an import outlasts a storm, and nothing is lost', async () => {
  const hub = await startHub()
  hub.fault({ kind: 'throttle', operation: 'BatchImportFindings', times: 30 })
  const clock = skippingClock()
  const report = await importAll(connect(undefined, clock), sampleFindings(1_000), { ...clock, concurrency: 10 })
  expect(report).toMatchObject({ imported: 1_000, unsent: [], errors: [] })
})
