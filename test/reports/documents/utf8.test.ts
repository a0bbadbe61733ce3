import { isUtf8 } from 'node:buffer'
import { describe, expect, test } from '@jest/globals'
import { createUtf8Check } from '../../../src/reports/documents/utf8.js'
import { pick, randomFrom } from './random-json.js'

function check(bytes: Uint8Array, chunk: number): boolean {
  const utf8 = createUtf8Check()
  for (let at = 0; at < bytes.length; at += chunk) utf8.add(bytes.subarray(at, at + chunk))
  return utf8.valid()
}

describe('createUtf8Check', () => {
  test('says the same as a check of all bytes at once, wherever they are cut', () => {
    const parts = ['a', 'é', '€', '😀', '\u0000']
      .map((text) => Buffer.from(text))
      .concat([0x80, 0xc3, 0xe2, 0xf0, 0xff].map((byte) => Buffer.from([byte])))
    let invalid = 0
    for (let seed = 0; seed < 2000; seed++) {
      const random = randomFrom(seed)
      // The last parts are wrong unless they happen to follow each other well.
      const usable = random() < 0.5 ? parts.slice(0, 5) : parts
      const bytes = Buffer.concat(Array.from({ length: Math.floor(random() * 8) }, () => pick(random, usable)))
      if (!isUtf8(bytes)) invalid++
      for (const chunk of [1, 2, 3, 4, 5, 100])
        expect({ seed, chunk, valid: check(bytes, chunk) }).toEqual({ seed, chunk, valid: isUtf8(bytes) })
    }
    expect(invalid).toBeGreaterThan(500)
  })

  test('does not take a character that is cut off at the end', () => {
    expect(check(Buffer.from('😀').subarray(0, 3), 2)).toBe(false)
  })
})
