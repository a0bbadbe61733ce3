import { describe, expect, test } from '@jest/globals'
import { kubeBench } from '../../../src/reports/tools/kube-bench.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const check = {
  test_number: '1.1.1',
  test_desc: 'Ensure that it is so',
  status: 'FAIL',
  actual_value: '--token=abcdefgh',
  remediation: 'Do it.',
}
const controlsOf = (version: string, results: readonly object[] = [check]) => ({
  id: '1',
  version,
  text: 'Control Plane',
  node_type: 'master',
  tests: [{ section: '1.1', desc: 'Files', results }],
})

describe('the kube-bench reader', () => {
  test.each([
    ['the object with totals', { Controls: [controlsOf('1.6')], Totals: {} }],
    ['a list of controls', [controlsOf('1.6')]],
    ['lone controls, as early versions write them', controlsOf('1.6')],
    ['a list of objects with totals', [{ Controls: [controlsOf('1.6')] }]],
  ])('reads %s', (_, report) => {
    expect([detects(kubeBench, report), findingsOf(kubeBench, report).length]).toEqual([true, 1])
  })

  test.each([
    ['1.6', 'CIS Kubernetes Benchmark v1.6/1.1.1'],
    ['cis-1.23', 'CIS Kubernetes Benchmark v1.23/1.1.1'],
    ['eks-1.0.1', 'eks-1.0.1/1.1.1'],
    ['rke2-cis-1.7', 'rke2-cis-1.7/1.1.1'],
  ])('names the benchmark of version %s', (version, requirement) => {
    expect(findingsOf(kubeBench, controlsOf(version))[0]?.requirements).toEqual([requirement])
  })

  test.each([
    ['FAIL', 'problem'],
    ['WARN', 'review'],
    ['PASS', 'not-a-problem'],
    ['INFO', 'review'],
  ])('reads %s as %s', (status, verdict) => {
    expect(readingsOf(kubeBench, controlsOf('1.6', [{ ...check, status }]))[0]?.verdict).toBe(verdict)
  })

  test('tells nothing of what was found on the node', () => {
    expect(JSON.stringify(findingsOf(kubeBench, controlsOf('1.6')))).not.toContain('abcdefgh')
  })
})
