import { describe, expect, test } from '@jest/globals'
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
