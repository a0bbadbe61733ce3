import { describe, expect, test } from '@jest/globals'
import { isNewerRun } from '../../../src/steps/compare/run-order.js'

const at = (workflowFile: string, runNumber: number, runId: string) => ({ workflowFile, runNumber, runId })

describe('a run is newer', () => {
  test.each([
    ['by its number within one file, whatever the ids', at('a.yml', 9, '1'), at('a.yml', 8, '2'), true],
    ['not when it is the same run again', at('a.yml', 8, '5'), at('a.yml', 8, '5'), false],
    ['by its id between files, whatever the numbers', at('a.yml', 1, '20'), at('b.yml', 900, '19'), true],
    ['not by its number between files', at('a.yml', 900, '19'), at('b.yml', 1, '20'), false],
    ['by its id where no file is known', at('', 1, '20'), at('', 9, '19'), true],
    ['by an id beyond the safe integers', at('a.yml', 1, '90071992547409931'), at('b.yml', 1, '90071992547409930'), true],
    ['not when an id is missing', at('a.yml', 9, ''), at('b.yml', 8, '1'), false],
    ['not when an id is no number', at('a.yml', 9, 'x'), at('b.yml', 8, '1'), false],
    ['not when the ids are the same', at('a.yml', 1, '5'), at('b.yml', 1, '5'), false],
    ['by its id where the number of the other is missing', at('a.yml', 9, '19'), at('a.yml', 0, '20'), false],
    ['by its id where a number is missing', at('a.yml', 0, '20'), at('a.yml', 9, '19'), true],
  ])('%s', (_name, one, other, newer) => {
    expect(isNewerRun(one, other)).toBe(newer)
  })
})
