import { expect, test } from '@jest/globals'
import { createOffsetLines } from '../../../../src/reports/sarif/places/offset-lines.js'
import { growthOf, LINEAR_GROWTH } from '../../../support/growth.js'
import { randomFrom } from '../../documents/random-json.js'

test('the line of an offset is one more than the line feeds before it', () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = randomFrom(seed)
    const text = Array.from({ length: Math.floor(random() * 5000) }, () => (random() < 0.2 ? '\n' : 'x')).join('')
    const lineAt = createOffsetLines(() => text)
    for (let offset = 0; offset <= text.length; offset += 7) {
      expect({ seed, offset, line: lineAt('a', offset) }).toEqual({ seed, offset, line: text.slice(0, offset).split('\n').length })
    }
    expect(lineAt('a', text.length + 1)).toBeUndefined()
  }
})

test('a byte order mark is no character, and a file that cannot be read has no lines', () => {
  const lineAt = createOffsetLines((path) => (path === 'a' ? '\uFEFF\nx' : undefined))
  expect([lineAt('a', 0), lineAt('a', 1), lineAt('b', 0)]).toEqual([1, 2, undefined])
})

test('a file is read once for all offsets, in time by offsets and characters', () => {
  const read: string[] = []
  const work = (size: number) => {
    const text = 'x = 1\n'.repeat(size)
    const lineAt = createOffsetLines((path) => {
      read.push(path)
      return text
    })
    for (let index = 0; index < size; index++) lineAt(`${index % 3}`, (index * 7919) % text.length)
  }
  expect(growthOf(work, 5000)).toBeLessThan(LINEAR_GROWTH)
  expect(read).toHaveLength(9)
})
