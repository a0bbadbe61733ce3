import { describe, expect, test } from '@jest/globals'
import type { ReportRun } from '../../../src/finding.js'
import { type Json, readLog, readOnly } from './support.js'

const read = (run: ReportRun) => {
  const findings = [...run.readings()].filter((reading) => reading.verdict === 'problem').length
  return { findings, complete: run.complete(), codes: run.problems().map(({ code }) => code) }
}
const result = (ruleId: string | undefined, text = 'Text') => ({ ...(ruleId !== undefined && { ruleId }), message: { text } })
const runOf = (name: string, ...results: readonly Json[]): Json => ({ tool: { driver: { name } }, results })

describe('a report with a result that says that the tool failed', () => {
  test.each([
    ['golangci-lint', result('typecheck', ': # example.com/m')],
    ['Staticcheck', result('compile')],
    ['Staticcheck', result('config')],
    ['Pylint', result('E0001')],
    ['pylint', result('syntax-error')],
    ['ruff', result('invalid-syntax')],
    ['ruff', result(undefined, 'SyntaxError: Expected an expression')],
    ['ESLint', result(undefined, 'Parsing error: Unexpected token')],
    ['CodeQL', result('js/syntax-error')],
    ['PHPStan', result('phpstan.parse')],
    ['RuboCop', result('Lint/Syntax')],
    ['cppcheck', result('syntaxError')],
    ['GNU C23', result('error')],
    ['hadolint', result('DL1000')],
    ['Some Linter', result('parse-error')],
    ['ansible-lint', result('load-failure[yaml]')],
    ['ansible-lint', result('syntax-check[specific]')],
    ['oxlint', result('OXL0001')],
  ])('of %s as %j is incomplete and has it as a finding', (name, failure) => {
    const outcome = read(readOnly(runOf(name, result('a'), failure)))
    expect(outcome).toEqual({ findings: 2, complete: false, codes: ['error-notification'] })
  })

  test.each([
    ['Some Linter', result('config')],
    ['Some Linter', result('error')],
    ['Staticcheck', result('SA5009', 'syntax error in the pattern')],
    ['ESLint', result('no-invalid-regexp', 'Parsing error: in a pattern')],
    ['Some Linter', result('syntax-error-messages')],
  ])('is not one of %s with %j', (name, other) => {
    expect(read(readOnly(runOf(name, other)))).toEqual({ findings: 1, complete: true, codes: [] })
  })

  test('is told once, with the first words and the count', () => {
    const run = readOnly(runOf('golangci-lint', result('typecheck', 'first'), result('typecheck', 'second')))
    for (const _ of run.readings());
    expect(run.problems()).toEqual([
      { code: 'error-notification', message: 'The tool reported 2 errors, so results may be missing: first', at: 'runs[0]' },
    ])
  })
})

describe('a log in which a tool has a run for its errors', () => {
  test('is incomplete for that tool while there are any', () => {
    const runs = readLog({ runs: [runOf('tflint', result('a')), runOf('tflint-errors', result('b')), runOf('Trivy')] })
    expect(runs.map((run) => read(run).complete)).toEqual([false, false, true])
  })

  test('is complete where there are none', () => {
    const runs = readLog({ runs: [runOf('tflint', result('a')), runOf('tflint-errors')] })
    expect(runs.map((run) => read(run))).toEqual([
      { findings: 1, complete: true, codes: [] },
      { findings: 0, complete: true, codes: [] },
    ])
  })
})
