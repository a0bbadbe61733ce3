import { describe, expect, test } from '@jest/globals'
import { lineHashAt } from '../../src/identity/line-hash.js'

/** With the counter of equal hashes, as code scanning writes them. */
function lineHashes(text: string): string[] {
  const seen = new Map<string, number>()
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length)]
  return starts.map((start) => {
    const hash = lineHashAt(text, start)
    seen.set(hash, (seen.get(hash) ?? 0) + 1)
    return `${hash}:${seen.get(hash)}`
  })
}

// Vectors of github/codeql-action, src/fingerprints.test.ts, and three more computed with its code.
const GREETING =
  'e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1'
const VECTORS: readonly [string, string, string][] = [
  ['an empty file', '', 'c129715d7a2bc9a3:1'],
  ['blanks and tabs', ' a\nb\n  \t\tc\n d', '271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1'],
  [
    'blank lines',
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    '8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 c6805c5e1288b612:1 b86d3392aea1be30:1 e6ceba753e1a442:1',
  ],
  ['line feeds', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', GREETING],
  ['carriage returns', ' hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r', GREETING],
  ['both', ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', GREETING],
  ['a mixture', ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', GREETING],
  [
    'ten equal lines',
    'Lorem ipsum dolor sit amet.\n'.repeat(10),
    'a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1',
  ],
  [
    'short lines',
    'x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n',
    'e54938cc54b302f1:1 bb609acbe9138d60:1 1131fd5871777f34:1 5c482a0f8b35ea28:1 54517377da7028d2:1 2c644846cb18d53e:1 f1b89f20de0d133:1 c129715d7a2bc9a3:1',
  ],
]

describe('line hashes agree with code scanning', () => {
  test.each(VECTORS)('for %s', (_name, text, expected) => {
    expect(lineHashes(text).join(' ')).toBe(expected)
  })

  test.each([
    ['a line', 'a\n', '243cbaa4685aab12:1'],
    ['a byte order mark', '\uFEFFa\n', '25afd31b599dedcd:1'],
    ['a surrogate pair', 'x="😀"\n', '19146fca3b90f5e7:1'],
  ])('for the first line of %s', (_name, text, expected) => {
    expect(lineHashes(text)[0]).toBe(expected)
  })
})

test('a line keeps its hash when lines are inserted above, when it is indented, and when line ends change', () => {
  const body = Array.from({ length: 30 }, (_, n) => `call(${n}, "argument number ${n}")`)
  const plain = lineHashes(body.join('\n'))
  const moved = lineHashes(['first', 'second', ...body.map((line) => `\t  ${line}`)].join('\r\n'))
  expect(moved.slice(2)).toEqual(plain)
})
