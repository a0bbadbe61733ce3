import { expect, test } from '@jest/globals'
import { createProgressTeller, type LongWork } from '../../src/output/progress-teller.js'

const tell = (steps: readonly (readonly [at: number, progress: LongWork])[]) => {
  const lines: string[] = []
  let now = 0
  const teller = createProgressTeller({ ticks: () => now, say: (line) => lines.push(line) })
  for (const [at, progress] of steps) {
    now = at
    teller(progress)
  }
  return lines
}

test('work that is done within five seconds is not told', () => {
  expect(
    tell([
      [0, { work: 'reading', done: 500 }],
      [4999, { work: 'importing', done: 100, of: 100 }],
    ]),
  ).toEqual([])
})

test('long work is told every five seconds, whatever it is', () => {
  expect(
    tell([
      [5000, { work: 'reading', done: 12_500 }],
      [9999, { work: 'reading', done: 20_000 }],
      [10_000, { work: 'looking-up', done: 3400 }],
      [31_000, { work: 'importing', done: 4000, of: 20_000 }],
      [36_000, { work: 'archiving', done: 1, of: 300 }],
    ]),
  ).toEqual([
    'Reading: 12,500 results so far.',
    'Looking up: 3,400 findings so far.',
    'Importing: 4,000 of 20,000 findings.',
    'Archiving: 1 of 300 findings.',
  ])
})
