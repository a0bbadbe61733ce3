import { describe, expect, test } from '@jest/globals'
import { type Claim, isSibling, reasonToLeave, type Writer } from '../../../src/steps/compare/writers.js'

const writer = (over: Partial<Writer> = {}): Writer => ({
  workflowFile: 'a.yml',
  workflow: 'A',
  job: 'scan',
  step: 'publish',
  runId: '1',
  ...over,
})
const claim = (over: Partial<Claim> = {}): Claim => ({ ...writer({ runId: '2' }), declared: false, isGone: () => false, ...over })

describe('a finding', () => {
  test.each<[string, Writer, Claim, string | undefined]>([
    ['of the same file, job and step may be archived', writer(), claim(), undefined],
    ['of the same run may not', writer({ runId: '2' }), claim({ declared: true }), 'same-run'],
    ['of another job may not', writer({ job: 'other' }), claim(), 'another-job'],
    ['of a job that nobody named may not', writer({ job: '' }), claim(), 'another-job'],
    ['of another step may not', writer({ step: 'other' }), claim(), 'another-job'],
    ['of a step that was not recorded may', writer({ step: '' }), claim(), undefined],
    ['of another file may not, whatever its display name', writer({ workflowFile: 'b.yml' }), claim(), 'another-workflow'],
    ['of another display name of the same file may', writer({ workflow: 'B' }), claim(), undefined],
    ['of a file that was not recorded may by its display name', writer({ workflowFile: '' }), claim(), undefined],
    ['of a file that was not recorded may not by another one', writer({ workflowFile: '', workflow: 'B' }), claim(), 'another-workflow'],
    ['may by its display name where the run’s file is not known', writer(), claim({ workflowFile: '' }), undefined],
    [
      'may not by another display name where the run’s file is not known',
      writer(),
      claim({ workflowFile: '', workflow: 'B' }),
      'another-workflow',
    ],
    ['may by a run whose step is not known', writer(), claim({ step: '' }), undefined],
    ['of another file may when the analysis is declared', writer({ workflowFile: 'b.yml' }), claim({ declared: true }), undefined],
    ['of another file may when that is gone', writer({ workflowFile: 'b.yml' }), claim({ isGone: () => true }), undefined],
  ])('%s', (_name, stored, run, reason) => {
    expect(reasonToLeave(stored, run)).toBe(reason)
  })

  test.each<[string, Writer, boolean]>([
    ['another job of the workflow', writer({ job: 'other' }), true],
    ['another step of the job', writer({ step: 'other' }), true],
    ['the same step', writer(), false],
    ['a job that nobody named', writer({ job: '' }), false],
    ['another workflow', writer({ workflowFile: 'b.yml', job: 'other' }), false],
  ])('of %s: is it a sibling’s?', (_name, stored, sibling) => {
    expect(isSibling(stored, claim())).toBe(sibling)
  })

  test('where nobody named the run’s own job it is nobody’s sibling', () => {
    expect(isSibling(writer(), claim({ job: '' }))).toBe(false)
  })
})
