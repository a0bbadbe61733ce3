import { describe, expect, test } from '@jest/globals'
import { golangciLint } from '../../../src/reports/tools/golangci-lint.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const LINTERS = { Linters: [{ Name: 'gosec', Enabled: true }] }

const report = (issues: readonly unknown[], data: object = {}) => ({ Issues: issues, Report: { ...LINTERS, ...data } })

const issue = (members: object) => ({
  FromLinter: 'gosec',
  Text: 'G402: TLS',
  Severity: '',
  Pos: { Filename: 'a.go', Line: 3, Column: 2 },
  ...members,
})

const skippedIn = (issues: readonly unknown[]) => runsOf(golangciLint, report(issues)).flatMap(({ skippedRules = [] }) => skippedRules)

describe('golangci-lint JSON', () => {
  test('knows an empty list by the linters beside it', () => {
    expect(detects(golangciLint, report([]))).toBe(true)
    expect(detects(golangciLint, { Issues: [], Report: { Linters: [] } })).toBe(false)
    expect(detects(golangciLint, { Issues: [], Stats: { files: 0, lines: 0, found: 0 } })).toBe(false)
  })

  test.each([
    ['', 'MEDIUM', 'none'],
    ['low', 'LOW', 'low'],
    ['warning', 'MEDIUM', 'warning'],
  ])('grades "%s" as %s', (Severity, label, original) => {
    expect(findingsOf(golangciLint, report([issue({ Severity })]))[0]?.severity).toEqual({ label, original })
  })

  test('is incomplete when code does not compile, and when golangci-lint says so', () => {
    const [uncompiled] = runsOf(golangciLint, report([issue({ FromLinter: 'typecheck', Text: 'undefined: x' })]))
    const [failed] = runsOf(golangciLint, report([], { Error: 'timeout exceeded' }))
    for (const run of [uncompiled, failed]) {
      for (const _ of run?.readings() ?? []);
      expect(run?.complete()).toBe(false)
    }
    expect(uncompiled?.problems()).toMatchObject([{ message: expect.stringContaining('a.go: undefined: x'), at: 'Issues' }])
    expect(failed?.problems()).toMatchObject([{ message: expect.stringContaining('timeout exceeded'), at: 'Report.Error' }])
  })

  test('concludes nothing about a linter of which as many issues are shown as are by default', () => {
    const other = issue({ FromLinter: 'errcheck', Text: 'not checked' })
    expect(skippedIn([issue({}), issue({}), other])).toEqual([])
    expect(skippedIn([issue({}), issue({}), issue({}), other])).toEqual(['gosec'])
    expect(skippedIn(Array.from({ length: 50 }, (_, index) => issue({ Text: `G${index}` })))).toEqual(['gosec'])
  })

  test('concludes as usual when more are shown, so that there is no limit', () => {
    expect(skippedIn([...Array(4)].map(() => issue({})).concat([...Array(3)].map(() => issue({ Text: 'G101' }))))).toEqual([])
  })

  test('takes the line from the range where there is no position', () => {
    const [finding] = findingsOf(golangciLint, report([issue({ Pos: { Filename: 'a.go' }, LineRange: { From: 4, To: 6 } })]))
    expect(finding?.location).toEqual({ path: 'a.go', startLine: 4, endLine: 6 })
  })

  test('accounts for an issue without a linter', () => {
    expect(readingsOf(golangciLint, report([issue({}), issue({ FromLinter: null })]))).toMatchObject([
      { verdict: 'problem' },
      { verdict: 'unreadable', at: 'Issues[1]' },
    ])
  })
})
