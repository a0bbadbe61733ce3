import { describe, expect, test } from '@jest/globals'
import { wholeDocument } from '../../../src/reports/documents/document.js'
import { recognise } from '../../../src/reports/recognise/recognise.js'
import { tfsec } from '../../../src/reports/tools/tfsec.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const result = {
  rule_id: 'AVD-AWS-0001',
  long_id: 'aws-s3-open',
  rule_description: 'Buckets should be closed',
  description: 'Bucket is open.',
  severity: 'HIGH',
  status: 0,
  location: { filename: '/src/infra/main.tf', start_line: 3, end_line: 7 },
}

describe('the tfsec reader', () => {
  test('reads the results of version 0, where a rule has one id and a link in a sentence', () => {
    const legacy = {
      rule_id: 'GCP008',
      rule_description: 'Legacy authentication.',
      link: 'See https://tfsec.dev/docs/google/GCP008/ for more information.',
      location: { filename: 'cluster.tf', start_line: 5, end_line: 9 },
      severity: 'WARNING',
    }
    expect(findingsOf(tfsec, { results: [legacy] })[0]).toMatchObject({
      rule: { id: 'GCP008', helpUrl: 'https://tfsec.dev/docs/google/GCP008/' },
      severity: { label: 'MEDIUM', original: 'WARNING' },
      location: { path: 'cluster.tf', startLine: 5, endLine: 9 },
    })
  })

  test.each([
    [{ status: 0 }, 'problem'],
    [{ status: 1 }, 'not-a-problem'],
    [{ status: 2 }, 'suppressed'],
    [{ passed: true }, 'not-a-problem'],
    [{ passed: false }, 'problem'],
  ])('reads a result with %j as %s', (more, verdict) => {
    expect(readingsOf(tfsec, { results: [{ ...result, ...more }] })[0]?.verdict).toBe(verdict)
  })

  test('finds files where the container has the repository', () => {
    expect(findingsOf(tfsec, { results: [result] })[0]?.location?.path).toBe('infra/main.tf')
  })

  test('tells where a module with the problem is used', () => {
    const occurrences = [{ resource: 'module.logs', filename: '/home/runner/work/shop/shop/main.tf', start_line: 2, end_line: 4 }]
    expect(findingsOf(tfsec, { results: [{ ...result, occurrences }] })[0]?.otherLocations).toEqual([
      { path: 'main.tf', startLine: 2, endLine: 4, logicalName: 'module.logs' },
    ])
  })

  test('is only asked for by an empty list or null, which other tools write, too', () => {
    expect(detects(tfsec, { results: null })).toBe(false)
    expect(recognise(wholeDocument({ results: null }), 'tfsec').id).toBe('tfsec')
    expect(detects(tfsec, { results: null, errors: [] })).toBe(false)
    expect(detects(tfsec, { results: [] })).toBe(false)
    expect(recognise(wholeDocument({ results: [] }), 'tfsec').id).toBe('tfsec')
    expect(() => recognise(wholeDocument({ results: [] }), 'auto')).toThrow('no known report format')
  })
})
