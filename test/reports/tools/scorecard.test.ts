import { describe, expect, test } from '@jest/globals'
import { scorecard } from '../../../src/reports/tools/scorecard.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const reportOf = (check: object) => ({
  repo: { name: 'github.com/example/shop' },
  scorecard: { version: 'v5.0.0' },
  checks: [{ name: 'Token-Permissions', score: 3, reason: 'too many', ...check }],
})

describe('the Scorecard reader', () => {
  test.each([
    [-1, 'review'],
    [0, 'problem'],
    [9, 'problem'],
    [10, 'not-a-problem'],
    ['3', 'unreadable'],
  ])('reads a score of %j as %s', (score, verdict) => {
    expect(readingsOf(scorecard, reportOf({ score }))[0]?.verdict).toBe(verdict)
  })

  test.each([
    ['internal error: no permission', false],
    ['no releases found', true],
  ])('after an inconclusive check with the reason "%s" takes the report for complete: %s', (reason, complete) => {
    const [run] = runsOf(scorecard, reportOf({ score: -1, reason }))
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect(run?.complete()).toBe(complete)
  })

  test.each([
    ['Dangerous-Workflow', 'CRITICAL'],
    ['Token-Permissions', 'HIGH'],
    ['SAST', 'MEDIUM'],
    ['License', 'LOW'],
    ['Something-New', 'MEDIUM'],
  ])('grades %s by its risk, and tells the score', (name, label) => {
    expect(findingsOf(scorecard, reportOf({ name }))[0]?.severity).toEqual({ label, original: '3' })
  })

  test('tells the places of its warnings', () => {
    const details = [
      'Warn: a: .github/workflows/a.yml:12',
      'Warn: b: .github/workflows/b.yml:3-5: do this: now',
      'Warn: score is 3: not a place',
      'Info: c: .github/workflows/c.yml:1',
    ]
    expect(findingsOf(scorecard, reportOf({ details }))[0]?.otherLocations).toEqual([
      { path: '.github/workflows/a.yml', startLine: 12 },
      { path: '.github/workflows/b.yml', startLine: 3, endLine: 5 },
    ])
  })
})
