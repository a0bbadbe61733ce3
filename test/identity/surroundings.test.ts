import { describe, expect, test } from '@jest/globals'
import { outlineOf, surroundingsAt } from '../../src/identity/outline.js'
import { distance, formatSurroundings, MAX_ALIKE, parseSurroundings, sharedLines } from '../../src/identity/surroundings.js'

const at = (text: string, line: number) => surroundingsAt(outlineOf(text.split('\n')), line - 1)
const FILE = 'class A {\n  one() {\n    x()\n  }\n\n  two() {\n    x()\n  }\n}\n'

describe('the surroundings of a line', () => {
  test('name the lines that enclose it, innermost first, whatever the indentation', () => {
    const deep = at(FILE, 7)
    expect(deep.enclosing).toHaveLength(2)
    expect(at(FILE.replace(/^/gm, '\t'), 7).enclosing).toEqual(deep.enclosing)
    expect(at(FILE, 3).enclosing[0]).not.toBe(deep.enclosing[0])
    expect(at(FILE, 3).enclosing[1]).toBe(deep.enclosing[1])
  })

  test('leave out lines without a letter or digit and lines equal to it, which look the same everywhere', () => {
    expect(at(FILE, 3)).toMatchObject({ linesAbove: 2, linesBelow: 2 })
    expect(at(FILE, 3).below).toHaveLength(1)
  })

  test('come back from their written form, which fits into a product field', () => {
    const long = Array.from({ length: 500 }, (_, n) => `${' '.repeat(n % 7)}line ${n}`).join('\n')
    const written = formatSurroundings(at(long, 250))
    expect(parseSurroundings(written)).toEqual(at(long, 250))
    expect(written.length).toBeLessThan(200)
  })

  test.each(['', 'x', '....', 'zz.zz.zz.zz.1.1', `${'a'.repeat(65)}....1.1`, '.....1.12345678901'])(
    'are none when %j is stored',
    (text) => {
      expect(parseSurroundings(text)).toBeUndefined()
    },
  )
})

test('an insertion elsewhere leaves one of the two distances at nothing', () => {
  expect(distance(at(FILE, 7), at(`new\nlines\n${FILE}`, 9))).toBe(0)
  expect(distance(at(FILE, 7), at(`${FILE}more\nlines\n`, 7))).toBe(0)
  expect(distance(at(FILE, 7), at(FILE, 3))).toBeGreaterThan(0)
})

test('lines are shared in order, the nearer ones counting more', () => {
  const text = Array.from({ length: 21 }, (_, n) => `line ${n}`)
  const alike = (change: number) => {
    const other = text.map((line, index) => (index === change ? 'something else' : line)).join('\n')
    return sharedLines(at(text.join('\n'), 11), at(other, 11)).alike
  }
  expect(alike(-1)).toBe(MAX_ALIKE)
  expect(alike(9)).toBeLessThan(alike(5))
  expect(alike(0)).toBe(MAX_ALIKE)
  expect(sharedLines(at('a\nb\nx()\nc', 3), at('b\na\nx()\nd', 3))).toMatchObject({ lines: 1, enclosing: 0 })
})

test('a line put between costs the same above and below, in the middle of a file and at its ends', () => {
  const cost = (text: string, line: number, put: string, now: number) => MAX_ALIKE - sharedLines(at(text, line), at(put, now)).alike
  const above = cost('a\nx()\nb', 2, 'a\nnew\nx()\nb', 3)
  expect(cost('a\nx()\nb', 2, 'a\nx()\nnew\nb', 2)).toBe(above)
  expect(cost('x()\nb', 1, 'new\nx()\nb', 2)).toBe(above)
})
