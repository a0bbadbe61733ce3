import { describe, expect, test } from '@jest/globals'
import { kics } from '../../../src/reports/tools/kics.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const counters = { files_scanned: 1, queries_total: 1 }
const query = { query_name: 'Open Bucket', query_id: 'q1', severity: 'HIGH', platform: 'Terraform', category: 'Access Control' }
const file = {
  file_name: 'infra/main.tf',
  line: 5,
  search_key: 'aws_s3_bucket[logs].acl',
  actual_value: 'acl is public',
  expected_value: 'acl is private',
}

const reportOf = (queries: unknown, more: object = {}) => ({ ...counters, queries, ...more })

describe('the KICS reader', () => {
  test('gives one finding for each file of a query', () => {
    const readings = readingsOf(kics, reportOf([{ ...query, files: [file, { ...file, line: 9 }] }]))
    expect(readings.map(({ at, verdict }) => [at, verdict])).toEqual([
      ['queries[0].files[0]', 'problem'],
      ['queries[0].files[1]', 'problem'],
    ])
  })

  test.each([
    ['files_failed_to_scan', 'KICS failed on 2 files, so results may be missing.'],
    ['queries_failed_to_execute', 'KICS failed on 2 queries, so results may be missing.'],
  ])('does not hold a scan for complete when %s is not 0', (counter, message) => {
    const [run] = runsOf(kics, reportOf([], { [counter]: 2 }))
    expect([[...(run?.readings() ?? [])], run?.complete(), run?.problems().map((problem) => problem.message)]).toEqual([
      [],
      false,
      [message],
    ])
  })

  test('finds files where the container has the repository', () => {
    const places = ['../../path/infra/main.tf', '/path/infra/main.tf', 'infra\\main.tf'].map((file_name) => ({ ...file, file_name }))
    const findings = findingsOf(kics, reportOf([{ ...query, files: places }]))
    expect(findings.map(({ location }) => location?.path)).toEqual(['infra/main.tf', 'infra/main.tf', 'infra/main.tf'])
  })

  test('names the rule of the benchmark as AWS does', () => {
    const cis_description_id = 'CIS Security - CIS Microsoft Azure Foundations Benchmark v1.3.1 - Rule 8.4'
    const [finding] = findingsOf(kics, reportOf([{ ...query, cis_description_id, files: [file] }]))
    expect(finding?.requirements).toEqual(['CIS Microsoft Azure Foundations Benchmark v1.3.1/8.4'])
  })

  test('keeps what may hold a secret among the secrets', () => {
    const secret = { ...query, platform: 'Common', category: 'Secret Management', description: 'Secrets in code.' }
    const leak = { ...file, search_key: 'password={{hunter22}}', actual_value: 'password is hunter22', value: 'hunter22' }
    const [finding] = findingsOf(kics, reportOf([{ ...secret, files: [leak] }]))
    expect(finding).toMatchObject({ kind: 'secret', message: 'Secrets in code.', secrets: ['hunter22', 'password={{hunter22}}'] })
    expect(JSON.stringify({ ...finding, secrets: [] })).not.toContain('hunter22')
  })

  test('takes settings of key stores for settings', () => {
    const rotation = { ...query, category: 'Secret Management', files: [file] }
    expect(findingsOf(kics, reportOf([rotation]))[0]?.kind).toBe('configuration')
  })

  test('takes the bill of materials for no problem', () => {
    const bill_of_materials = [{ ...query, severity: 'TRACE', files: [file] }]
    expect(readingsOf(kics, reportOf([], { bill_of_materials })).map(({ verdict }) => verdict)).toEqual(['not-a-problem'])
  })

  test('says of a file without a query that it cannot be read', () => {
    const { query_id: _, ...nameless } = query
    expect(readingsOf(kics, reportOf([{ ...nameless, files: [file] }]))[0]?.verdict).toBe('unreadable')
  })
})
