/** Ruff, RuboCop, TFLint and njsscan: what their fixtures do not show. */
import { describe, expect, test } from '@jest/globals'
import { njsscan } from '../../../src/reports/tools/njsscan.js'
import { rubocop } from '../../../src/reports/tools/rubocop.js'
import { ruff } from '../../../src/reports/tools/ruff.js'
import { tflint } from '../../../src/reports/tools/tflint.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

describe('Ruff JSON', () => {
  const violation = (members: object) => ({
    code: 'S101',
    message: 'Use of assert',
    filename: '/home/runner/work/shop/shop/a.py',
    location: { row: 3, column: 5 },
    end_location: { row: 3, column: 11 },
    fix: null,
    ...members,
  })

  test('is told by what a violation has', () => {
    expect(detects(ruff, [violation({})])).toBe(true)
    expect(detects(ruff, [violation({ location: { line: 3, column: 5 } })])).toBe(false)
  })

  test('calls everything an error that versions without severities write', () => {
    expect(findingsOf(ruff, [violation({})])[0]?.severity).toEqual({ label: 'HIGH', original: 'error' })
    expect(findingsOf(ruff, [violation({ severity: 'warning' })])[0]?.severity).toEqual({ label: 'MEDIUM', original: 'warning' })
  })

  test.each([{ code: null }, { code: 'invalid-syntax' }, { code: 'E999' }, { code: 'E902' }])(
    'concludes nothing from a file that could not be parsed: %p',
    (members) => {
      const [run] = runsOf(ruff, [violation({ filename: 'b.py' }), violation(members)])
      expect(run?.partlyScanned).toEqual(['a.py'])
      expect([...(run?.readings() ?? [])].map(({ verdict }) => verdict)).toEqual(['problem', 'problem'])
    },
  )

  test('takes no row of a cell for a line of the notebook', () => {
    expect(findingsOf(ruff, [violation({ filename: 'a.ipynb', cell: 2 })])[0]?.location).toEqual({ path: 'a.ipynb', logicalName: 'cell 2' })
  })

  test('says what the fix is, without its code', () => {
    const fix = { applicability: 'safe', edits: [{ content: 'password = "made up"' }], message: 'Remove `assert`' }
    const [finding] = findingsOf(ruff, [violation({ fix })])
    expect(finding?.remediation).toBe('Remove `assert`')
    expect(JSON.stringify(finding)).not.toContain('made up')
  })

  test('accounts for a violation without a rule', () => {
    expect(readingsOf(ruff, [violation({}), { message: null, code: null }, 7])).toMatchObject([
      { verdict: 'problem' },
      { verdict: 'unreadable', at: '[1]' },
      { verdict: 'unreadable', at: '[2]' },
    ])
  })
})

describe('RuboCop JSON', () => {
  const report = (offenses: readonly unknown[], summary: object = {}) => ({
    metadata: { rubocop_version: '1.69.2' },
    files: [{ path: 'a.rb', offenses }],
    summary,
  })
  const offense = (members: object) => ({
    severity: 'warning',
    message: 'Bad',
    cop_name: 'Security/Eval',
    location: { line: 3, column: 2 },
    ...members,
  })

  test.each([
    ['info', 'INFORMATIONAL'],
    ['refactor', 'LOW'],
    ['convention', 'LOW'],
    ['warning', 'MEDIUM'],
    ['error', 'HIGH'],
    ['fatal', 'HIGH'],
  ])('grades %s as %s', (severity, label) => {
    expect(findingsOf(rubocop, report([offense({ severity })]))[0]?.severity).toEqual({ label, original: severity })
  })

  test.each([
    ['Security/Eval', 'code', 'https://docs.rubocop.org/rubocop/cops_security.html#securityeval'],
    ['Rails/OutputSafety', 'other', 'https://docs.rubocop.org/rubocop-rails/cops_rails.html#railsoutputsafety'],
    ['GitlabSecurity/JsonSerialization', 'code', undefined],
  ])('knows what %s is about', (cop, kind, page) => {
    const [finding] = findingsOf(rubocop, report([offense({ cop_name: cop })]))
    expect([finding?.kind, finding?.rule.helpUrl]).toEqual([kind, page])
  })

  test('is incomplete when not all files were inspected', () => {
    const [run] = runsOf(rubocop, report([offense({})], { target_file_count: 4, inspected_file_count: 1 }))
    for (const _ of run?.readings() ?? []);
    expect(run?.complete()).toBe(false)
    expect(run?.problems()).toMatchObject([{ code: 'truncated', message: 'RuboCop has inspected 1 of 4 files.' }])
  })

  test('concludes nothing from a file that could not be parsed', () => {
    expect(runsOf(rubocop, report([offense({ cop_name: 'Lint/Syntax', severity: 'fatal' })]))[0]?.partlyScanned).toEqual(['a.rb'])
    expect(runsOf(rubocop, report([offense({})]))[0]?.partlyScanned).toEqual([])
  })

  test('has no finding for what it has corrected', () => {
    expect(readingsOf(rubocop, report([offense({ corrected: true })]))).toMatchObject([{ verdict: 'not-a-problem' }])
  })
})

describe('TFLint JSON', () => {
  const range = (filename: string, line: number) => ({ filename, start: { line, column: 1 }, end: { line, column: 4 } })
  const issue = {
    rule: { name: 'a_rule', severity: 'info', link: '' },
    message: 'Bad',
    range: range('modules/a.tf', 3),
    callers: [range('main.tf', 9)],
  }

  test('reads a notice and who calls the module', () => {
    expect(findingsOf(tflint, { issues: [issue], errors: [] })[0]).toMatchObject({
      kind: 'configuration',
      severity: { label: 'LOW', original: 'info' },
      location: { path: 'modules/a.tf', startLine: 3, endColumn: 4 },
      otherLocations: [{ path: 'main.tf', startLine: 9 }],
    })
  })

  test('is not what another tool says of an error', () => {
    expect(detects(tflint, { issues: [], errors: [{ message: 'No brace' }] })).toBe(false)
    expect(detects(tflint, { issues: [], errors: [] })).toBe(false)
  })

  test('takes an empty range for the whole file', () => {
    const position = { line: 1, column: 1 }
    const [finding] = findingsOf(tflint, {
      issues: [{ ...issue, range: { filename: 'a.tf', start: position, end: position } }],
      errors: [],
    })
    expect(finding?.location).toEqual({ path: 'a.tf' })
  })

  test.each([
    { errors: [{ summary: 'Unclosed block', message: 'No brace', severity: 'error', range: range('main.tf', 1) }] },
    { errors: [{ message: 'No brace', severity: 'error' }] },
  ])('is incomplete with errors: %#', ({ errors }) => {
    expect(detects(tflint, { issues: [], errors })).toBe(true)
    const [run] = runsOf(tflint, { issues: [], errors })
    for (const _ of run?.readings() ?? []);
    expect(run?.complete()).toBe(false)
    expect(run?.problems()).toMatchObject([{ message: expect.stringContaining('No brace'), at: 'errors' }])
  })
})

describe('njsscan JSON', () => {
  const report = (members: object) => ({ errors: [], nodejs: {}, templates: {}, njsscan_version: '1.0.2', ...members })

  test('is incomplete when Semgrep could not be run, and for one file when that could not be parsed', () => {
    const runs = [['semgrep not found'], [{ path: 'a.js', message: 'Syntax error', level: 'warn' }]].map(
      (errors) => runsOf(njsscan, report({ errors }))[0],
    )
    for (const run of runs) for (const _ of run?.readings() ?? []);
    expect(runs.map((run) => run?.complete())).toEqual([false, true])
    expect(runs.map((run) => run?.partlyScanned)).toEqual([[], ['a.js']])
    expect(runs[0]?.problems()).toMatchObject([{ message: expect.stringContaining('semgrep not found') }])
  })

  test('has a finding without a place for what the whole project lacks', () => {
    const metadata = { cwe: 'CWE-352: x', severity: 'INFO', description: 'No CSRF protection' }
    const [finding] = findingsOf(njsscan, report({ nodejs: { anti_csrf_control: { metadata } } }))
    expect(finding).toMatchObject({ cwes: ['CWE-352'], severity: { label: 'LOW' }, message: 'No CSRF protection' })
    expect(finding).not.toHaveProperty('location')
  })

  test('keeps the code that it quotes for the redaction alone', () => {
    const files = [{ file_path: 'a.js', match_lines: [3, 4], match_position: [1, 9], match_string: 'secret = "made up"' }]
    const [finding] = findingsOf(njsscan, report({ templates: { node_secret: { files, metadata: { severity: 'ERROR' } } } }))
    expect(finding?.quoted).toEqual(['secret = "made up"'])
    expect(finding?.location).toEqual({ path: 'a.js', startLine: 3, endLine: 4, startColumn: 1, endColumn: 9 })
  })
})
