import { describe, expect, test } from '@jest/globals'
import { bandit } from '../../../src/reports/tools/bandit.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const REPORT = { errors: [], generated_at: '2025-01-06T09:00:00Z', metrics: {} }

const issue = (members: object) => ({ ...REPORT, results: [{ test_id: 'B000', filename: './a.py', line_number: 3, ...members }] })

describe('Bandit JSON', () => {
  test('is told from Semgrep JSON, which has results and errors too', () => {
    expect(detects(bandit, { ...REPORT, results: [] })).toBe(true)
    expect(detects(bandit, { results: [], errors: [] })).toBe(false)
  })

  test('keeps a password that the message quotes out of the message', () => {
    const [finding] = findingsOf(bandit, issue({ issue_text: "Possible hardcoded password: 'it's made up'" }))
    expect([finding?.message, finding?.secrets]).toEqual(['Possible hardcoded password', ["it's made up"]])
  })

  test.each([
    ['HIGH', 'HIGH'],
    ['LOW', 'LOW'],
    ['UNDEFINED', 'MEDIUM'],
  ])('grades %s as %s', (word, label) => {
    const [finding] = findingsOf(bandit, issue({ issue_severity: word }))
    expect(finding?.severity).toEqual({ label, original: word })
  })

  test('counts columns from 1 and takes the last line of the range', () => {
    const [finding] = findingsOf(bandit, issue({ col_offset: 0, end_col_offset: 9, line_range: [3, 4, 5] }))
    expect(finding?.location).toEqual({ path: 'a.py', startLine: 3, endLine: 5, startColumn: 1, endColumn: 10 })
  })

  test('has no columns where Bandit knows none', () => {
    const [finding] = findingsOf(bandit, issue({ col_offset: -1, end_col_offset: -1 }))
    expect(finding?.location).toEqual({ path: 'a.py', startLine: 3 })
  })

  test('accounts for an issue without a test', () => {
    expect(readingsOf(bandit, issue({ test_id: null }))).toMatchObject([{ verdict: 'unreadable', at: 'results[0]' }])
  })
})
