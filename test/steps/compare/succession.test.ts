import { describe, expect, test } from '@jest/globals'
import { absentParts } from '../../../src/steps/compare/succession.js'

const FILE = '.github/workflows/security.yml'
const by = (job: string, run: number) => ({
  workflowFile: FILE,
  workflow: 'Security',
  job,
  step: '__self',
  runId: String(1000 + run),
  runNumber: run,
})
const RUN = by('two', 10)

describe('the writer of a finding', () => {
  test.each<[string, ReturnType<typeof by>[], boolean]>([
    ['has left a trace in the run in which this one has left its last', [by('one', 3), by('one', 9), by('two', 9)], false],
    ['has left one since', [by('one', 3), by('one', 9), by('two', 8)], false],
    ['has left one in this run', [by('one', 3), by('one', 10), by('two', 9)], false],
    ['has left none since', [by('one', 3), by('one', 8), by('two', 9)], true],
    ['is the only one there is', [by('one', 3)], false],
    ['has left none since a third one has, and this one has left none at all', [by('one', 3), by('three', 9)], false],
  ])('%s', (_what, stored, absent) => {
    expect(absentParts(stored, RUN)(by('one', 3))).toBe(absent)
  })

  test('is there where no run has an id', () => {
    const nowhere = { ...by('one', 3), runId: '' }
    expect(absentParts([nowhere, by('two', 9)], RUN)(nowhere)).toBe(false)
    expect(absentParts([by('one', 3), by('two', 9)], { ...RUN, runId: '' })(by('one', 3))).toBe(false)
  })
})
