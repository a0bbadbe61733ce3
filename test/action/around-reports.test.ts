/** Reports with something around them, run after run: read, and nothing is archived for what the file may have left out. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../support/run-action.js'
import { type Scenario, startScenario } from '../support/scenario.js'

const VULNERABILITY = { VulnerabilityID: 'CVE-2020-8203', PkgName: 'lodash', InstalledVersion: '4.17.15', Severity: 'HIGH' }
const trivy = (...vulnerabilities: readonly object[]) => ({
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'filesystem',
  Results: [{ Target: 'package-lock.json', Class: 'lang-pkgs', Type: 'npm', Vulnerabilities: vulnerabilities }],
})
const FOUND = trivy(VULNERABILITY)
const CLEAN = trivy()
const WARNED = /^::warning.*report\.json: results of Trivy may be missing/m

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
})
afterEach(async () => shop.close())

async function publish(content: unknown): Promise<ActionRun> {
  shop.files({ 'report.json': typeof content === 'string' ? content : JSON.stringify(content) })
  return shop.run({ inputs: { reports: 'report.json' } })
}

describe('a finding that was found', () => {
  test.each([
    [
      'behind text',
      `npm warn something\n${JSON.stringify(FOUND)}`,
      `npm warn something\n${JSON.stringify(CLEAN)}`,
      /no part of the report/,
    ],
    ['in the answer of an API', { data: FOUND }, { data: CLEAN, next: null }, /./],
  ])('%s is imported, and archived when it is found no more', async (_, found, clean, told) => {
    const first = await publish(found)
    expect([first.exitCode, shop.active().length]).toEqual([0, 1])
    expect(first.log).toMatch(told)
    const second = await publish(clean)
    expect([second.exitCode, shop.active().length, shop.archived().length]).toEqual([0, 0, 1])
  })

  test.each([
    ['text that says that something failed', `Killed\n${JSON.stringify(CLEAN)}`, /It says "Killed", so results may be missing/],
    ['a further page', { data: CLEAN, has_more: true }, /there is more than the page/],
    ['a total of more', { data: CLEAN, total: 500, count: 1 }, /there is more than the page/],
    ['a state that is not done', { status: 'running', data: CLEAN }, /failed or is not done/],
    ['an error', { data: CLEAN, errors: [{ message: 'x' }] }, /something failed/],
    ['another list', { data: { report: CLEAN, findings: [{ id: 'x' }] } }, /Another list stands beside the report/],
  ])('stays open when the next report has %s around it', async (_, around, told) => {
    await publish(FOUND)
    const { exitCode, log, summary } = await publish(around)
    expect([exitCode, shop.active().length, shop.archived().length]).toEqual([0, 1, 0])
    expect(`${log}\n${summary}`).toMatch(told)
    expect([log, summary]).toEqual([expect.stringMatching(WARNED), expect.stringContaining('may be missing')])
  })

  test.each([
    ['is in two parts', `scanning\n${JSON.stringify(CLEAN)}\nscanning\n${JSON.stringify(FOUND)}`],
    ['has lost its end', `scanning\n${JSON.stringify(CLEAN).slice(0, -2)}`],
  ])('stays open when the next report %s', async (_, content) => {
    await publish(FOUND)
    const { exitCode, log } = await publish(content)
    expect([exitCode, shop.active().length]).toEqual([1, 1])
    expect(log).toContain('REPORT_NOT_JSON')
  })
})
