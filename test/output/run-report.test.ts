import { describe, expect, test } from '@jest/globals'
import { toRunReport } from '../../src/output/run-report.js'
import { aReport, aResult, aView } from '../support/run-results.js'

describe('the run report', () => {
  test('is the public shape, to the key, whatever else the result knows', () => {
    const result = aResult({
      reports: [
        aReport({
          problems: [
            { code: 'encoding', message: 'm', at: 'runs[0]' },
            { code: 'no-results', message: 'n' },
          ],
        }),
      ],
      lifecycle: {
        known: false,
        unknownBecause: 'x',
        new: 0,
        reopened: 0,
        unchanged: 0,
        unchangedSent: 0,
        moved: 0,
        dismissed: 0,
        fixed: 0,
        kept: [{ reason: 'same-run', count: 2 }],
      },
      failures: [{ id: 'i', code: 'c', message: 'm', title: 't' }],
      errors: [{ code: 'INTERNAL', message: 'm' }],
      top: [aView()],
    })
    expect(toRunReport(result)).toEqual({
      version: 1,
      outcome: 'imported',
      target: {
        accountId: '111122223333',
        region: 'us-east-1',
        partition: 'aws',
        productArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
      },
      repository: { name: 'acme/shop', id: '99', branch: 'main', defaultBranch: true, sha: '3f2a8c1d9e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b' },
      reports: [
        {
          path: 'reports/codeql.sarif',
          format: 'sarif',
          tool: 'CodeQL',
          toolVersion: '2.23.1',
          category: '/language:javascript',
          results: 1,
          complete: true,
          problems: [
            { code: 'encoding', message: 'm', at: 'runs[0]' },
            { code: 'no-results', message: 'n' },
          ],
        },
      ],
      accounting: { results: 0, notProblems: 0, suppressed: 0, belowMinimum: 0, duplicates: 0, unreadable: 0, findings: 0 },
      problems: { open: 0, new: 0, reopened: 0, unchanged: 0, moved: 0, dismissed: 0, fixed: 0 },
      lifecycle: {
        known: false,
        new: 0,
        reopened: 0,
        unchanged: 0,
        unchangedSent: 0,
        moved: 0,
        dismissed: 0,
        fixed: 0,
        kept: [{ reason: 'same-run', count: 2 }],
      },
      import: { requests: 0, imported: 0, notSent: 0, failed: 0, throttled: 0, retried: 0 },
      failures: [{ id: 'i', code: 'c', message: 'm' }],
      milliseconds: { read: 120, lookup: 340, import: 910, total: 1500 },
    })
  })

  test('takes over nothing that it was not asked for', () => {
    const result = {
      ...aResult(),
      target: { ...aResult().target, sessionToken: 'x' },
      failures: [{ id: 'i', code: 'c', message: 'm', finding: {} }],
    }
    expect(JSON.stringify(toRunReport(result))).not.toMatch(/sessionToken|finding"/)
  })

  test('has its keys in the documented order', () => {
    expect(Object.keys(toRunReport(aResult()))).toEqual([
      'version',
      'outcome',
      'target',
      'repository',
      'reports',
      'accounting',
      'problems',
      'lifecycle',
      'import',
      'failures',
      'milliseconds',
    ])
  })
})
