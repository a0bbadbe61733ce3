import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectSound } from '../support/outcomes.js'
import { projectRoot } from '../support/run-action.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const FIXTURES = join(projectRoot(), 'test', 'fixtures')

const REPORTS = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.sarif'))
  .map(({ parentPath, name }) => join(parentPath, name).slice(FIXTURES.length + 1))
  .filter((path) => !path.startsWith('samples'))
  .sort()

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.copy(join(projectRoot(), 'demo', 'sample'), '.')
})
afterEach(() => shop.close())

describe('reports of real scanners', () => {
  test.each(REPORTS)('%s is accounted for, valid and without doubles', async (path) => {
    shop.copy(join(FIXTURES, path), 'report.sarif')
    const run = await shop.run()
    expect(run.exitCode).toBe(0)
    const { accounting, import: sent } = expectSound(run)
    expect(sent).toMatchObject({ imported: accounting['findings'], failed: 0, throttled: 0 })
    const ids = (run.json('findings-file') as { Id: string }[]).map(({ Id }) => Id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(shop.active()).toHaveLength(ids.length)
    expect(shop.hub.violations()).toEqual([])
  })

  test('are the same findings when they are all read together, and again', async () => {
    shop.copy(FIXTURES, 'fixtures')
    const inputs = { reports: `${REPORTS.map((path) => `fixtures/${path}`).join('\n')}` }
    const first = await shop.run({ inputs })
    const second = await shop.run({ inputs })
    const { accounting } = expectSound(first)
    expect(expectSound(second)).toMatchObject({ accounting, lifecycle: { new: 0, reopened: 0, fixed: 0 } })
    expect(shop.active()).toHaveLength(accounting['findings'] ?? 0)
    expect(shop.hub.violations()).toEqual([])
  }, 60_000)
})
