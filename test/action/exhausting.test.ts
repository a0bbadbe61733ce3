/** Small variants of the reports of `npm run bench:exhaustion`: whatever a report is, its run ends by itself and tells everything. */
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { MAX_ANALYSES } from '../../src/steps/read/analysis.js'
import { expectSound, stepErrors } from '../support/outcomes.js'
import { aLog, aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'good.sarif': aReport([aResult()]) })
})
afterEach(() => shop.close())

const analyses = (count: number) =>
  aLog(
    ...Array.from({ length: count }, (_, index) => ({
      tool: { driver: { name: 'T' } },
      automationDetails: { id: `p${index}/` },
      results: [],
    })),
  )

const MORE_VALUES_THAN_FIT = 4_000_001
const MORE_ELEMENTS_THAN_FIT = 1_000_001

test.each([
  ['values', () => `[${'{},'.repeat(MORE_VALUES_THAN_FIT)}{}]`, /the report has more than 8 million values/],
  ['runs', () => `{"version":"2.1.0","runs":[${'{},'.repeat(60_000)}{}]}`, /the log has more than 50000 runs/],
  ['packed XML elements', () => gzipSync(`<r>${'<a/>'.repeat(MORE_ELEMENTS_THAN_FIT)}</r>`), /the XML has more than 1 million elements/],
  ['analyses', () => analyses(MAX_ANALYSES + 1), /its 10001 analyses .* would be more than 10000 in one job/],
])('of a report with too many %s nothing is imported, and of the other one everything', async (_, report, told) => {
  shop.files({ 'bad.report': report() })
  const run = await shop.run({ inputs: { reports: 'bad.report\ngood.sarif' } })
  expect(stepErrors(run)).toMatch(/^REPORT_UNREADABLE: bad\.report: /)
  expect(stepErrors(run)).toMatch(told)
  expect(shop.active()).toHaveLength(1)
  expect(expectSound(run).outcome).toBe('partial')
  expect(run.summary).toContain('bad.report')
})

test('what an analysis had is not archived because its report was refused', async () => {
  const first = await shop.run({ inputs: { reports: 'good.sarif' } })
  expect(first.outputs['imported-count']).toBe('1')
  shop.files({ 'good.sarif': aReport([]), 'bad.sarif': analyses(MAX_ANALYSES + 1) })
  const run = await shop.run({ inputs: { reports: '*.sarif' } })
  expect(stepErrors(run)).toContain('REPORT_UNREADABLE: bad.sarif')
  expect(shop.active()).toHaveLength(1)
  expect(shop.archived()).toEqual([])
  expectSound(run)
})

test('a message of megabytes is imported', async () => {
  shop.files({ 'report.sarif': aReport([aResult({ message: 'secret = abc '.repeat(2 ** 20) })]) })
  const run = await shop.run()
  expect(run.exitCode).toBe(0)
  expect(shop.active()).toHaveLength(1)
})

test('a run that is cancelled over a text of megabytes ends with everything told', async () => {
  shop.files({ 'report.sarif': aReport([aResult({ message: 'secret = abc '.repeat(6 * 2 ** 20) })]) })
  // Who it is is asked before the results are read.
  const run = await shop.run({ cancel: { signal: 'SIGTERM', when: () => shop.hub.requests().length > 0 } })
  expect(stepErrors(run)).toMatch(/^CANCELLED: /)
  expect(shop.active()).toEqual([])
  expectSound(run)
})
