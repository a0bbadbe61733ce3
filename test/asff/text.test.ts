import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cut, lineOfText, linesOfText, plainText } from '../../src/asff/text.js'

describe('plainText', () => {
  test.each([
    ['a\u0000b\u001b[31mc\u009bd', 'ab[31mcd'],
    ['one\r\ntwo\rthree\tfour', 'one\ntwo\nthree\tfour'],
    ['one\u2028two\u2029three\u0085four', 'one\ntwo\nthree\nfour'],
    ['ig\u200bnore\u{e0041} th\u00adis\ufeff', 'ignore this'],
    ['half a pair \ud83d here', 'half a pair \ufffd here'],
    ['admin\u202e\u2066 resu', 'admin resu'],
    ['  edges \n', 'edges'],
    ['żółć 😀', 'żółć 😀'],
  ])('cleans %j', (text, clean) => {
    expect(plainText(text, 100)).toBe(clean)
  })

  test.each([undefined, '', ' \n\t', '\u0000', '\ufeff', '\u00a0', '\u200b', ' \u3164\u2800\u{e0041}'])('says nothing for %j', (text) => {
    expect(plainText(text, 100)).toBeUndefined()
  })
})

describe('lineOfText', () => {
  test('puts everything on one line', () => {
    expect(lineOfText(' a\n\n b\u2028c  d\t', 100)).toBe('a b c d')
  })
})

describe('linesOfText', () => {
  test('leaves out blanks and repeats and stops at the limit', () => {
    expect(linesOfText(['a', ' ', 'a ', 'b', 'c'], { count: 2, length: 5 })).toEqual(['a', 'b'])
    expect(linesOfText(['', '\n'], { count: 2, length: 5 })).toBeUndefined()
  })
})

describe('cut', () => {
  test('leaves what fits', () => {
    expect(cut('12345', 5)).toBe('12345')
    expect(cut('😀😀', 2)).toBe('😀😀')
  })

  test('ends at a word', () => {
    expect(cut('one two three', 9)).toBe('one two…')
    expect(cut('one two three', 8)).toBe('one two…')
    expect(cut('one two three', 7)).toBe('one…')
  })

  test('cuts through a word that is too long, never through a character', () => {
    expect(cut('x'.repeat(300), 256)).toBe(`${'x'.repeat(255)}…`)
    expect(cut(`${'x'.repeat(254)}😀😀😀`, 256)).toBe(`${'x'.repeat(254)}😀…`)
  })

  test.each([1, 2, 5, 256])('never gives more than %i code points', (length) => {
    for (const text of ['a b c d e f g h '.repeat(40), '😀 '.repeat(300), '\n'.repeat(300), 'x'.repeat(300)]) {
      expect([...cut(text, length)].length).toBeLessThanOrEqual(length)
    }
  })
})

describe('a text that is much longer than it may be', () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\r\n',
    '\u0000',
    '\u200b',
    '\ud83d',
    '😀',
    '👩\u200d👩\u200d👧',
    '\u{1f3f4}\u{e0067}\u{e007f}',
    'word ',
  )
  const long = fc
    .array(fc.tuple(piece, fc.integer({ min: 1, max: 700 })), { maxLength: 8 })
    .map((runs) => runs.map(([text, times]) => text.repeat(times)).join(''))

  test('is what is left of all of it, cleaned', () => {
    fc.assert(
      fc.property(long, fc.constantFrom(1, 16, 256), (text, length) => {
        const all = text.length * 2
        expect(lineOfText(text, length)).toBe(shortened(lineOfText(text, all), length))
        expect(plainText(text, length)).toBe(shortened(plainText(text, all), length))
      }),
      { numRuns: 200 },
    )
  })

  test('is cut nowhere inside of what belongs together', () => {
    const kiss = '\u{1f469}\u{1f3fb}\u200d\u2764\ufe0f\u200d\u{1f48b}\u200d\u{1f468}\u{1f3fd}'
    for (let hidden = 1_000; hidden < 1_100; hidden += 1) {
      expect(lineOfText(`${'a'.repeat(12)}${'\u0000'.repeat(hidden)}${kiss}b`, 16)).toBe(`${'a'.repeat(12)}${kiss.slice(0, 5)}…`)
    }
  })

  test.each(['\u0000', '\u200b', '\n', ' ', '\u{e0041}'])('is found behind 100,000 of %j', (nothing) => {
    expect(lineOfText(`${nothing.repeat(100_000)}text`, 16)).toBe('text')
    expect(lineOfText(`te${nothing.repeat(100_000)}xt`, 16)?.replace(' ', '')).toBe('text')
  })
})

function shortened(text: string | undefined, length: number): string | undefined {
  return text === undefined ? undefined : cut(text, length)
}
