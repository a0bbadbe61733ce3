/** Long texts are cut when they are read, and tools cut what they quote: no part of a credential that lies over a cut is left. */
import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { createRedactor } from '../../src/redact.js'
import { findingOf } from '../../src/reports/native/finding.js'
import { beginningOf, shortened } from '../../src/reports/vocabulary/beginning.js'
import { FAKES, privateKey } from './fakes.js'

const redactor = createRedactor({ roots: [] })
const PART = 8

/** Texts of which a part lies over each place from 7,900 to 8,100. */
const OFFSETS = Array.from({ length: 41 }, (_, index) => 7800 + index * 10)

function messageWith(padding: number, text: string, secrets: readonly string[] = []): string {
  const rule = { id: 'x' }
  const severity = { label: 'LOW', original: 'low' } as const
  const finding = findingOf({
    kind: secrets.length > 0 ? 'secret' : 'other',
    rule,
    severity,
    message: `${'ab '.repeat(padding / 3)}${text}`,
    secrets,
  })
  return redactor.finding(finding).message
}

/** Whether a part of a text of at least eight characters is there. */
function partOf(value: string, text: string): boolean {
  return Array.from({ length: value.length - PART + 1 }, (_, at) => value.slice(at, at + PART)).some((part) => text.includes(part))
}

/** Without the words that say what it is. */
const secretPartOf = (value: string) => value.replace(/^.*[/]/s, '').slice(-20)

describe('over the end of what is read', () => {
  test.each(Object.entries(FAKES))('no part of a %s is left', (_kind, token) => {
    expect(OFFSETS.filter((offset) => partOf(secretPartOf(token), messageWith(offset, `${token} x`)))).toEqual([])
    expect(OFFSETS.filter((offset) => messageWith(offset, `${token} x`).includes(token.slice(0, 12)))).toEqual([])
  })

  test('no line of a private key is left', () => {
    const key = privateKey()
    const [, line = ''] = key.split('\n')
    expect(OFFSETS.filter((offset) => partOf(line, messageWith(offset, `${key} x`)))).toEqual([])
  })

  test.each([
    ['an address', 'https://shop:Heron-Lantern-41@shop.invalid/x'],
    ['a parameter', 'https://shop.invalid/x?a=b&access_token=Heron-Lantern-41&c=d'],
    ['a header', 'Authorization: Basic Heron-Lantern-41=='],
    ['quotes', 'password = "Heron-Lantern-41"'],
  ])('no part of a value in %s is left', (_where, text) => {
    expect(OFFSETS.filter((offset) => partOf('Heron-Lantern-41', messageWith(offset, `${text} x`)))).toEqual([])
  })

  test('no part of a secret of several words that the scanner marks is left', () => {
    const secret = 'correct horse battery staple of the shop'
    expect(OFFSETS.filter((offset) => partOf(secret, messageWith(offset, `${secret} x`, [secret])))).toEqual([])
  })
})

describe('what a tool has cut itself', () => {
  const finding: Finding = {
    ...findingOf({ kind: 'other', rule: { id: 'x' }, severity: { label: 'LOW', original: 'low' }, message: 'x' }),
    secrets: ['Heron Lantern at dusk'],
  }

  test.each(['Found Heron Lantern at', 'Found Heron Lantern at d...', 'Found "Heron Lan…"', "Found 'Heron Lan...'."])(
    'is known again: %s',
    (message) => {
      expect(partOf('Heron Lantern at dusk', redactor.finding({ ...finding, message }).message)).toBe(false)
    },
  )

  test('is no word that only begins alike', () => {
    expect(redactor.finding({ ...finding, message: 'Found Heron Lakes...' }).message).toBe('Found Heron Lakes...')
  })
})

describe('beginningOf', () => {
  test('keeps whole words and says what is missing', () => {
    expect(beginningOf('one two three', 9)).toBe('one two')
    expect(beginningOf('one two three', 7)).toBe('one two')
    expect(beginningOf('one two', 7)).toBe('one two')
    expect(shortened('one two three', 9)).toBe('one two…')
    expect(shortened('one', 9)).toBe('one')
  })

  test('cuts scripts without blanks anywhere, but not a pair of surrogates', () => {
    expect(beginningOf('安全性问题', 3)).toBe('安全性')
    expect(beginningOf('安全😀😀', 3)).toBe('安全')
  })
})
