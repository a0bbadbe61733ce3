import { describe, expect, test } from '@jest/globals'
import { assemble } from '../../../src/reports/documents/assemble.js'
import { type Container, createContainers } from '../../../src/reports/documents/json-containers.js'
import { scanJson } from '../../../src/reports/documents/json-scan.js'
import { arrayOf, objectOf, randomFrom, randomValue } from './random-json.js'

interface Pieces {
  readonly value: unknown
  /** The longest piece of the text that was asked for, in bytes. */
  readonly longest: number
  readonly container: Container | undefined
}

async function inPieces(text: string, block: number): Promise<Pieces> {
  const bytes = Buffer.from(text)
  const { events, root } = createContainers(block)
  expect(scanJson([bytes], events)).toBeUndefined()
  const container = root()
  let longest = 0
  const read = (from: number, to: number) => {
    longest = Math.max(longest, to - from)
    return bytes.subarray(from, to)
  }
  return { value: container === undefined ? undefined : await assemble(container, { read, signal: undefined }), longest, container }
}

describe('a document that is put together from its pieces', () => {
  test('is what JSON.parse makes of it, for random documents and all sizes of pieces', async () => {
    let assembled = 0
    for (let seed = 0; seed < 400; seed++) {
      const random = randomFrom(seed)
      const text =
        random() < 0.5
          ? arrayOf(random, several(random))
          : objectOf(
              random,
              several(random).map((value, index) => [`k${index}`, value]),
            )
      for (const block of [1, 10, 100]) {
        const { value, container } = await inPieces(text, block)
        if (container === undefined) continue
        assembled++
        expect({ seed, block, value }).toEqual({ seed, block, value: JSON.parse(text) })
      }
    }
    expect(assembled).toBeGreaterThan(800)
  })

  test('never has more of the text in memory than a block and an element', async () => {
    const entries = Array.from({ length: 1000 }, (_, id) => ({ id, text: 'x'.repeat(50) }))
    const text = JSON.stringify({
      head: 1,
      results: [
        { name: 'a', entries },
        { name: 'b', entries },
      ],
      tail: [1, 2],
    })
    const { value, longest } = await inPieces(text, 500)
    expect(value).toEqual(JSON.parse(text))
    expect(longest).toBeLessThan(700)
  })

  test('keeps few pieces of many small elements', async () => {
    const { container } = await inPieces(`[${'1,'.repeat(50_000)}1]`, 1000)
    expect(container?.parts.length).toBeLessThan(110)
  })

  test('has no pieces when it is small', async () => {
    expect((await inPieces('{"a":[1,2,3]}', 100)).container).toBeUndefined()
  })

  test('keeps __proto__ a plain member, and the last one of equal keys', async () => {
    const { value } = await inPieces('{"__proto__":{"a":[1,2,3]},"b":[1,2,3],"b":[4,5,6]}', 4)
    expect(Object.getOwnPropertyDescriptor(value, '__proto__')?.value).toEqual({ a: [1, 2, 3] })
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(value).toMatchObject({ b: [4, 5, 6] })
  })
})

function several(random: () => number): string[] {
  return Array.from({ length: Math.floor(random() * 8) }, () => randomValue(random, 3))
}
