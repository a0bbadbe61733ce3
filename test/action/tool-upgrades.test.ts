import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { StoredFinding } from '../../local-hub/index.js'
import { aLog, aReport, aResult, aRun } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n' })
})
afterEach(() => shop.close())

const A = aResult({ line: 2 })
const B = aResult({ line: 4, message: 'Another one' })
const runOf = async (report: string) => {
  shop.files({ 'report.sarif': report })
  return (await shop.run()).outputs
}

test('a compiler whose name has another language standard goes on with its findings, and C++ is another tool', async () => {
  await runOf(aLog(aRun([A], { tool: 'GNU C17' }), aRun([B], { tool: 'GNU C++17' })))
  const outputs = await runOf(aLog(aRun([A], { tool: 'GNU C23' }), aRun([], { tool: 'GNU C++23' })))
  expect(outputs).toMatchObject({ 'unchanged-count': '1', 'new-count': '0', 'fixed-count': '1' })
  expect([shop.active().length, shop.archived().length]).toEqual([1, 1])
})

/** As versions of this action wrote them that did not know of families. */
const under = (tool: string, findings: readonly StoredFinding[]) =>
  findings.map((finding) => ({ ...finding, Id: finding.Id?.replace(/(?<=\/default\/)[^/]*/, encodeURIComponent(tool)) }) as StoredFinding)

test.each([
  ['GNU C17', 'GNU C23'],
  ['Semgrep PRO', 'Semgrep OSS'],
  ['semgrep', 'Semgrep PRO'],
  ['PMD 6', 'PMD 7'],
  ['Acme 1.0', 'Acme 2.0'],
])('findings that were imported as those of %s keep their Ids under %s, and are archived when they are fixed', async (before, now) => {
  await runOf(aReport([A, B], { tool: now }))
  const stored = under(before, shop.active())
  await shop.close()
  shop = await startScenario()
  shop.files({ 'src/app.py': 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n' })
  shop.hub.seed([...stored, ...under('Other', stored).slice(0, 1)])
  shop.hub.advance(60_000)
  await runOf(aReport([], { tool: 'Unrelated' }))
  expect(await runOf(aReport([A, B], { tool: now }))).toMatchObject({ 'unchanged-count': '2', 'new-count': '0', 'fixed-count': '0' })
  expect(await runOf(aReport([A], { tool: now }))).toMatchObject({ 'unchanged-count': '1', 'fixed-count': '1' })
  expect(shop.archived().map(({ Id }) => Id)).toEqual([stored.find(({ Title }) => Title === 'Another one')?.Id])
  expect(shop.active()).toHaveLength(2)
})
