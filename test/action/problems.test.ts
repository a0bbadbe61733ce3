/** One problem that several tools find: every finding stays, and a person sees one entry. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { StoredFinding } from '../../local-hub/index.js'
import { expectSound } from '../support/outcomes.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'

const SHELL = { properties: { tags: ['external/cwe/cwe-78'] } }
const QUERY = { properties: { tags: ['external/cwe/cwe-89'] } }
const ofRule = (id: string, more: object) => ({ id, ...more })

const BANDIT = aReport([aResult({ ruleId: 'B602', line: 2 }), aResult({ ruleId: 'B608', line: 4, message: 'Query' })], {
  tool: 'Bandit',
  rules: [ofRule('B602', SHELL), ofRule('B608', QUERY)],
})
const SEMGREP = aReport([aResult({ ruleId: 'shell', line: 2, level: 'warning', message: 'A shell <img src=x>' })], {
  tool: 'Semgrep OSS',
  rules: [ofRule('shell', SHELL)],
})
const CLEAN = (tool: string) => aReport([], { tool })

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': 'import os\nos.system(x)\nprint(1)\ndb.run(y)\n', 'bandit.sarif': BANDIT, 'semgrep.sarif': SEMGREP })
})
afterEach(() => shop.close())

const REPORTS = { reports: '*.sarif' }
const run = (inputs: Readonly<Record<string, string>> = {}) => shop.run({ inputs: { ...REPORTS, ...inputs } })
const field = (finding: Partial<StoredFinding>, name: string) => finding.ProductFields?.[`publish-to-security-hub/${name}`]
const byRule = (rule: string): Partial<StoredFinding> => shop.hub.findings().find((finding) => field(finding, 'rule') === rule) ?? {}

describe('in Security Hub', () => {
  test('every tool keeps its finding, which names the other', async () => {
    expectSound(await run())
    expect(shop.active()).toHaveLength(3)
    const [one, other, alone] = [byRule('B602'), byRule('shell'), byRule('B608')]
    expect(field(one, 'problem')).toMatch(/^[0-9a-f]{32}$/)
    expect(field(other, 'problem')).toBe(field(one, 'problem'))
    expect([field(one, 'also-found-by'), field(other, 'also-found-by')]).toEqual(['Semgrep OSS', 'Bandit'])
    expect(one.FindingProviderFields?.RelatedFindings).toEqual([{ ProductArn: one.ProductArn, Id: other.Id }])
    expect(other.FindingProviderFields?.RelatedFindings).toEqual([{ ProductArn: one.ProductArn, Id: one.Id }])
    expect([field(alone, 'problem'), alone.FindingProviderFields?.RelatedFindings]).toEqual([undefined, undefined])
    expect(shop.hub.violations()).toEqual([])
  })

  test('nothing is sent again while they are one, whatever the order of the reports', async () => {
    await run()
    const again = await run({ reports: 'semgrep.sarif\nbandit.sarif' })
    expect(reportOf(again).import).toMatchObject({ imported: 2, notSent: 1 })
    expect(again.outputs).toMatchObject({ 'unchanged-count': '3' })
  })

  test('a tool that joins is told to the finding that was there, and one that leaves is too', async () => {
    shop.files({ 'semgrep.sarif': undefined })
    await run()
    expect(field(byRule('B602'), 'problem')).toBeUndefined()
    shop.files({ 'semgrep.sarif': SEMGREP })
    expect((await run()).outputs).toMatchObject({ 'new-count': '1', 'unchanged-count': '2' })
    expect(field(byRule('B602'), 'change')).toBe('updated')
    expect(field(byRule('B602'), 'also-found-by')).toBe('Semgrep OSS')
    shop.files({ 'semgrep.sarif': CLEAN('Semgrep OSS') })
    const left = await run()
    expect(left.outputs['fixed-count']).toBe('1')
    expect(field(byRule('B602'), 'also-found-by')).toBeUndefined()
    expect(left.summary).toContain('another tool still finds it')
    expect(left.summary).toContain('Security Hub: no new findings and 2 open')
  })
})

describe('where a person looks', () => {
  test('there is one entry with all tools, as severe as the most severe, and that they disagree', async () => {
    const first = await run()
    const { annotations } = readByRunner(first.log)
    const onLine = annotations.filter(({ file, line }) => file === 'src/app.py' && String(line) === '2')
    expect(onLine).toHaveLength(1)
    expect(onLine[0]?.message).toContain('Found by: Bandit (high) and Semgrep OSS (medium)')
    expect(first.summary).toContain('## ✅ Security Hub: 2 new problems and 2 open')
    expect(first.summary).toContain('Bandit (high) and Semgrep OSS (medium)')
    expect(first.summary.match(/\[line 2\]/g)).toHaveLength(1)
    expect(first.log).toContain('Several tools found the same: the 3 open findings are 2 problems.')
    expect(first.log).toContain('2 open problems')
    expect(reportOf(first).problems).toEqual({ open: 2, new: 2, reopened: 0, unchanged: 0, moved: 0, dismissed: 0, fixed: 0 })
  })

  test('outputs and the findings file count findings', async () => {
    const { outputs } = await run()
    expect(outputs).toMatchObject({ 'findings-count': '3', 'new-count': '3', 'imported-count': '3' })
    expect(JSON.parse(outputs['severity-counts'] ?? '')).toMatchObject({ HIGH: 2, MEDIUM: 1 })
  })

  test('a gate trips once for it', async () => {
    const { outputs, exitCode, log } = await run({ 'fail-on': 'any' })
    expect([exitCode, outputs['gate-count']]).toEqual([1, '2'])
    expect(log).toContain('2 open findings (fail-on: any)')
  })

  test('it is new as long as one of its findings is', async () => {
    shop.files({ 'semgrep.sarif': undefined })
    await run()
    shop.files({ 'semgrep.sarif': SEMGREP })
    const { outputs, summary } = await run({ 'fail-on-new': 'medium' })
    expect(outputs).toMatchObject({ 'new-count': '1', 'gate-count': '1' })
    expect(summary).toContain('Security Hub: 1 new problem and 2 open, 1 trips `fail-on-new: medium`')
  })

  test('what was known counts for fail-on-new neither by itself nor by its grade', async () => {
    shop.files({ 'semgrep.sarif': undefined })
    await run()
    shop.files({ 'semgrep.sarif': SEMGREP })
    expect((await run({ 'fail-on-new': 'high' })).exitCode).toBe(0)
    shop.files({ 'semgrep.sarif': CLEAN('Semgrep OSS') })
    await run()
    shop.files({ 'semgrep.sarif': SEMGREP })
    expect((await run({ 'fail-on-new': 'medium' })).outputs['gate-count']).toBe('1')
  })

  test('one that an analyst dismissed leaves the other one standing, and both dismissed none', async () => {
    await run()
    const suppress = (rule: string) => shop.hub.update([byRule(rule).Id ?? ''], { Workflow: { Status: 'SUPPRESSED' } })
    suppress('B602')
    const one = await run({ 'fail-on': 'any', annotations: 'all' })
    expect(one.outputs['gate-count']).toBe('2')
    expect(one.log).not.toContain('Found by:')
    expect(one.summary).toContain('shell')
    suppress('shell')
    const none = await run({ 'fail-on': 'any', annotations: 'all' })
    expect(none.outputs['gate-count']).toBe('1')
    expect(reportOf(none).problems).toMatchObject({ open: 2, dismissed: 1 })
  })

  test('what both tools stop to find is fixed once', async () => {
    await run()
    shop.files({ 'semgrep.sarif': CLEAN('Semgrep OSS'), 'bandit.sarif': CLEAN('Bandit') })
    const fixed = await run()
    expect(fixed.outputs['fixed-count']).toBe('3')
    expect(fixed.summary).toContain('Security Hub: no open findings, 2 fixed')
    expect(fixed.summary).toContain('Fixed (2)')
  })
})

test('a job that publishes one of the tools alone leaves the links to the job that publishes both', async () => {
  const both = [aResult({ ruleId: 'shell', line: 2 }), aResult({ ruleId: 'query', line: 4 })]
  shop.files({ 'semgrep.sarif': aReport(both, { tool: 'Semgrep OSS', rules: [ofRule('shell', SHELL), ofRule('query', QUERY)] }) })
  const job = (name: string, reports: string) => shop.run({ inputs: { reports }, environment: { GITHUB_JOB: name } })
  await job('both', '*.sarif')
  await job('one', 'bandit.sarif')
  await job('both', '*.sarif')
  shop.hub.advance(60_000)
  const again = [await job('one', 'bandit.sarif'), await job('both', '*.sarif'), await job('one', 'bandit.sarif')]
  expect(again.map(({ outputs }) => outputs['unchanged-count'])).toEqual(['2', '4', '2'])
  // One finding of each analysis that the run reports: its trace.
  expect(again.map((one) => reportOf(one).import['imported'])).toEqual([1, 2, 1])
  expect(shop.active().filter((finding) => field(finding, 'also-found-by') !== undefined).length).toBeGreaterThanOrEqual(3)
})

test('what one tool does not find any more and another one keeps open is not fixed', async () => {
  await run()
  const incomplete = JSON.parse(CLEAN('Semgrep OSS')) as { runs: { invocations?: unknown }[] }
  for (const one of incomplete.runs) one.invocations = [{ executionSuccessful: false }]
  shop.files({ 'bandit.sarif': CLEAN('Bandit'), 'semgrep.sarif': JSON.stringify(incomplete) })
  const left = await run()
  expect(left.outputs['fixed-count']).toBe('2')
  expect(left.summary).toContain('Security Hub: no open findings, 1 fixed')
  expect(left.log).toContain('2 archived, 1 problem fixed')
})

test('with a baseline file problems are known as without', async () => {
  const both = await run()
  const inputs = { ...REPORTS, baseline: both.outputs['baseline-file'] ?? '' }
  shop.files({ 'bandit.sarif': CLEAN('Bandit') })
  const pullRequest = await shop.run({
    inputs,
    environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' },
    event: {
      repository: { default_branch: 'main', full_name: 'acme/shop' },
      pull_request: { number: 5, head: { sha: 'a'.repeat(40), ref: 'fix', repo: { full_name: 'acme/shop' } }, base: { ref: 'main' } },
    },
  })
  expect(pullRequest.outputs).toMatchObject({ compared: 'true', 'fixed-count': '2' })
  expect(pullRequest.summary).toContain('no new findings and 1 fixed in this change')
  expect(pullRequest.summary).toMatch(/\| Open on the default branch \|.*\| 2 \|/)
})

test('advisories of one manifest are linked over the formats of the tools', async () => {
  shop.files({ 'bandit.sarif': undefined, 'semgrep.sarif': undefined })
  shop.copy('demo/reports/trivy.sarif', 'trivy.sarif')
  shop.copy('demo/reports/osv-scanner.sarif', 'osv-scanner.sarif')
  const both = await run()
  const advisories = shop.active().filter((finding) => field(finding, 'kind') === 'vulnerability')
  expect(advisories).toHaveLength(18)
  expect(new Set(advisories.map((finding) => field(finding, 'problem'))).size).toBe(9)
  expectSound(both)
})

test('the summary is a file too, also where the step shows none', async () => {
  const { outputs, summary } = await run({ summary: 'false' })
  expect(summary).toBe('')
  expect(readFileSync(outputs['summary-file'] ?? '', 'utf8')).toContain('Security Hub: 2 new problems and 2 open')
})
