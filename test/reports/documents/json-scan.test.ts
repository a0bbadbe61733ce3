import { describe, expect, test } from '@jest/globals'
import { type JsonEvents, type JsonFailure, MAX_DEPTH, scanJson } from '../../../src/reports/documents/json-scan.js'
import { pick, randomFrom, randomLog, randomValue } from './random-json.js'

const CHUNKS = [1, 2, 3, 7, 16, 61, 4096]

function scan(text: string | Uint8Array, chunk = 4096): JsonFailure | undefined {
  return scanJson(cut(Buffer.from(text as string), chunk))
}

/** One buffer for all chunks, as when a file is read. */
function* cut(bytes: Buffer, length: number): Generator<Uint8Array> {
  const buffer = Buffer.alloc(length)
  for (let at = 0; at < bytes.length; at += length) {
    const copied = bytes.copy(buffer, 0, at, at + length)
    yield buffer.subarray(0, copied)
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('scanJson', () => {
  test('accepts what JSON.parse accepts, wherever the text is cut', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = randomFrom(seed)
      const text = seed % 2 === 0 ? randomLog(random) : randomValue(random, 4)
      for (const chunk of CHUNKS) expect({ seed, chunk, failure: scan(text, chunk) }).toEqual({ seed, chunk, failure: undefined })
    }
  })

  test('refuses what JSON.parse refuses: one character changed, left out or added', () => {
    let refused = 0
    for (let seed = 0; seed < 3000; seed++) {
      const random = randomFrom(seed)
      const text = mutated(randomValue(random, 3), random)
      const valid = parses(text)
      if (!valid) refused++
      expect({ seed, text, valid: scan(text, pick(random, CHUNKS)) === undefined }).toEqual({ seed, text, valid })
    }
    expect(refused).toBeGreaterThan(1000)
  })

  test.each([
    ['', 'end', 0],
    ['  \n', 'end', 3],
    ['{"a":1', 'end', 6],
    ['"abc', 'end', 4],
    ['-', 'end', 1],
    ['1.', 'end', 2],
    ['tru', 'end', 3],
    ['{"a":1,}', 'syntax', 7],
    ['[1,]', 'syntax', 3],
    ['[1 2]', 'syntax', 3],
    ['{"a" 1}', 'syntax', 5],
    ['{a:1}', 'syntax', 1],
    ["['a']", 'syntax', 1],
    ['[01]', 'syntax', 2],
    ['[+1]', 'syntax', 1],
    ['[.5]', 'syntax', 1],
    ['[NaN]', 'syntax', 1],
    ['[1}', 'syntax', 2],
    ['{"a":[}', 'syntax', 6],
    [']', 'syntax', 0],
    ['["\\x"]', 'syntax', 3],
    ['["\\u12g4"]', 'syntax', 6],
    ['["a\tb"]', 'syntax', 3],
    ['[1]\u00a0', 'trailing', 3],
    ['{}{}', 'trailing', 2],
    ['{"a":1}\n{"a":2}\n', 'trailing', 8],
    ['null,', 'trailing', 4],
  ] as const)('%j fails with %s at %d', (text, kind, offset) => {
    for (const chunk of CHUNKS) expect(scan(text, chunk)).toMatchObject({ kind, offset })
  })

  test('takes the deepest nesting that is allowed and nothing deeper, without running out of stack', () => {
    expect(scan('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).toBeUndefined()
    expect(scan('['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1))).toMatchObject({ kind: 'depth', offset: MAX_DEPTH })
    expect(scan('{"a":'.repeat(100_000))).toMatchObject({ kind: 'depth', offset: 5 * MAX_DEPTH })
  })

  test.each(CHUNKS)('tells the outer keys with their escapes resolved, in chunks of %d', (chunk) => {
    const keys: [string | undefined, number][] = []
    const events: JsonEvents = { maxDepth: 2, open() {}, close() {}, comma() {}, key: (name, depth) => keys.push([name, depth]) }
    const text = `{"r\\u0075ns":{"é":{"too deep":1}},"a\\"b":[{"x":2}],"":0,"${'k'.repeat(1000)}":1,"last":null}`
    expect(scanJson(cut(Buffer.from(text), chunk), events)).toBeUndefined()
    expect(keys).toEqual(
      [
        ['runs', 1],
        ['é', 2],
        ['a"b', 1],
        ['x', 3],
        ['', 1],
        [undefined, 1],
        ['last', 1],
      ].filter(([, depth]) => depth !== 3),
    )
  })

  test('tells brackets and commas of the outer levels with their offsets', () => {
    const told: string[] = []
    const tell = (what: string) => (at: number, depth: number) => void told.push(`${what}${depth}@${at}`)
    scanJson([Buffer.from('[1,[2,'), Buffer.from('[3,4]],5]')], {
      maxDepth: 2,
      open: tell('open'),
      close: tell('close'),
      comma: tell('comma'),
      key() {},
    })
    expect(told).toEqual(['open1@0', 'comma1@2', 'open2@3', 'comma2@5', 'close2@11', 'comma1@12', 'close1@14'])
  })
})

function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1))
  const character = pick(random, ['"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.', 'e', 't', ' ', '\n', '\u0001', 'u'])
  const kind = Math.floor(random() * 3)
  return text.slice(0, at) + (kind === 0 ? '' : character) + text.slice(kind === 1 ? at : at + 1)
}
