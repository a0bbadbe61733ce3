import { describe, expect, test } from '@jest/globals'
import { createSourceHashes, type SourceHashes } from '../../src/identity/source-hashes.js'
import { pick, type Random, randomFrom } from '../reports/documents/random-json.js'
import { createSourceHashes as createEarlier } from '../support/earlier/source-hashes.js'
import { growthOf, LINEAR_GROWTH } from '../support/growth.js'

const LINES = [
  '',
  ' ',
  '}',
  'x = 1',
  '  x = 1',
  '\tif (a) {',
  '    return b',
  'é = "😀"',
  '\u00a0',
  'long '.repeat(40),
  'x'.repeat(120),
  '- - -',
  '\ufeff',
]
const ENDS = ['\n', '\n', '\n', '\r\n', '\r', '\n\n', '\r \n', '']

function sourceFrom(random: Random): string {
  const lines = LINES.filter(() => random() < 0.5)
  return Array.from({ length: Math.floor(random() * 40) }, () => pick(random, lines.length > 0 ? lines : LINES) + pick(random, ENDS)).join(
    '',
  )
}

const asked = (sources: Pick<SourceHashes, 'context' | 'text' | 'surroundings'>, line: number) => [
  sources.context('a', line),
  sources.text('a', line),
  sources.surroundings('a', line),
]

describe('the hashes of source lines', () => {
  test('are those of the version that hashed all lines of a file, announced or not', () => {
    for (let seed = 0; seed < 150; seed++) {
      const text = sourceFrom(randomFrom(seed))
      const earlier = createEarlier(() => text)
      const [sources, announced] = [createSourceHashes(() => text), createSourceHashes(() => text)]
      const lines = Array.from({ length: text.split(/\r\n|\n|\r/).length + 2 }, (_, index) => index)
      for (const line of lines) announced.expect('a', line)
      for (const line of lines) {
        const expected = line === 0 ? [undefined, undefined, undefined] : asked(earlier, line)
        expect({ seed, line, hashes: asked(sources, line) }).toEqual({ seed, line, hashes: expected })
        expect({ seed, line, hashes: asked(announced, line) }).toEqual({ seed, line, hashes: expected })
      }
    }
  })

  test('read each file once, in whatever order the announced lines are asked for', () => {
    const read: string[] = []
    const sources = createSourceHashes((path) => {
      read.push(path)
      return 'one\ntwo\nthree\n'
    })
    const paths = Array.from({ length: 300 }, (_, index) => `${index}.ts`)
    for (const line of [1, 2, 3]) for (const path of paths) sources.expect(path, line)
    for (const line of [3, 1, 2]) for (const path of paths) expect(sources.text(path, line)).toBe(['one', 'two', 'three'][line - 1])
    for (const line of [3, 1, 2]) for (const path of paths) sources.surroundings(path, line)
    expect(read).toEqual(paths)
  })

  test('let a digest stand for the text of a line that is longer than any line that people write', () => {
    const sources = createSourceHashes(() => `${'x'.repeat(4096)}\n${'x'.repeat(4097)}\n${'x'.repeat(4098)}`)
    expect([1, 2, 3].map((line) => sources.text('a', line)?.length)).toEqual([4096, 32, 32])
    expect(sources.text('a', 2)).not.toBe(sources.text('a', 3))
  })
})

describe('take time by results and bytes of source:', () => {
  test.each([
    ['equal lines', (size: number) => 'x = 1\n'.repeat(size)],
    ['equal lines with others between', (size: number) => 'x = 1\ny = 1\n'.repeat(size / 2)],
    ['lines of brackets', (size: number) => '}\n'.repeat(size)],
    [
      'lines that are indented more and more',
      (size: number) => Array.from({ length: size }, (_, line) => `${' '.repeat(line % 100)}x${line}`).join('\n'),
    ],
    ['one line', (size: number) => 'x = 1;'.repeat(size)],
    ['blanks', (size: number) => ' \n'.repeat(size)],
  ])('%s', (_, textOf) => {
    const work = (size: number) => {
      const text = textOf(size)
      const sources = createSourceHashes(() => text)
      for (let line = 1; line <= size; line++) sources.expect('a', line)
      for (let line = 1; line <= size; line++) asked(sources, line)
    }
    expect(growthOf(work, 2500)).toBeLessThan(LINEAR_GROWTH)
  })
})
