import { describe, expect, test } from '@jest/globals'
import { createSourceLines } from '../../../src/reports/native/source-line.js'

const lineOf = (source: string | undefined, text: string, stated = 1) => createSourceLines(() => source)('a.env', text, stated)

describe('the line of a leak that was found in an older version of a file', () => {
  const twice = ['token=abc', 'x', 'y', 'z', 'token=abc', ''].join('\n')

  test.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 5],
    [5, 5],
    [900, 5],
  ])('of those that have it is the nearest to line %d, of two as near the upper one: %d', (stated, line) => {
    expect(lineOf(twice, 'token=abc', stated)).toEqual({ line })
  })

  test('is the one that the scanner names while the leak is still there', () => {
    expect(lineOf('token=abc\n'.repeat(9), 'token=abc', 7)).toEqual({ line: 7 })
  })

  test('is found whichever way the lines end, in the file and in the report', () => {
    const key = ['BEGIN', 'secret', 'END']
    for (const inFile of ['\n', '\r\n'])
      for (const inReport of ['\n', '\r\n']) {
        expect(lineOf(['first', ...key, ''].join(inFile), key.join(inReport))).toEqual({ line: 2 })
      }
  })

  test('is gone when the file is there without it', () => {
    expect(lineOf('token=new', 'token=old')).toBe('gone')
  })

  test('is unknown where the file is no longer there', () => {
    expect(lineOf(undefined, 'token=abc')).toBe('unknown')
  })

  test.each([
    ['', 'unknown'],
    ['abcde', 'unknown'],
    ['abcdef', { line: 2 }],
  ])('is unknown for what is short enough to stand anywhere: %j', (text, expected) => {
    expect(lineOf('first\nabcdef\n', text)).toEqual(expected)
  })
})
