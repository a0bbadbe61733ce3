import { describe, expect, test } from '@jest/globals'
import { cfnNag } from '../../../src/reports/tools/cfn-nag.js'
import { detects, readingsOf } from '../native/read.js'

const violation = { id: 'W1', type: 'WARN', message: 'Something is wrong', logical_resource_ids: ['A', 'B'], line_numbers: [3, 7] }
const fileOf = (violations: unknown) => ({ filename: 'a.yaml', file_results: { failure_count: 0, violations } })

describe('the cfn-nag reader', () => {
  test('gives every resource its own finding at its own line', () => {
    const readings = readingsOf(cfnNag, [fileOf([violation])])
    expect(readings).toMatchObject([
      { at: '[0].file_results.violations[0].logical_resource_ids[0]', finding: { location: { startLine: 3, logicalName: 'A' } } },
      { at: '[0].file_results.violations[0].logical_resource_ids[1]', finding: { location: { startLine: 7, logicalName: 'B' } } },
    ])
  })

  test('reads violations without resources and without lines, as older versions write them', () => {
    const { logical_resource_ids: _, line_numbers: __, ...bare } = violation
    expect(readingsOf(cfnNag, [fileOf([bare])])).toMatchObject([
      { at: '[0].file_results.violations[0]', finding: { location: { path: 'a.yaml' } } },
    ])
  })

  test('says of a file without results that it cannot be read', () => {
    expect(readingsOf(cfnNag, [fileOf([]), { filename: 'b.yaml' }]).map(({ verdict }) => verdict)).toEqual(['unreadable'])
  })

  test('leaves other lists of files to others', () => {
    expect(detects(cfnNag, [{ filename: 'a.yaml', file_results: [] }])).toBe(false)
  })
})
