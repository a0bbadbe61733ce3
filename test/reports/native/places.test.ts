import { describe, expect, test } from '@jest/globals'
import { createPlaces } from '../../../src/reports/native/places.js'

const places = createPlaces({
  roots: ['/home/runner/work/shop/shop', 'D:\\a\\shop\\shop'],
  mounts: ['/scan'],
  readSource: () => undefined,
  sample: () => [],
})

describe('the path of a place', () => {
  test.each([
    ['src/a.ts', { path: 'src/a.ts' }],
    ['./src//a.ts', { path: 'src/a.ts' }],
    ['src/../lib/a.ts', { path: 'lib/a.ts' }],
    ['/home/runner/work/shop/shop/src/a.ts', { path: 'src/a.ts' }],
    ['file:///home/runner/work/shop/shop/src/a.ts', { path: 'src/a.ts' }],
    ['d:\\a\\shop\\shop\\src\\a.ts', { path: 'src/a.ts' }],
    ['src\\a.ts', { path: 'src/a.ts' }],
    ['/scan/src/a.ts', { path: 'src/a.ts' }],
    ['100%25/a.ts', { path: '100%25/a.ts' }],
    ['a b/ü.ts', { path: 'a b/ü.ts' }],
    ['/etc/passwd', { uri: 'passwd' }],
    ['../../secret/a.ts', { uri: 'a.ts' }],
    ['C:\\Users\\somebody\\a.ts', { uri: 'a.ts' }],
  ])('%s becomes %j', (path, expected) => {
    const { writtenAs: _, ...shown } = places({ path }) ?? {}
    expect(shown).toEqual(expected)
  })

  test.each([[undefined], [null], [7], [''], ['  '], ['/'], ['..'], ['.']])('%j is none', (path) => {
    expect(places({ path })).toBeUndefined()
  })

  test('wins over what is no file', () => {
    expect(places({ path: 'a.ts', uri: 'https://shop.example/' })).toEqual({ path: 'a.ts' })
    expect(places({ path: '/etc/passwd', uri: 'https://shop.example/' })).toEqual({ uri: 'https://shop.example/' })
    expect(places({ uri: 'https://shop.example/', logicalName: 'main' })).toEqual({ uri: 'https://shop.example/', logicalName: 'main' })
  })
})

describe('the lines of a place', () => {
  const at = (facts: object) => {
    const { path: _, ...lines } = places({ path: 'a.ts', ...facts }) ?? {}
    return lines
  }

  test.each([
    [{ startLine: 3 }, { startLine: 3 }],
    [{ startLine: '3' }, { startLine: 3 }],
    [{ startLine: '10-12' }, { startLine: 10, endLine: 12 }],
    [
      { startLine: 3, endLine: 5 },
      { startLine: 3, endLine: 5 },
    ],
    [{ startLine: 3, endLine: 2 }, { startLine: 3 }],
    [
      { startLine: 3, startColumn: 2, endColumn: 9 },
      { startLine: 3, startColumn: 2, endColumn: 9 },
    ],
    [
      { startLine: 3, startColumn: 9, endColumn: 2 },
      { startLine: 3, startColumn: 9 },
    ],
    [
      { startLine: 3, endLine: 4, startColumn: 9, endColumn: 2 },
      { startLine: 3, endLine: 4, startColumn: 9, endColumn: 2 },
    ],
    [{ startLine: 0 }, {}],
    [{ startLine: -1, endLine: 4 }, {}],
    [{ startLine: 1.5 }, {}],
    [{ startLine: 'three' }, {}],
    [{ endLine: 5 }, {}],
    [{ startLine: null, startColumn: 2 }, {}],
  ])('%j becomes %j', (facts, expected) => {
    expect(at(facts)).toEqual(expected)
  })
})
