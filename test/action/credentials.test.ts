/** One run over what real scanners wrote of credentials in code of our own: no planted value leaves the process on any way. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { everythingWritten, expectSound } from '../support/outcomes.js'
import { projectRoot } from '../support/run-action.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const FIXTURES = join(projectRoot(), 'test', 'fixtures')
const SAMPLE = join(FIXTURES, 'samples', 'credentials')
const PLANTED: readonly string[] = JSON.parse(readFileSync(join(SAMPLE, 'planted.json'), 'utf8'))

const REPORTS = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /[\\/]credentials\.(?:json|sarif)$/.test(path),
)

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
  shop.copy(SAMPLE, '.')
})
afterEach(() => shop.close())

test('findings, annotations, log, summary, outputs and run report hold no planted value', async () => {
  for (const path of REPORTS) shop.copy(join(FIXTURES, path), `reports/${path.replaceAll(/[\\/]/g, '-')}`)
  const run = await shop.run({ inputs: { reports: 'reports', annotations: 'all', import: 'always' } })
  const { import: sent } = expectSound(run)
  expect(Number(sent['imported'])).toBeGreaterThan(100)
  const everything = `${JSON.stringify(shop.hub.requests().map(({ path, body }) => [path, body]))}\n${everythingWritten(run)}`
  const forms = (value: string) => [value, encodeURIComponent(value), Buffer.from(value).toString('base64')]
  expect(PLANTED.filter((value) => forms(value).some((form) => everything.includes(form)))).toEqual([])
  expect(everything).toContain('[redacted]')
}, 60_000)
