import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { otherDocument, wholeDocument } from '../../../src/reports/documents/document.js'
import { FORMAT_IDS } from '../../../src/reports/recognise/formats.js'
import { recognise } from '../../../src/reports/recognise/recognise.js'

describe('recognise', () => {
  test('finds SARIF by content', () => {
    expect(recognise(wholeDocument({ version: '2.1.0', runs: [] }), 'auto').id).toBe('sarif')
    expect(recognise(wholeDocument({ version: '2.1.0', runs: [] }), 'sarif').id).toBe('sarif')
  })

  test.each([
    [{}, 'an empty object'],
    [[], 'an empty JSON array'],
    [null, 'null'],
    [7, 'a number'],
    [[[1]], 'a JSON array that starts with an array'],
    [[{ a: 1 }], 'a JSON array that starts with an object with the keys "a"'],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8 }, 'an object with the keys "a", "b", "c", "d", "e", "f" and 2 more'],
    [{ '\n::error::x\u001b[31m\u202e': 1 }, 'an object with the keys "\\n::error::x\\u001b[31m\\u202e"'],
    // A word is never cut: its beginning may be that of a credential.
    [{ ['k'.repeat(1000)]: 1 }, 'an object with the keys "\\u2026"'],
    [{ [`some ${'k'.repeat(1000)}`]: 1 }, 'an object with the keys "some\\u2026"'],
    [JSON.parse('{"__proto__":1}'), 'an object with the keys "__proto__"'],
  ])('describes %j without repeating it at length', (root, description) => {
    expect(() => recognise(wholeDocument(root), 'auto')).toThrow(`no known report format: ${description}`)
  })

  test('asks for the format of a document that only says that nothing was found', () => {
    expect(() => recognise(wholeDocument([]), 'auto')).toThrow(
      expect.objectContaining({ code: 'REPORT_UNRECOGNISED', hint: expect.stringContaining('set the input format') }),
    )
    expect(recognise(wholeDocument([]), 'gitleaks').id).toBe('gitleaks')
    expect(() => recognise(wholeDocument([]), 'sarif')).toThrow('the input format is sarif, but this is no SARIF 2.1.0')
  })

  test('takes an empty file for a clean scan only where the format says so', () => {
    const nothing = otherDocument('nothing', undefined, { refusal: new UserError('REPORT_EMPTY', 'the file is empty') })
    for (const format of ['auto', 'sarif', 'gitleaks'])
      expect(() => recognise(nothing, format)).toThrow(expect.objectContaining({ code: 'REPORT_EMPTY' }))
  })

  test('SARIF is tried first, and no format is there twice', () => {
    expect(FORMAT_IDS[0]).toBe('sarif')
    expect(new Set(FORMAT_IDS).size).toBe(FORMAT_IDS.length)
  })
})
