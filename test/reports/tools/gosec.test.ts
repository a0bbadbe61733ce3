import { describe, expect, test } from '@jest/globals'
import { gosec } from '../../../src/reports/tools/gosec.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const report = (...issues: readonly object[]) => ({ Issues: issues, Stats: {} })

describe('gosec JSON', () => {
  test('may have a range of lines in words', () => {
    const [finding] = findingsOf(gosec, report({ rule_id: 'G101', file: '/home/runner/work/shop/shop/a.go', line: '10-12', column: '2' }))
    expect(finding?.location).toEqual({ path: 'a.go', startLine: 10, endLine: 12, startColumn: 2 })
  })

  test('tells what is accepted by a comment from what is not', () => {
    const issues = [{ nosec: true }, { suppressions: [{ kind: 'inSource' }] }, { suppressions: null }, { suppressions: [] }]
    const readings = readingsOf(gosec, report(...issues.map((members) => ({ rule_id: 'G104', ...members }))))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['suppressed', 'suppressed', 'problem', 'problem'])
  })

  test('may know no weakness', () => {
    const [finding] = findingsOf(gosec, report({ rule_id: 'G104', cwe: null }))
    expect(finding?.cwes).toEqual([])
  })

  test('hands on how gosec would mend it', () => {
    const [finding] = findingsOf(gosec, report({ rule_id: 'G304', autofix: 'Use os.Root.' }))
    expect(finding?.remediation).toBe('Use os.Root.')
  })

  test('is complete without results and without errors', () => {
    const [run] = runsOf(gosec, { Issues: null, Stats: {}, 'Golang errors': {} })
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect(run?.complete()).toBe(true)
  })
})
