import { expect, test } from '@jest/globals'
import { asffTime } from '../../src/asff/time.js'

test.each([
  ['2024-02-29T10:00:00Z', '2024-02-29T10:00:00.000Z'],
  ['2024-02-29T10:00:00.123456789Z', '2024-02-29T10:00:00.123Z'],
  ['2024-02-29T10:00:00-05:30', '2024-02-29T15:30:00.000Z'],
])('%s is %s', (text, time) => {
  expect(asffTime(text)).toBe(time)
})

test.each([undefined, '', '2024-02-29', '2024-02-29 10:00:00', '2024-02-29T10:00:00', '2024-13-01T00:00:00Z', '1709200800', 'Z'])(
  '%s is no moment',
  (text) => {
    expect(asffTime(text)).toBeUndefined()
  },
)
