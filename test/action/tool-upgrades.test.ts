import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { StoredFinding } from '../../local-hub/index.js'
import type { ActionRunOptions } from '../support/run-action.js'
import { aLog, aReport, aResult, aRun } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'
import { pullRequest } from './lifecycle-row.js'

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n' })
})
afterEach(() => shop.close())

const A = aResult({ line: 2 })
const B = aResult({ line: 4, message: 'Another one' })
const shopRun = (report: string, options?: ActionRunOptions) => {
  shop.files({ 'report.sarif': report })
  return shop.run(options)
}
const runOf = async (report: string) => (await shopRun(report)).outputs

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

describe('a rule that has another id since the tool is another version', () => {
  const EVAL = 'Do not hand what users write to an interpreter'
  const inBoth = (ruleId: string, message = EVAL) => [2, 4].map((line) => aResult({ ruleId, message, line }))
  const both = async (before: readonly unknown[], now: readonly unknown[], versions: readonly [string, string] = ['1.0', '2.0']) => {
    await runOf(aReport(before, { version: versions[0] }))
    const ids = shop.active().map(({ Id }) => Id)
    const outputs = await runOf(aReport(now, { version: versions[1] }))
    return { ids, outputs }
  }
  const GOES_ON = { 'unchanged-count': '2', 'new-count': '0', 'fixed-count': '0' }
  const IS_ANOTHER = { 'unchanged-count': '0', 'new-count': '2', 'fixed-count': '2' }

  test.each([
    ['says the same', 'no-eval', 'interpreter-injection', EVAL],
    ['has the id with another namespace, in other words', 'acme.rules.no-eval', 'rules.no-eval', 'Interpreted'],
    ['has the id with another prefix, in other words', 'ACM-DS-0002', 'DS002', 'Interpreted'],
  ])('goes on where it %s', async (_, before, now, message) => {
    const { ids, outputs } = await both(inBoth(before), inBoth(now, message))
    expect(outputs).toMatchObject(GOES_ON)
    expect(shop.active().map(({ Id }) => Id)).toEqual(ids)
    expect(shop.active().map(({ GeneratorId }) => GeneratorId)).toEqual([expect.stringContaining(now), expect.stringContaining(now)])
    // And so it is found again, by this version and by the one before.
    expect(await runOf(aReport(inBoth(now, message), { version: '2.0' }))).toMatchObject(GOES_ON)
    expect(await runOf(aReport(inBoth(before), { version: '1.0' }))).toMatchObject(GOES_ON)
    expect(shop.active().map(({ Id }) => Id)).toEqual(ids)
  })

  test.each<[string, readonly unknown[], readonly unknown[], readonly [string, string]]>([
    ['the tool is the same', inBoth('no-eval'), inBoth('injection'), ['1.0', '1.0']],
    ['the tool does not say its version', inBoth('no-eval'), inBoth('injection'), ['', '']],
    ['it says something else', inBoth('no-eval'), inBoth('injection', 'The statement is built from parts'), ['1.0', '2.0']],
    ['it says no more than the line', inBoth('no-eval', 'db.run(input)'), inBoth('injection', 'db.run(input)'), ['1.0', '2.0']],
  ])('is another rule where %s', async (_, before, now, versions) => {
    expect((await both(before, now, versions)).outputs).toMatchObject(IS_ANOTHER)
  })

  test('is another rule where the old one is still reported', async () => {
    const { outputs } = await both(inBoth('no-eval'), [...inBoth('no-eval').slice(0, 1), ...inBoth('injection').slice(1)])
    expect(outputs).toMatchObject({ 'unchanged-count': '1', 'new-count': '1', 'fixed-count': '1' })
  })

  test('is another rule where it was there before', async () => {
    const { outputs } = await both([...inBoth('no-eval').slice(0, 1), ...inBoth('injection').slice(1)], inBoth('injection'))
    expect(outputs).toMatchObject({ 'unchanged-count': '1', 'new-count': '1', 'fixed-count': '1' })
  })

  test('is another rule where the report is incomplete', async () => {
    await runOf(aReport(inBoth('no-eval')))
    const more = { invocations: [{ executionSuccessful: false }] }
    const outputs = await runOf(aReport(inBoth('injection'), { version: '2.0', more }))
    expect(outputs).toMatchObject({ 'unchanged-count': '0', 'new-count': '2', 'fixed-count': '0' })
  })

  test('is not taken from another job of the workflow', async () => {
    shop.files({ 'report.sarif': aReport(inBoth('no-eval')) })
    await shop.run({ environment: { GITHUB_JOB: 'old' } })
    shop.files({ 'report.sarif': aReport(inBoth('injection'), { version: '2.0' }) })
    const { outputs } = await shop.run({ environment: { GITHUB_JOB: 'new' } })
    expect(outputs).toMatchObject({ 'unchanged-count': '0', 'new-count': '2', 'fixed-count': '0' })
  })

  test('goes on and back beside findings that stay as they were', async () => {
    const kept = aResult({ ruleId: 'kept', message: 'Something else', line: 1 })
    const { ids, outputs } = await both([...inBoth('no-eval'), kept], [...inBoth('injection'), kept])
    expect(outputs).toMatchObject({ 'unchanged-count': '3', 'new-count': '0', 'fixed-count': '0' })
    expect(await runOf(aReport([...inBoth('no-eval'), kept], { version: '1.0' }))).toMatchObject({
      'unchanged-count': '3',
      'fixed-count': '0',
    })
    expect(shop.active().map(({ Id }) => Id)).toEqual(ids)
  })

  test('goes on in a pull request, and beside a baseline file of the version before', async () => {
    const { 'baseline-file': baseline = '' } = (await shopRun(aReport(inBoth('no-eval')))).outputs
    shop.files({ 'baseline.json': readFileSync(baseline) })
    const options = { inputs: { baseline: 'baseline.json' } }
    const report = aReport(inBoth('injection'), { version: '2.0' })
    expect((await shopRun(report, { ...pullRequest(), ...options })).outputs).toMatchObject({ ...GOES_ON, outcome: 'compared' })
    expect((await shopRun(report, options)).outputs).toMatchObject({ ...GOES_ON, outcome: 'imported' })
  })

  test('takes along what its file has become meanwhile, and leaves what is new or fixed', async () => {
    const lines =
      (...numbers: readonly number[]) =>
      (ruleId: string) =>
        numbers.map((line) => aResult({ ruleId, message: EVAL, line }))
    shop.files({ 'src/app.py': 'a = eval(x)\nb = eval(y)\nc = eval(z)\nd = eval(v)\n' })
    await runOf(aReport(lines(1, 2, 3, 4)('no-eval')))
    const ids = new Map(shop.active().map(({ Id, Resources }) => [Resources?.[0]?.Id, Id]))
    expect(ids.size).toBeGreaterThan(0)
    shop.files({ 'src/app.py': 'import x\na = eval(x)\nb = eval(y)\nc = eval(z)\nnew = eval(u)\n' })
    const outputs = await runOf(aReport(lines(2, 3, 4, 5)('injection'), { version: '2.0' }))
    expect(outputs).toMatchObject({ 'unchanged-count': '3', 'new-count': '1', 'fixed-count': '1' })
  })
})

const ROOT = join(import.meta.dirname, '..', '..')
const rulesOf = (findings: readonly StoredFinding[]) => new Set(findings.map(({ GeneratorId }) => GeneratorId))

test.each([
  ['Ruff 0.7, which has codes for ids, and 0.17, which has names', 'ruff-0.7/codes.sarif', 'ruff/names.sarif', 9],
  ['Semgrep 1.50 and 1.185, with the rules in another folder', 'semgrep-1.50/many.sarif', 'semgrep/many.sarif', 11],
])('what is found goes on from one version to the other, and back: %s', async (_, before, now, count) => {
  shop.copy(join(ROOT, 'demo', 'sample'), '.')
  const fixture = (path: string) => runOf(readFileSync(join(ROOT, 'test', 'fixtures', path), 'utf8'))
  expect(await fixture(before)).toMatchObject({ 'new-count': String(count) })
  const [ids, rules] = [shop.active().map(({ Id }) => Id), rulesOf(shop.active())]
  const goesOn = { 'unchanged-count': String(count), 'new-count': '0', 'fixed-count': '0' }
  expect(await fixture(now)).toMatchObject(goesOn)
  expect(shop.active().map(({ Id }) => Id)).toEqual(ids)
  expect([...rulesOf(shop.active())].filter((rule) => rules.has(rule))).toEqual([])
  expect(await fixture(before)).toMatchObject(goesOn)
  expect(rulesOf(shop.active())).toEqual(rules)
})
