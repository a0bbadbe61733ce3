/** What a run with debug logging tells: enough to find out why a role is refused or a finding is new, and nothing secret. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectSound } from '../support/outcomes.js'
import type { ActionRunOptions } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'
import { UNSIGNED } from './troubles.js'

let shop: Scenario
beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'report.sarif': aReport([aResult({ line: 2 }), aResult({ line: 4, message: 'Another one' })]) })
})
afterEach(() => shop.close())

const signingIn = (environment: Readonly<Record<string, string>> = { RUNNER_DEBUG: '1' }): ActionRunOptions => ({
  inputs: { 'role-to-assume': shop.hub.roleArn },
  environment: { ...UNSIGNED, ...shop.hub.oidcEnv, ...environment },
})

async function debugged(options: ActionRunOptions = signingIn()) {
  const run = await shop.run(options)
  const view = readByRunner(run.log)
  const debug = view.commands.filter(({ name }) => name === 'debug').map(({ data }) => data)
  return { run, debug, masked: view.commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data) }
}

const about = (debug: readonly string[], begin: string) => debug.filter((line) => line.trimStart().startsWith(begin))

test('without debug logging there is not one debug line', async () => {
  expect((await debugged(signingIn({}))).debug).toEqual([])
})

describe('requests', () => {
  test('are told one by one, with status, time and id', async () => {
    const { debug, run } = await debugged()
    expectSound(run)
    const requests = debug.filter((line) => /^\w+: (HTTP|no answer)/.test(line))
    expect(requests.map((line) => line.split(':')[0])).toEqual(shop.hub.requests().map(({ operation }) => operation))
    expect(requests[0]).toMatch(/^GetIdToken: HTTP 200, [\d,]+ ms$/)
    for (const line of requests.slice(1)) expect(line).toMatch(/^\w+: HTTP 200, [\d,]+ ms, request [\da-f-]{36}$/)
  })

  test('that fail are told with what they came to and which attempt they were', async () => {
    shop.hub.fault({ kind: 'internal', operation: 'BatchImportFindings' })
    shop.hub.fault({ kind: 'reset', operation: 'BatchImportFindings' })
    const { debug } = await debugged()
    expect(about(debug, 'BatchImportFindings')).toEqual([
      expect.stringMatching(/^BatchImportFindings: HTTP 500, InternalException, [\d,]+ ms, request [\da-f-]{36}$/),
      expect.stringMatching(/^BatchImportFindings: no answer, ECONNRESET, [\d,]+ ms, attempt 2$/),
      expect.stringMatching(/^BatchImportFindings: HTTP 200, [\d,]+ ms, request [\da-f-]{36}, attempt 3$/),
    ])
  })
})

describe('a role that is refused', () => {
  test('is told with what the token says, and never the token', async () => {
    shop.hub.idToken({ subject: 'repo:acme/shop:environment:production' })
    shop.hub.trust({ subject: 'repo:acme/shop:ref:*' })
    const { debug, run, masked } = await debugged()
    expect(debug).toContain(
      `ID token for ${shop.hub.roleArn}: iss https://token.actions.githubusercontent.com, aud sts.amazonaws.com, sub repo:acme/shop:environment:production`,
    )
    expect(about(debug, 'AssumeRoleWithWebIdentity')).toEqual([expect.stringMatching(/HTTP 403, AccessDenied, [\d,]+ ms, request /)])
    const token = masked.find((text) => text.split('.').length === 3) ?? '?'
    const told = run.log.split('\n').filter((line) => !line.startsWith('::add-mask::'))
    for (const part of token.split('.')) expect(told.filter((line) => line.includes(part))).toEqual([])
  })

  test('is told for each attempt at getting a token', async () => {
    shop.hub.fault({ kind: 'error', operation: 'GetIdToken', status: 503, code: 'x', message: 'later' })
    const { debug } = await debugged()
    expect(about(debug, 'GetIdToken')).toEqual([
      expect.stringMatching(/^GetIdToken: HTTP 503, [\d,]+ ms$/),
      expect.stringMatching(/^GetIdToken: HTTP 200, [\d,]+ ms$/),
    ])
  })

  test('has no secret in any line, whatever was signed', async () => {
    const { run, masked } = await debugged()
    const told = run.log.split('\n').filter((line) => !line.startsWith('::add-mask::'))
    expect(masked.length).toBeGreaterThanOrEqual(4)
    for (const secret of [...masked, shop.hub.oidcEnv['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '?'])
      expect(told.filter((line) => line.includes(secret))).toEqual([])
  })
})

describe('findings', () => {
  const report = (...results: Parameters<typeof aResult>[0][]) =>
    shop.files({ 'report.sarif': aReport(results.map((one) => aResult(one))) })
  const source = (...lines: string[]) => shop.files({ 'src/app.py': lines.join('\n') })

  beforeEach(async () => {
    source('import db', 'db.run(input())', 'print(1)', 'db.run(name)')
    await shop.run(signingIn({}))
  })

  test('that are matched are told by their evidence', async () => {
    const { debug } = await debugged()
    expect(debug).toContain('Scanner: Ids begin with github.com/99/default/Scanner//')
    expect(about(debug, 'in the reports')[0]).toMatch(/results 2, .*findings 2$/)
    expect(about(debug, 'held by Security Hub')[0]).toMatch(/: 2, of which active 2/)
    expect(about(debug, 'matched:')).toEqual(['  matched: 2 by context'])
    expect(about(debug, 'new:')).toEqual([])
  })

  test('that are new are told with what comes nearest, and why it is not that', async () => {
    source('import db', 'db.run(input())', 'print(1)', 'db.run(name)', 'log.write(secret_sauce)')
    report(
      { line: 2 },
      { line: 4, message: 'Another one' },
      { line: 5, message: 'A third one' },
      { uri: 'src/other.py', message: 'Quite another' },
    )
    const { debug } = await debugged()
    expect(about(debug, 'matched:')).toEqual(['  matched: 2 by an equal line'])
    expect(about(debug, 'new:').map((line) => line.replaceAll(/\/v1-[\da-f]{32}/g, '/ID'))).toEqual([
      '  new: github.com/99/default/Scanner//ID (src/app.py:5): nearest in the file is github.com/99/default/Scanner//ID (active, rule sql-injection) on line 4, and it is another finding of this run: context differs, message differs',
      '  new: github.com/99/default/Scanner//ID (src/other.py:2): Security Hub holds nothing in this file, and nothing with equal evidence elsewhere',
    ])
  })

  test('that come from a file that moved too far are told so', async () => {
    shop.files({ 'src/app.py': undefined })
    report({ uri: 'lib/elsewhere.py', line: 2 }, { uri: 'lib/third.py', line: 2, ruleId: 'other-rule', message: 'Another one' })
    const { debug } = await debugged()
    expect(about(debug, 'new:')).toEqual([
      expect.stringMatching(
        /^ {2}new: \S+ \(lib\/elsewhere\.py:2\): \S+ \(active, rule sql-injection\) has equal evidence \(.*message equal.*\), in src\/app\.py, which is not taken for the same file$/,
      ),
      expect.stringMatching(/nothing in this file, and nothing with equal evidence elsewhere$/),
    ])
  })

  test('that are many are not all told', async () => {
    const many = Array.from({ length: 80 }, (_, index) => aResult({ uri: `src/f${index}.py`, message: `Sort ${'x'.repeat(index)}` }))
    shop.files({ 'report.sarif': aReport(many) })
    const { debug } = await debugged()
    expect(about(debug, 'new:')).toHaveLength(50)
    expect(debug).toContain('  … and 30 more new ones')
  })

  test('with hostile names are no commands and no secrets', async () => {
    const secret = 'AKIAQ4XVZ7N2L5RTM3KD'
    report({ uri: `src/##[error]${secret}.py`, message: '::error::x' }, { uri: '::set-output::y', message: 'z' })
    const { debug, run } = await debugged()
    expectSound(run)
    expect(about(debug, 'new:')).toHaveLength(2)
    expect(debug.join('\n')).not.toContain(secret)
    expect(debug.join('\n')).not.toContain('##[error]')
  })
})
