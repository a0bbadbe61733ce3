import { describe, expect, test } from '@jest/globals'
import { checkov } from '../../../src/reports/tools/checkov/format.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const report = (framework: string, check: object, summary: object = {}) => ({
  check_type: framework,
  results: { failed_checks: [{ check_id: 'CKV_X_1', check_name: 'Be safe', ...check }] },
  summary: { parsing_errors: 0, ...summary },
})

describe('Checkov JSON', () => {
  test.each([
    [
      'the absolute path under the checkout',
      { file_abs_path: '/home/runner/work/shop/shop/infra/a.tf', repo_file_path: '/a.tf' },
      'infra/a.tf',
    ],
    [
      'the path from the working directory',
      { file_abs_path: '/elsewhere/infra/a.tf', repo_file_path: '/infra/a.tf', file_path: '/a.tf' },
      'infra/a.tf',
    ],
    ['the path from the scanned directory', { file_path: '/infra/a.tf' }, 'infra/a.tf'],
    ['the path in the container', { file_abs_path: '/tf/infra/a.tf', file_path: '/a.tf' }, 'infra/a.tf'],
  ])('places a check by %s', (_, paths, path) => {
    expect(findingsOf(checkov, report('terraform', paths))[0]?.location?.path).toBe(path)
  })

  test.each([
    ['/api/Dockerfile.EXPOSE', 'Be safe (EXPOSE)', 'EXPOSE'],
    ['/api/Dockerfile.', 'Be safe', undefined],
    ['aws_s3_bucket.logs', 'Be safe (aws_s3_bucket.logs)', 'aws_s3_bucket.logs'],
  ])('tells the resource %s', (resource, message, logicalName) => {
    const [finding] = findingsOf(checkov, report('dockerfile', { file_path: '/api/Dockerfile', resource }))
    expect([finding?.message, finding?.location?.logicalName]).toEqual([message, logicalName])
  })

  test('tells where the module of a resource is called', () => {
    const caller = { caller_file_path: '/main.tf', caller_file_line_range: [4, 9] }
    const [finding] = findingsOf(checkov, report('terraform', { file_path: '/modules/a.tf', ...caller }))
    expect(finding?.otherLocations).toEqual([{ path: 'main.tf', startLine: 4, endLine: 9 }])
  })

  test('names the controls of benchmarks', () => {
    const benchmarks = { 'CIS GCP V1.1': [{ name: '5.2', description: 'd' }], SOC2: null }
    expect(findingsOf(checkov, report('terraform', { benchmarks }))[0]?.requirements).toEqual(['CIS GCP V1.1 5.2'])
  })

  test.each([
    ['Valid', 'CRITICAL'],
    ['Privileged', 'CRITICAL'],
    ['Unknown', 'HIGH'],
  ])('grades a secret that is %s as %s', (validation_status, label) => {
    expect(findingsOf(checkov, report('secrets', { validation_status }))[0]?.severity.label).toBe(label)
  })

  test('tells nobody the hash of a secret', () => {
    const [finding] = findingsOf(checkov, report('secrets', { resource: '0a4d55a8d778e5022fab701977c5d840bbc486d0', file_path: '/a' }))
    expect(JSON.stringify(finding)).not.toContain('0a4d55a8')
  })

  test('has findings of a SAST framework for code', () => {
    const [finding] = findingsOf(checkov, report('sast_python', { cwe: ['CWE-89: SQL Injection'] }))
    expect([finding?.kind, finding?.cwes]).toEqual(['code', ['CWE-89']])
  })

  test('is incomplete where only the number of unparsed files is told', () => {
    const [run] = runsOf(checkov, report('terraform', {}, { parsing_errors: 2 }))
    expect([...(run?.readings() ?? [])]).toHaveLength(1)
    expect(run?.complete()).toBe(false)
  })

  test('is incomplete where one of several frameworks is something else', () => {
    const runs = runsOf(checkov, [report('terraform', {}), { error: 'no' }])
    const readings = runs.map((run) => [...run.readings()].length)
    expect([readings, runs.map((run) => run.complete())]).toEqual([
      [1, 0],
      [true, false],
    ])
  })

  test('accounts for a check without an id', () => {
    expect(readingsOf(checkov, report('terraform', { check_id: '' }))).toMatchObject([
      { verdict: 'unreadable', at: 'results.failed_checks[0]' },
    ])
  })
})
