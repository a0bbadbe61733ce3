import { expect, test } from '@jest/globals'
import { lineNumber } from '../../src/asff/lines.js'

test.each([1, 42, 2 ** 31 - 1])('%d is a line', (line) => {
  expect(lineNumber(line)).toBe(line)
})

test.each([undefined, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, Number.MAX_SAFE_INTEGER])('%d is none', (line) => {
  expect(lineNumber(line)).toBeUndefined()
})
