import { describe, expect, test } from '@jest/globals'
import { createOffsetLines } from '../../../../src/reports/sarif/places/offset-lines.js'
import { regionLines } from '../../../../src/reports/sarif/places/regions.js'

const lines = (region: unknown, text?: string) => {
  const lineAt = createOffsetLines(() => text)
  return regionLines(region, (offset) => lineAt('a', offset))
}

describe('the lines of a region', () => {
  test.each([
    ['ends no earlier than it starts', { startLine: 5, endLine: 3 }, { startLine: 5, endLine: 5 }],
    ['ends with the line before when it ends at column 1', { startLine: 2, endLine: 3, endColumn: 1 }, { startLine: 2, endLine: 2 }],
    ['may be written as text', { startLine: '6', startColumn: '10' }, { startLine: 6, endLine: 6, startColumn: 10 }],
    ['start at 1', { startLine: 0 }, {}],
    ['are not negative', { startLine: -3 }, {}],
    ['are whole', { startLine: 1.5 }, {}],
    ['are safe numbers', { startLine: 1e300 }, {}],
    ['are not known of binary regions', { byteOffset: 4 }, {}],
    [
      'keep the exclusive end column',
      { startLine: 3, startColumn: 5, endColumn: 8 },
      { startLine: 3, endLine: 3, startColumn: 5, endColumn: 8 },
    ],
    [
      'keep a zero-width region',
      { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
      { startLine: 1, endLine: 1, startColumn: 1, endColumn: 1 },
    ],
    [
      'leave an end column before the start out',
      { startLine: 3, startColumn: 5, endColumn: 2 },
      { startLine: 3, endLine: 3, startColumn: 5 },
    ],
    [
      'keep columns of several lines',
      { startLine: 3, endLine: 9, startColumn: 5, endColumn: 8 },
      { startLine: 3, endLine: 9, startColumn: 5, endColumn: 8 },
    ],
    ['go before an offset', { startLine: 4, charOffset: 0 }, { startLine: 4, endLine: 4 }],
    ['are none without a region', undefined, {}],
    ['are none for what is no region', 'x', {}],
    ['are none for an offset into a file that cannot be read', { charOffset: 7 }, {}],
  ])('%s', (_, region, expected) => {
    expect(lines(region)).toEqual(expected)
  })

  test.each([
    [0, 1],
    [4, 1],
    [6, 2],
    [7, 2],
    [11, 3],
  ])('count line breaks up to the offset %i', (charOffset, line) => {
    expect(lines({ charOffset }, 'abcd\r\nefg\r\n')).toEqual({ startLine: line, endLine: line })
  })

  test('are none beyond the end of the file', () => {
    expect(lines({ charOffset: 100 }, 'abc')).toEqual({})
  })
})
