import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { replaceHidden } from '../src/hidden-characters.js'

describe('replaceHidden', () => {
  test.each([
    ['a zero-width space', '\u200b'],
    ['a zero-width joiner between Latin letters', '\u200d'],
    ['a zero-width non-joiner between Latin letters', '\u200c'],
    ['a word joiner', '\u2060'],
    ['an invisible separator', '\u2063'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a combining grapheme joiner', '\u034f'],
    ['a left-to-right mark', '\u200e'],
    ['an Arabic letter mark', '\u061c'],
    ['a right-to-left override', '\u202e'],
    ['an isolate', '\u2066'],
    ['a deprecated format character', '\u206a'],
    ['a tag', '\u{e0041}'],
    ['the language tag', '\u{e0001}'],
    ['a variation selector', '\ufe0f'],
    ['a variation selector of the supplement', '\u{e0100}'],
    ['a Mongolian variation selector', '\u180b'],
    ['a Hangul filler', '\u3164'],
    ['a half-width Hangul filler', '\uffa0'],
    ['a Khmer inherent vowel', '\u17b4'],
    ['a musical format character', '\u{1d173}'],
    ['an interlinear annotation', '\ufff9'],
    ['the blank Braille pattern', '\u2800'],
    ['a noncharacter', '\uffff'],
    ['a control character', '\u0000'],
    ['an escape', '\u001b'],
    ['a C1 control character', '\u009b'],
    ['a carriage return', '\r'],
  ])('finds %s', (_name, character) => {
    expect(replaceHidden(`pass${character}word`, '')).toBe('password')
    expect(replaceHidden(`pass${character}${character}word`, '*')).toBe('pass**word')
    expect(replaceHidden(character, '')).toBe('')
  })

  test.each([
    ['letters, accents and line breaks', 'naïve e\u0301 日本語\n\tżółć ✓'],
    ['an emoji in colour', '❤\ufe0f ⚠\ufe0f'],
    ['a keycap', '1\ufe0f\u20e3'],
    ['a family', '👩\u200d👩\u200d👧'],
    ['a skin tone and a profession', '👩🏽\u200d💻'],
    ['a flag with a joiner', '🏳\ufe0f\u200d🌈'],
    ['the flag of England', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['the flag of a country', '🇵🇱'],
    ['Persian', 'می\u200cخواهم'],
    ['Sinhala', 'ශ්\u200dරී'],
    ['Hindi', 'क्\u200dष'],
  ])('leaves %s', (_name, text) => {
    expect(replaceHidden(text, '')).toBe(text)
  })

  test('finds what hangs on an emoji without being part of it', () => {
    expect(replaceHidden('😀\u{e0068}\u{e0069}\ufe0f\ufe0f', '')).toBe('😀')
    expect(replaceHidden('🏴\u{e0069}\u{e0067}\u{e006e}\u{e007f}', '')).toBe('🏴')
  })

  /** The rule itself, too slow to be applied to whole texts. */
  const letters = '\\p{sc=Arabic}\\p{sc=Sinhala}\\p{sc=Devanagari}'
  const hidden = '[[\\p{Cc}\\p{DI}\\p{NChar}\\u{FFF9}-\\u{FFFB}\\u{2800}]--[\\n\\t]]'
  const rule = new RegExp(`(\\p{RGI_Emoji}|(?<=[${letters}])[\\u200C\\u200D](?=[${letters}]))|${hidden}`, 'gv')
  const pieces = [
    ...['a', '1', '#', '\n', 'ی', 'ක', '日', '\u{20000}', '\u0000', '\u200b', '\u2800', '\u{e0100}'],
    ...['\u200c', '\u200d', '\ufe0f', '\ufe0e', '\u20e3', '\u{e0067}', '\u{e007f}'],
    ...[
      '😀',
      '❤',
      '👩',
      '💻',
      '🏽',
      '🏳',
      '🌈',
      '🏴',
      '🇵',
      '🇱',
      '👩\u200d👩\u200d👧',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    ],
  ]

  test('goes by the rule, wherever in a text something is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        expect(replaceHidden(text, '*')).toBe(text.replace(rule, (_match, stays?: string) => stays ?? '*'))
      }),
      { numRuns: 2_000 },
    )
  })
})
