import { describe, expect, test } from '@jest/globals'
import { OUTPUT_NAMES, toOutputs } from '../../src/output/outputs.js'
import { aResult } from '../support/run-results.js'

describe('the outputs', () => {
  test('are all there, with every count where it belongs', () => {
    const outputs = toOutputs(
      aResult({
        outcome: 'partial',
        accounting: { results: 31, notProblems: 1, suppressed: 2, belowMinimum: 3, duplicates: 4, unreadable: 5, findings: 16 },
        severityCounts: { CRITICAL: 1, HIGH: 2, MEDIUM: 3, LOW: 4, INFORMATIONAL: 6 },
        lifecycle: { known: true, new: 7, reopened: 2, unchanged: 5, unchangedSent: 0, moved: 2, dismissed: 3, fixed: 8, kept: [] },
        import: { requests: 1, imported: 14, notSent: 0, failed: 2, throttled: 0, retried: 0 },
        files: { findings: 'f.json', failedFindings: 'x.json', report: 'r.json', summary: 's.md', baseline: 'b.json' },
        securityHubUrl: 'https://console.example/',
        gates: { count: 4, settings: [], findings: [] },
      }),
    )
    expect(outputs).toEqual({
      outcome: 'partial',
      'results-count': '31',
      'findings-count': '16',
      'new-count': '7',
      'reopened-count': '2',
      'unchanged-count': '7',
      'fixed-count': '8',
      'imported-count': '14',
      'failed-count': '2',
      'suppressed-count': '2',
      'filtered-count': '3',
      'duplicate-count': '4',
      'unreadable-count': '5',
      'dismissed-count': '3',
      'severity-counts': '{"CRITICAL":1,"HIGH":2,"MEDIUM":3,"LOW":4,"INFORMATIONAL":6}',
      'findings-file': 'f.json',
      'failed-findings-file': 'x.json',
      'report-file': 'r.json',
      'security-hub-url': 'https://console.example/',
      'gate-count': '4',
      compared: 'true',
      'summary-file': 's.md',
      'baseline-file': 'b.json',
    })
    expect(Object.keys(outputs).toSorted()).toEqual(OUTPUT_NAMES.toSorted())
  })

  test('are empty where there is no file and no address', () => {
    const { securityHubUrl: _, ...result } = aResult({ files: {} })
    const outputs = toOutputs(result)
    const empty = OUTPUT_NAMES.filter((name) => outputs[name] === '')
    expect(empty).toEqual(['findings-file', 'failed-findings-file', 'report-file', 'security-hub-url', 'summary-file', 'baseline-file'])
  })

  test('every finding that is open is new, reopened or unchanged, a moved one among the unchanged', () => {
    const outputs = toOutputs(
      aResult({
        lifecycle: { known: true, new: 1, reopened: 2, unchanged: 4, unchangedSent: 0, moved: 8, dismissed: 0, fixed: 0, kept: [] },
      }),
    )
    expect(['new-count', 'reopened-count', 'unchanged-count'].map((name) => outputs[name as keyof typeof outputs])).toEqual([
      '1',
      '2',
      '12',
    ])
  })
})
