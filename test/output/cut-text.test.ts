import { describe, expect, test } from '@jest/globals'
import { cutEnd, cutStart } from '../../src/output/cut-text.js'

describe('cutting text', () => {
  test('leaves what fits', () => {
    expect(cutEnd('abc', 3)).toBe('abc')
    expect(cutStart('abc', 3)).toBe('abc')
  })

  test('keeps within the limit, the ellipsis included', () => {
    expect(cutEnd('abcdef', 4)).toBe('abc…')
    expect(cutStart('abcdef', 4)).toBe('…def')
  })

  test('leaves no white space before the ellipsis', () => {
    expect(cutEnd('ab  cdef', 5)).toBe('ab…')
  })

  test.each([3, 4, 5, 6, 7])('never cuts through a surrogate pair, at %i', (limit) => {
    const text = '😀'.repeat(5)
    for (const cut of [cutEnd(text, limit), cutStart(text, limit)]) {
      expect(cut.isWellFormed()).toBe(true)
      expect(cut.length).toBeLessThanOrEqual(limit)
      expect(cut).toContain('😀')
    }
  })
})
