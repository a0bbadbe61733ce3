import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LocalSecurityHubOptions } from '../../local-hub/index.js'
import { ERROR_CODES, type ErrorCode } from '../../src/errors.js'
import { blockFaults } from '../support/blocks.js'
import { expectSound, stepErrors } from '../support/outcomes.js'
import type { ActionRun } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport } from '../support/sarif.js'
import { type RunReportJson, reportOf, type Scenario, startScenario } from '../support/scenario.js'
import { manyFindings, TROUBLES, type Trouble, TWO, UNSIGNED } from './troubles.js'

/** `LOOKUP_NOT_ALLOWED` fails no run and has a test of its own; a mistake of ours cannot be made from outside. */
const OTHERWISE: readonly ErrorCode[] = ['LOOKUP_NOT_ALLOWED', 'INTERNAL']

let shop: Scenario | undefined

async function start(options?: LocalSecurityHubOptions): Promise<Scenario> {
  shop = await startScenario(options)
  shop.files({ 'src/app.py': 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n', 'report.sarif': aReport(TWO) })
  return shop
}

afterEach(async () => {
  await shop?.close()
  shop = undefined
})

test('every code of the closed list has a scenario', () => {
  const told = new Set<ErrorCode>([...TROUBLES.map(({ code }) => code), ...OTHERWISE])
  expect(ERROR_CODES.filter((code) => !told.has(code))).toEqual([])
})

describe('an error', () => {
  test.each(TROUBLES)('$code is told when $when', async (trouble) => {
    const scenario = await start(trouble.hub)
    trouble.prepare?.(scenario)
    const run = await scenario.run(typeof trouble.run === 'function' ? trouble.run(scenario) : trouble.run)
    expectFailure(run, trouble)
    expect(scenario.active()).toHaveLength(trouble.imported)
    expect(scenario.hub.violations()).toEqual([])
  })
})

/** One error annotation, the last, tells all; summary and log name the code too; the report is there and adds up. */
function expectFailure(run: ActionRun, { code, message, hint, outcome, imported }: Trouble): void {
  expect(run.exitCode).toBe(1)
  const told = stepErrors(run)
  expect(told).toMatch(new RegExp(`^${code}: `, 'm'))
  expect(told).toMatch(message)
  expect(told).toContain('What to do: ')
  expect(told).toMatch(hint)
  expect(blockFaults(told.slice(told.indexOf('What to do: ')))).toEqual([])
  // A gate is told where its findings are.
  expect(run.summary).toContain(code === 'GATE_FAILED' ? '### What trips the gate' : `\`${code}\`: `)
  expect(readByRunner(run.log).lines.filter((line) => line.startsWith(`${code}: `)).length).toBeGreaterThan(0)
  const report = expectSound(run)
  expect(report.outcome).toBe(outcome)
  expect(run.outputs['imported-count']).toBe(String(imported))
  expectFailedFindings(run, report)
}

/** What was not imported can be sent again as it is, and each is named. */
function expectFailedFindings(run: ActionRun, { failures }: RunReportJson): void {
  if (failures.length === 0) {
    expect(run.outputs['failed-findings-file']).toBe('')
    return
  }
  const entries = run.json('failed-findings-file') as { finding: { Id: string }; code: string; message: string }[]
  expect(entries.map(({ finding, code, message }) => ({ id: finding.Id, code, message }))).toEqual(failures)
}

describe('one thing is told once', () => {
  test('Security Hub that is off is no fault of the findings', async () => {
    const run = await (await start({ enabled: false })).run()
    expect(stepErrors(run)).not.toContain('FINDINGS_REJECTED')
    expect(timesIn(run.summary, 'is not enabled in us-east-1')).toBe(1)
    expect(run.log).not.toMatch(/^::warning/m)
  })

  test('missing credentials, with many findings', async () => {
    const scenario = await start()
    manyFindings(scenario)
    const run = await scenario.run({ environment: UNSIGNED })
    expect(reportOf(run).failures).toHaveLength(200)
    expect(timesIn(run.summary, 'No AWS credentials were found')).toBe(2)
    expect(run.summary).toContain('and 199 others')
    expect(timesIn(run.log, 'No AWS credentials were found')).toBe(3)
  })

  test('an import that is not allowed and a look-up that is not allowed either', async () => {
    const scenario = await start()
    scenario.hub.deny('securityhub:BatchImportFindings')
    scenario.hub.deny('securityhub:GetFindings')
    const run = await scenario.run()
    expect(stepErrors(run)).toMatch(/^IMPORT_NOT_ALLOWED: /)
    expect(run.summary).toContain('"securityhub:GetFindings"'.replaceAll('"', '&#34;'))
  })

  test('several troubles at once are all told, in one annotation', async () => {
    const scenario = await start()
    scenario.hub.deny('securityhub:BatchImportFindings')
    scenario.files({ 'other.sarif': '' })
    const run = await scenario.run({ inputs: { reports: 'report.sarif\nother.sarif\nthird.sarif', 'fail-on': 'any' } })
    const codes = [...stepErrors(run).matchAll(/^([A-Z_]+): /gm)].map(([, code]) => code)
    expect(codes.sort()).toEqual(['GATE_FAILED', 'IMPORT_NOT_ALLOWED', 'REPORT_EMPTY', 'REPORT_NOT_FOUND'])
    expectSound(run)
  })
})

describe('a look-up that is not allowed', () => {
  let run: ActionRun

  beforeEach(async () => {
    const scenario = await start()
    scenario.hub.deny('securityhub:GetFindings')
    run = await scenario.run()
  })

  test('fails nothing, and everything is imported', () => {
    expect(run.exitCode).toBe(0)
    expect(expectSound(run)).toMatchObject({ outcome: 'imported', import: { imported: 2 }, lifecycle: { known: false } })
  })

  test('is a warning with the policy to add', () => {
    const warnings = readByRunner(run.log).annotations.filter(({ level }) => level === 'warning')
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^LOOKUP_NOT_ALLOWED: What is new and what is fixed is not known, and nothing can be archived\./),
    ])
    expect(warnings[0]?.message).toContain(
      '  "Action": "securityhub:GetFindings",\n  "Resource": "arn:aws:securityhub:us-east-1:123456789012:hub/default"',
    )
  })

  test('is told once in the summary, with the policy to copy', () => {
    expect(timesIn(run.summary, 'The credentials may not look up findings')).toBe(1)
    expect(run.summary).toContain(
      '<pre>{\n    &#34;Effect&#34;: &#34;Allow&#34;,\n    &#34;Action&#34;: &#34;securityhub:GetFindings&#34;,',
    )
  })
})

function timesIn(text: string, part: string): number {
  return text.split(part).length - 1
}
