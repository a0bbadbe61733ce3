import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Operation } from '../../local-hub/index.js'
import { expectSound, stepErrors } from '../support/outcomes.js'
import type { Cancel } from '../support/run-action.js'
import { aReport, aResult } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'

/** Milliseconds that a cancelled run may take. The runner gives it ten seconds: actions/runner, src/Runner.Sdk/ProcessInvoker.cs. */
const A_FEW_SECONDS = 5500

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'report.sarif': aReport(results(2500)) })
})
afterEach(() => shop.close())

const results = (number: number) => Array.from({ length: number }, (_, index) => aResult({ line: index + 1, message: `Number ${index}` }))

const whenRequested = (operation: Operation, times = 1, signal: NodeJS.Signals = 'SIGINT'): Cancel => ({
  signal,
  when: () => shop.hub.requests().filter((request) => request.operation === operation).length >= times,
})

describe.each(['SIGINT', 'SIGTERM'] as const)('%s during a slow import', (signal) => {
  test('lets what is on its way arrive, sends no more and tells all of it', async () => {
    shop.hub.fault({ kind: 'slow', milliseconds: 600, operation: 'BatchImportFindings', times: 100 })
    const run = await shop.run({ cancel: whenRequested('BatchImportFindings', 3, signal) })
    expect(run.millisecondsAfterCancel).toBeLessThan(A_FEW_SECONDS)
    const report = expectSound(run)
    expect(run.exitCode).toBe(1)
    expect(stepErrors(run)).toMatch(/^CANCELLED: The job was cancelled[\s\S]*What to do: Run the job again/)
    expect(stepErrors(run)).toMatch(/^FINDINGS_NOT_SENT: \d+ findings could not be sent; \d+ were imported/m)
    expect(run.summary).toContain('`CANCELLED`: ')
    expect(report.outcome).toBe('partial')
    const stored = shop.active().length
    expect(stored).toBeGreaterThan(0)
    expect(stored).toBeLessThan(2500)
    expect(report.import).toMatchObject({ imported: stored, failed: 2500 - stored })
    expect(new Set(report.failures.map(({ code }) => code))).toEqual(new Set(['CANCELLED']))
  })

  test('does not wait for requests that hang', async () => {
    shop.hub.fault({ kind: 'slow', milliseconds: 60_000, operation: 'BatchImportFindings', times: 100, afterRequests: 2 })
    const run = await shop.run({ cancel: whenRequested('BatchImportFindings', 5, signal) })
    expect(run.millisecondsAfterCancel).toBeLessThan(A_FEW_SECONDS)
    expect(expectSound(run)).toMatchObject({ outcome: 'partial', import: { imported: 200, failed: 2300 } })
    const failed = run.json('failed-findings-file') as unknown[]
    expect(failed).toHaveLength(2300)
  })
})

test('what a cancelled run left behind is imported by the next one, and nothing is doubled', async () => {
  shop.hub.fault({ kind: 'slow', milliseconds: 60_000, operation: 'BatchImportFindings', times: 3, afterRequests: 2 })
  await shop.run({ cancel: whenRequested('BatchImportFindings', 5) })
  shop.hub.clearFaults()
  const run = await shop.run()
  expect(run.exitCode).toBe(0)
  expect(run.outputs).toMatchObject({ outcome: 'imported', 'failed-count': '0' })
  const { imported = 0, notSent = 0 } = reportOf(run).import
  expect(imported).toBeLessThan(2500)
  expect(imported + notSent).toBe(2500)
  expect(shop.active()).toHaveLength(2500)
  expect(shop.hub.violations()).toEqual([])
})

test('two signals are one cancellation', async () => {
  shop.hub.fault({ kind: 'slow', milliseconds: 60_000, operation: 'BatchImportFindings', times: 100 })
  const { when } = whenRequested('BatchImportFindings')
  let kill: ((signal: NodeJS.Signals) => void) | undefined
  const run = await shop.run({
    onOutput: (_text, send) => {
      kill = send
    },
    cancel: {
      signal: 'SIGTERM',
      when() {
        if (!when()) return false
        kill?.('SIGINT')
        return true
      },
    },
  })
  expect(run.exitCode).toBe(1)
  expect(expectSound(run).outcome).toBe('failed')
})

describe('a cancelled run ends in time, with everything told,', () => {
  test.each<[string, Operation]>([
    ['while it asks who it is', 'GetCallerIdentity'],
    ['while it asks what Security Hub holds', 'GetFindings'],
    ['while it imports', 'BatchImportFindings'],
  ])('%s', async (_when, operation) => {
    shop.hub.fault({ kind: 'slow', milliseconds: 60_000, operation, times: 100 })
    const run = await shop.run({ cancel: whenRequested(operation) })
    expect(run.millisecondsAfterCancel).toBeLessThan(A_FEW_SECONDS)
    expect(run.exitCode).toBe(1)
    expect(stepErrors(run)).toMatch(/^CANCELLED: /)
    expect(expectSound(run).outcome).toBe('failed')
    expect(shop.active()).toEqual([])
  })

  test('while it signs in with the ID token', async () => {
    shop.hub.fault({ kind: 'slow', milliseconds: 60_000, operation: 'AssumeRoleWithWebIdentity', times: 100 })
    const environment = { ...shop.hub.oidcEnv, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }
    const inputs = { 'role-to-assume': shop.hub.roleArn }
    const run = await shop.run({ inputs, environment, cancel: whenRequested('AssumeRoleWithWebIdentity') })
    expect(run.millisecondsAfterCancel).toBeLessThan(A_FEW_SECONDS)
    expect(stepErrors(run)).toMatch(/^CANCELLED: /)
    expectSound(run)
  })

  test('while it waits before another attempt', async () => {
    shop.hub.fault({ kind: 'throttle', operation: 'BatchImportFindings', times: 1000 })
    const run = await shop.run({ cancel: whenRequested('BatchImportFindings', 10) })
    expect(run.millisecondsAfterCancel).toBeLessThan(A_FEW_SECONDS)
    expect(stepErrors(run)).toMatch(/^CANCELLED: /)
    expect(expectSound(run).import).toMatchObject({ imported: 0, failed: 2500 })
  })

  test('while it archives: nothing more is archived, and what was fixed is archived by the next run', async () => {
    shop.files({ 'report.sarif': aReport(results(600)) })
    await shop.run()
    shop.files({ 'report.sarif': aReport(results(1)) })
    shop.hub.clearRecords()
    shop.hub.fault({ kind: 'slow', milliseconds: 60_000, operation: 'BatchImportFindings', times: 100, afterRequests: 3 })
    const run = await shop.run({ cancel: whenRequested('BatchImportFindings', 5) })
    expect(run.millisecondsAfterCancel).toBeLessThan(A_FEW_SECONDS)
    expect(stepErrors(run)).toMatch(/^CANCELLED: /)
    const report = expectSound(run)
    expect(report.lifecycle['fixed']).toBe(200)
    expect(shop.archived()).toHaveLength(200)
    shop.hub.clearFaults()
    await shop.run()
    expect(shop.archived()).toHaveLength(599)
  })
})
