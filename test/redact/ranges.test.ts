import { expect, test } from '@jest/globals'
import { withoutRanges } from '../../src/redact/ranges.js'

const range = (start: number, end: number) => ({ start, end })

test.each([
  ['one part', [range(1, 3)], 'a[redacted]def'],
  ['parts in any order', [range(4, 5), range(0, 1)], '[redacted]bcd[redacted]f'],
  ['parts that overlap', [range(1, 4), range(2, 5)], 'a[redacted]f'],
  ['parts that touch', [range(1, 3), range(3, 5)], 'a[redacted]f'],
  ['a part within another', [range(1, 5), range(2, 3)], 'a[redacted]f'],
  ['the same part twice', [range(1, 3), range(1, 3)], 'a[redacted]def'],
  ['an empty part', [range(2, 2), range(3, 1)], 'abcdef'],
  ['all of it', [range(0, 6)], '[redacted]'],
])('of a text %s is marked once and nothing else', (_name, ranges, text) => {
  expect(withoutRanges('abcdef', ranges)).toBe(text)
})
