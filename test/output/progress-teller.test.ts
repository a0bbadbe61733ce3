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
      [4999, { work: 'reading', done: 900 }],
      [60_000, { work: 'importing', done: 0, of: 100, requests: 0 }],
      [64_999, { work: 'importing', done: 100, of: 100, requests: 1 }],
    ]),
  ).toEqual([])
})

test('long work is told every five seconds, each sort by itself', () => {
  expect(
    tell([
      [0, { work: 'looking-up', done: 0, requests: 1 }],
      [3000, { work: 'reading', done: 50 }],
      [5000, { work: 'looking-up', done: 3400, requests: 34 }],
      [7999, { work: 'reading', done: 12_000 }],
      [8000, { work: 'reading', done: 12_500 }],
      [9999, { work: 'looking-up', done: 6000, requests: 60 }],
      [10_000, { work: 'looking-up', done: 6200, requests: 62 }],
      [12_999, { work: 'reading', done: 20_000 }],
    ]),
  ).toEqual(['Looked up 3,400 findings (34 requests)', 'Read 12,500 results', 'Looked up 6,200 findings (62 requests)'])
})

test('what is sent is told with its pace since the last line, and with what is left of it', () => {
  expect(
    tell([
      [0, { work: 'importing', done: 0, of: 20_173, requests: 0 }],
      [5000, { work: 'importing', done: 6900, of: 20_173, requests: 69 }],
      [6000, { work: 'importing', done: 7000, of: 20_173, requests: 70 }],
      [10_000, { work: 'importing', done: 11_900, of: 20_173, requests: 119 }],
      [15_000, { work: 'importing', done: 20_173, of: 20_173, requests: 202 }],
    ]),
  ).toEqual([
    'Sent 6,900 of 20,173 · 13.8 requests/s · about 10 s left',
    'Sent 11,900 of 20,173 · 10.0 requests/s · about 9 s left',
    'Sent 20,173 of 20,173 · 16.6 requests/s',
  ])
})

test('nothing is said of a pace that is not known', () => {
  expect(
    tell([
      [0, { work: 'importing', done: 0, of: 900, requests: 0 }],
      [5000, { work: 'importing', done: 0, of: 900, requests: 0 }],
      [30_000, { work: 'importing', done: 0, of: 900, requests: 1 }],
      [330_000, { work: 'importing', done: 100, of: 900, requests: 2 }],
      [400_000, { work: 'archiving', done: 0, of: 1 }],
      [405_000, { work: 'archiving', done: 1, of: 1 }],
    ]),
  ).toEqual(['Sent 0 of 900', 'Sent 0 of 900 · 0.0 requests/s', 'Sent 100 of 900 · 0.0 requests/s · about 40 min left', 'Archived 1 of 1'])
})

test('files are told in megabytes, and one is one', () => {
  expect(
    tell([
      [0, { work: 'opening', done: 0, of: 600_000_000 }],
      [5000, { work: 'opening', done: 310_400_000, of: 600_000_000 }],
      [10_000, { work: 'reading', done: 0 }],
      [15_000, { work: 'reading', done: 1 }],
      [15_000, { work: 'looking-up', done: 0, requests: 1 }],
      [20_000, { work: 'looking-up', done: 1, requests: 1 }],
    ]),
  ).toEqual(['Read 310 of 600 MB', 'Read 1 result', 'Looked up 1 finding (1 request)'])
})
