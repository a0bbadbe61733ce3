import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectSound, stepErrors } from '../support/outcomes.js'
import type { ActionRun, ActionRunOptions } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult } from '../support/sarif.js'
import { reportOf, type Scenario, startScenario } from '../support/scenario.js'
import { UNSIGNED } from './troubles.js'

const TWO = [aResult({ line: 2 }), aResult({ line: 4, message: 'Another one' })]

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n', 'report.sarif': aReport(TWO) })
})

afterEach(() => shop.close())

const pullRequest = (head = 'acme/shop', environment: Readonly<Record<string, string>> = {}): ActionRunOptions => ({
  environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge', ...environment },
  event: {
    repository: { default_branch: 'main', full_name: 'acme/shop' },
    pull_request: { number: 5, head: { sha: 'a'.repeat(40), ref: 'fix', repo: { full_name: head } }, base: { ref: 'main' } },
  },
})

const DEPENDABOT = { GITHUB_ACTOR: 'dependabot[bot]' }
const UNREACHABLE = { AWS_ENDPOINT_URL_SECURITYHUB: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' }
const JUDGED = { 'fail-on-new': 'high' }

const warningsOf = (run: ActionRun) =>
  readByRunner(run.log).annotations.flatMap(({ level, message, file }) => (level === 'warning' && file === undefined ? [message] : []))
/** The lines of a group of the log. */
const linesUnder = (run: ActionRun, title: RegExp) => {
  const lines = run.log.split('\n')
  const start = lines.findIndex((line) => title.test(line))
  return start === -1 ? [] : lines.slice(start + 1, lines.indexOf('::endgroup::', start))
}

describe('fail-on-new without knowledge of earlier runs', () => {
  const deny = () => shop.hub.deny('securityhub:GetFindings')
  const throttle = () => shop.hub.fault({ kind: 'throttle', operation: 'GetFindings', times: 100 })

  const nothing = () => undefined

  test.each<[string, string, ActionRunOptions, () => void]>([
    ['is denied it', 'LOOKUP_NOT_ALLOWED', pullRequest(), deny],
    ['is throttled', 'THROTTLED', pullRequest('acme/shop', { AWS_MAX_ATTEMPTS: '1' }), throttle],
    ['reaches nobody', 'ENDPOINT_UNREACHABLE', pullRequest('acme/shop', UNREACHABLE), nothing],
    ['is not signed in', 'NO_CREDENTIALS', pullRequest('acme/shop', UNSIGNED), nothing],
    ['is of a fork, and has credentials all the same', 'LOOKUP_NOT_ALLOWED', pullRequest('mallory/shop'), deny],
    [
      'is of a fork, on the default branch, not signed in',
      'NO_CREDENTIALS',
      pullRequest('mallory/shop', { ...UNSIGNED, GITHUB_EVENT_NAME: 'pull_request_target' }),
      nothing,
    ],
    ['is a dry run', 'a dry run does not ask Security Hub', { inputs: { import: 'never' } }, nothing],
    ['is to import and cannot', 'ENDPOINT_UNREACHABLE', { environment: UNREACHABLE }, nothing],
  ])('fails a run that %s, unless that is allowed', async (_what, why, options, prepare) => {
    prepare()
    const run = await shop.run({ ...options, inputs: { ...options.inputs, ...JUDGED } })
    expectSound(run)
    expect(stepErrors(run)).toMatch(/^NOT_COMPARED: fail-on-new: high could not be judged/m)
    expect(stepErrors(run)).toContain(`2 findings of severity high or higher are new (${why}).`)
    expect(run.outputs).toMatchObject({ compared: 'false', 'gate-count': '0' })
    const allowed = await shop.run({ ...options, inputs: { ...options.inputs, ...JUDGED, 'if-not-compared': 'warn' } })
    expect(stepErrors(allowed)).not.toContain('NOT_COMPARED')
    expect(warningsOf(allowed)).toContainEqual(expect.stringMatching(/^fail-on-new: high could not be judged/))
  })

  test.each<[string, ActionRunOptions]>([
    ['from a fork', pullRequest('mallory/shop', UNSIGNED)],
    ['of Dependabot', pullRequest('acme/shop', { ...UNSIGNED, ...DEPENDABOT })],
  ])('warns in a pull request %s, which GitHub gives no credentials, unless that is an error', async (_what, options) => {
    const run = await shop.run({ ...options, inputs: JUDGED })
    expect(run.exitCode).toBe(0)
    expect(expectSound(run).outcome).toBe('compared')
    expect(warningsOf(run)).toEqual([expect.stringMatching(/^fail-on-new: high could not be judged.*\(NO_CREDENTIALS\)\.$/)])
    expect(run.outputs).toMatchObject({ compared: 'false', 'gate-count': '0' })
    const strict = await shop.run({ ...options, inputs: { ...JUDGED, 'if-not-compared': 'error' } })
    expect(strict.exitCode).toBe(1)
    expect(stepErrors(strict)).toMatch(/^NOT_COMPARED: /)
    expect(expectSound(strict).outcome).toBe('compared')
  })

  test('passes where no finding is severe enough to be judged', async () => {
    deny()
    shop.files({ 'report.sarif': aReport([aResult({ level: 'note' })]) })
    const run = await shop.run({ ...pullRequest(), inputs: { ...JUDGED, 'if-not-compared': 'error' } })
    expect(run.exitCode).toBe(0)
    expect(warningsOf(run)).toEqual([expect.stringMatching(/^LOOKUP_NOT_ALLOWED: /)])
  })

  test('says nothing of the gate where the input is not set', async () => {
    deny()
    const run = await shop.run(pullRequest())
    expect(run.exitCode).toBe(0)
    expect(run.log).not.toContain('could not be judged')
  })
})

describe('a pull request', () => {
  test('that is compared with a default branch that was never imported says so, and everything counts as new', async () => {
    const run = await shop.run({ ...pullRequest(), inputs: JUDGED })
    expect(run.outputs).toMatchObject({ outcome: 'compared', compared: 'true', 'new-count': '2', 'gate-count': '2' })
    expect(stepErrors(run)).toMatch(/^GATE_FAILED: 2 new findings of severity high or higher \(fail-on-new: high\)/)
    expect(run.log).toMatch(
      /no open finding of Scanner on the default branch.* the default branch has never been imported, so everything counts as new/,
    )
  })

  test.each(['imported', 'clean'])('of which the default branch is %s says nothing of the kind', async (branch) => {
    if (branch === 'imported') await shop.run()
    else shop.files({ 'report.sarif': aReport([]) })
    const run = await shop.run(pullRequest())
    expect(run.outputs).toMatchObject({ compared: 'true', 'new-count': '0' })
    expect(run.log).not.toContain('never been imported')
  })
})

describe('a gate that trips', () => {
  test('tells new findings from those that came back, and names them', async () => {
    await shop.run()
    shop.files({ 'report.sarif': aReport(TWO.slice(0, 1)) })
    await shop.run()
    expect(shop.archived()).toHaveLength(1)
    const brought = [3, 1].map((line) => aResult({ line, ruleId: `rule-${line}`, message: `Brought on line ${line}` }))
    shop.files({ 'report.sarif': aReport([...TWO, ...brought]) })
    const run = await shop.run({ inputs: JUDGED })
    expect(stepErrors(run)).toMatch(/^GATE_FAILED: 2 new and 1 reopened findings of severity high or higher \(fail-on-new: high\)/)
    expect(run.outputs).toMatchObject({ 'gate-count': '3', compared: 'true', outcome: 'imported' })
    expect(linesUnder(run, /^::group::3 findings that tripped a gate$/)).toEqual([
      expect.stringMatching(/^High {2}src\/app\.py:1 {2}.*Brought on line 1.*Scanner, new\]$/),
      expect.stringMatching(/^High {2}src\/app\.py:3 {2}.*Brought on line 3.*Scanner, new\]$/),
      expect.stringMatching(/^High {2}src\/app\.py:4 {2}.*Another one.*Scanner, reopened\]$/),
    ])
    expect(run.summary).toContain('3 trip `fail-on-new: high`')
  })

  test('names twenty of many and counts the rest', async () => {
    const many = Array.from({ length: 23 }, (_, index) => aResult({ line: index + 1, message: `Number ${index}` }))
    shop.files({ 'report.sarif': aReport(many) })
    const run = await shop.run({ inputs: { 'fail-on': 'high', 'fail-on-new': 'any' } })
    expect(run.outputs['gate-count']).toBe('23')
    const lines = linesUnder(run, /^::group::23 findings that tripped a gate$/)
    expect(lines).toHaveLength(21)
    expect(lines.at(-1)).toMatch(/^… and 3 more/)
  })

  test('takes nothing that a scanner says for a command', async () => {
    const text = 'x\n::error::owned\u0085##[error]owned @acme/all'
    shop.files({ 'report.sarif': aReport([aResult({ message: text, uri: 'a\n::warning::owned.py', ruleId: text })], { tool: text }) })
    const run = await shop.run({ inputs: { 'fail-on': 'any' } })
    expectSound(run)
    expect(run.log).not.toMatch(/^\s*::(error|warning)::owned/m)
    expect(run.log).not.toMatch(/^(?!::(error|warning|notice)[ :]).*##\[error\]/m)
  })
})

describe('a report that is named and is not there', () => {
  const inputs = (action: string) => ({ reports: 'report.sarif\nother.sarif', 'if-no-reports-found': action })

  test.each<[string, number, RegExp | undefined, RegExp | undefined]>([
    ['error', 1, /^REPORT_NOT_FOUND: other\.sarif: there is no such file/, undefined],
    ['warn', 0, undefined, /^REPORT_NOT_FOUND: other\.sarif: there is no such file/],
    ['ignore', 0, undefined, undefined],
  ])('beside one that is: %s', async (action, exitCode, error, warning) => {
    const run = await shop.run({ inputs: inputs(action) })
    expect(run.exitCode).toBe(exitCode)
    expect(expectSound(run)).toMatchObject({ outcome: error === undefined ? 'imported' : 'partial', import: { imported: 2 } })
    expect(stepErrors(run)).toMatch(error ?? /^$/)
    expect(warningsOf(run)).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)])
    if (action === 'ignore') expect(run.log).not.toContain('other.sarif')
  })

  test.each(['error', 'warn', 'ignore'])('fixes nothing of what it may have held: %s', async (action) => {
    shop.files({ 'report.sarif': aReport(TWO.slice(0, 1)), 'other.sarif': aReport(TWO.slice(1)) })
    await shop.run({ inputs: inputs(action) })
    expect(shop.active()).toHaveLength(2)
    shop.files({ 'other.sarif': undefined })
    for (const options of [{}, pullRequest()]) {
      const run = await shop.run({ ...options, inputs: inputs(action) })
      expect(run.outputs['fixed-count']).toBe('0')
      expect(reportOf(run).lifecycle.kept).toEqual([{ reason: 'unreadable-report', count: 1 }])
    }
    expect(shop.active()).toHaveLength(2)
  })

  test.each<[string, string, string]>([
    ['alone', 'other.sarif', 'No report matches other.sarif'],
    ['with others', 'other.sarif\nmissing/\n*.json.sarif', 'No report matches other.sarif, missing/, *.json.sarif'],
  ])('%s is no report at all, which may be allowed', async (_what, reports, warning) => {
    const run = await shop.run({ inputs: { reports, 'if-no-reports-found': 'warn' } })
    expect(run.outputs['outcome']).toBe('nothing')
    expect(warningsOf(run)).toEqual([warning])
    const ignored = await shop.run({ inputs: { reports, 'if-no-reports-found': 'ignore' } })
    expect(ignored.outputs['outcome']).toBe('nothing')
    expect(warningsOf(ignored)).toEqual([])
    const refused = await shop.run({ inputs: { reports } })
    expect(stepErrors(refused)).toMatch(/^REPORT_NOT_FOUND: other\.sarif: /)
  })
})

test('wrong and unknown inputs are told together, a line each', async () => {
  const run = await shop.run({ inputs: { 'fail-on-nwe': 'high', badge: '', 'fail-on': 'sometimes', '::error::x': 'y' } })
  expect(run.exitCode).toBe(1)
  expectSound(run)
  const lines = stepErrors(run).split('\n').slice(0, 5)
  expect(lines).toEqual([
    'INVALID_INPUT: 4 inputs are wrong:',
    '- fail-on is "sometimes", expected one of never, low, medium, high, critical, any',
    '- ::error::x is no input of this action',
    '- badge is no input of this action',
    '- fail-on-nwe is no input of this action, expected fail-on-new',
  ])
  const log = readByRunner(run.log).lines
  for (const line of lines.slice(0, 2)) expect(log).toContain(line)
  expect(run.summary).toMatch(/^- fail-on is &#34;sometimes&#34;/m)
})
