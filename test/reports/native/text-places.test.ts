import { expect, test } from '@jest/globals'
import { createLineFinder } from '../../../src/reports/native/line-of.js'
import { createTextPlaces } from '../../../src/reports/native/text-places.js'
import { createKept } from '../../../src/reports/vocabulary/kept.js'

const SOURCE = Array.from({ length: 300 }, (_, index) => `key${index % 40} = "value ${index % 7}"`).join('\n')

function naive(text: string): number[] {
  const lines = new Set<number>()
  for (let at = SOURCE.indexOf(text); at >= 0; at = SOURCE.indexOf(text, at + text.length))
    lines.add(SOURCE.slice(0, at).split('\n').length)
  return [...lines]
}

test('the lines of a text are those that a search from the beginning finds, before and after there is an index', () => {
  const places = createTextPlaces(SOURCE, 6)
  const texts = Array.from({ length: 100 }, (_, index) => SOURCE.slice(index * 37, index * 37 + 6 + (index % 30)))
  for (const text of [...texts, 'not in it', ...texts]) expect([...places.linesOf(text)]).toEqual(naive(text))
})

test('a line is found by its beginning, the first line and the first beginning first', () => {
  const { lineOf } = createLineFinder('b(1)\n a:\na:\nb(2)\na: x\n')
  expect([lineOf('a:'), lineOf('b('), lineOf('b(2'), lineOf('c', 'b('), lineOf('c')]).toEqual([3, 1, 4, 1, undefined])
})

test('what was asked for last is kept, as much as there is room for', () => {
  const made: string[] = []
  const kept = createKept(
    (key) => {
      made.push(key)
      return key
    },
    ({ length }) => length,
    4,
  )
  for (const key of ['a', 'bb', 'a', 'cc', 'a', 'bb', 'large', 'large']) expect(kept.of(key)).toBe(key)
  expect(made).toEqual(['a', 'bb', 'cc', 'bb', 'large', 'large'])
})
