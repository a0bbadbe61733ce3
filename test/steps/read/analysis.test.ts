import { expect, test } from '@jest/globals'
import type { RunContext } from '../../../src/run-context.js'
import { groupAnalyses, type OpenedRun } from '../../../src/steps/read/analysis.js'

const context = { serverUrl: 'https://github.com', repository: 'acme/shop' } as unknown as RunContext
const OPTIONS = { context, branch: { kind: 'default-branch' }, category: undefined, matrixCategory: undefined } as const

const run = (path: string, category: string): OpenedRun => {
  const of = { tool: { name: 'Tool' }, category, complete: () => true, problems: () => [], readings: () => [] }
  return { path, format: 'sarif', run: of, readings: of.readings }
}

test('runs of one tool and category are one analysis, in whatever report they are', () => {
  const { analyses, refused } = groupAnalyses([run('a', '1'), run('b', '2'), run('b', '1')], OPTIONS)
  expect(analyses.map(({ category, runs }) => [category, runs.map(({ path }) => path)])).toEqual([
    ['1', ['a', 'b']],
    ['2', ['b']],
  ])
  expect(refused).toEqual([])
})

test('a report with which there would be too many is refused as a whole, and no other one', () => {
  const reports = [run('a', '1'), run('b', '1'), run('b', '2'), run('b', '3'), run('b', '4'), run('c', '1'), run('c', '5')]
  const { analyses, refused } = groupAnalyses(reports, OPTIONS, 3)
  expect(analyses.map(({ category, runs }) => [category, runs.map(({ path }) => path)])).toEqual([
    ['1', ['a', 'c']],
    ['5', ['c']],
  ])
  expect(refused.map(({ path, error }) => [path, error.code, error.message])).toEqual([
    [
      'b',
      'REPORT_UNREADABLE',
      'b: its 3 analyses (pairs of a tool and a category) would be more than 3 in one job, so nothing of it was imported',
    ],
  ])
})
