import { expect, test } from '@jest/globals'
import { firstTime, laterThan } from '../../src/steps/instants.js'

const now = new Date('2026-11-20T10:00:00.000Z')

test.each([
  [undefined, '2026-11-20T10:00:00.000Z'],
  ['2026-11-20T09:59:59.999Z', '2026-11-20T10:00:00.000Z'],
  ['2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.001Z'],
  ['2026-11-20T12:30:00+01:00', '2026-11-20T11:30:00.001Z'],
  ['nonsense', '2026-11-20T10:00:00.000Z'],
])('an update after %s is strictly later', (stored, expected) => {
  expect(laterThan(stored, now)).toBe(expected)
})

test.each([
  [[], '2026-11-20T10:00:00.000Z'],
  [[undefined, '2020-01-01'], '2020-01-01T00:00:00.000Z'],
  [['2026-11-21T00:00:00Z', '2026-11-19T00:00:00Z'], '2026-11-19T00:00:00.000Z'],
  [['nonsense'], '2026-11-20T10:00:00.000Z'],
])('the first time of %j does not lie in the future', (candidates, expected) => {
  expect(firstTime(candidates, now)).toBe(expected)
})
