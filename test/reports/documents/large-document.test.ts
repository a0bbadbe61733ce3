import { appendFileSync, closeSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { openRegularFile } from '../../../src/regular-file.js'
import { type LoadedDocument, SIZES, type Sizes } from '../../../src/reports/documents/document.js'
import { loadLargeDocument } from '../../../src/reports/documents/large-document.js'
import { loadDocument } from '../../../src/reports/documents/load-document.js'
import { inFolder } from '../folder.js'
import { randomFrom, randomLog } from './random-json.js'

const SMALL: Sizes = { ...SIZES, whole: 0, chunk: 16, block: 40, piece: 2 ** 20 }

async function load(path: string, sizes: Partial<Sizes> = {}): Promise<LoadedDocument> {
  const opened = openRegularFile(path)
  if (opened === undefined) throw new Error(`${path} is no file`)
  try {
    return await loadLargeDocument(opened, path, { sizes: { ...SMALL, ...sizes } })
  } finally {
    closeSync(opened.file)
  }
}

/** The whole document again, from its two halves. */
function joined({ document }: LoadedDocument): unknown {
  const log = document.skeleton
  if (!isObject(log) || !Array.isArray(log['runs'])) return log
  const runs = log['runs'].map((run: unknown, index) => {
    const results = document.results(index)
    return results === undefined ? run : { ...(run as object), results: [...results] }
  })
  return { ...log, runs }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

describe('loadLargeDocument', () => {
  test('gives what JSON.parse gives, for random logs, however they are cut', () =>
    inFolder(async (folder) => {
      let withResults = 0
      for (let seed = 0; seed < 250; seed++) {
        const text = randomLog(randomFrom(seed))
        const path = folder.write('log.json', text)
        const expected: unknown = JSON.parse(text)
        for (const chunk of [1, 2, 3, 7, 16, 61, 4096]) {
          const loaded = await load(path, { chunk, block: chunk === 61 ? 1 : 40 })
          expect({ seed, chunk, value: joined(loaded) }).toEqual({ seed, chunk, value: expected })
          if (loaded.document.results(0) !== undefined) withResults++
        }
      }
      expect(withResults).toBeGreaterThan(500)
    }))

  test('agrees with a document that is parsed as a whole about which results there are', () =>
    inFolder(async (folder) => {
      for (let seed = 1000; seed < 1200; seed++) {
        const path = folder.write('log.json', randomLog(randomFrom(seed)))
        const large = (await load(path)).document
        const whole = (await loadDocument(path)).document
        expect({ seed, skeleton: large.skeleton }).toEqual({ seed, skeleton: whole.skeleton })
        for (const index of [0, 1, 2, 3, 4]) {
          const results = whole.results(index)
          expect(resultsOf(large, index)).toEqual(results === undefined ? undefined : [...results])
        }
      }
    }))

  test.each([
    [
      'rules and artifacts after the results',
      '{"runs":[{"results":[{"a":1},{"b":2}],"tool":{"driver":{"rules":[1]}},"artifacts":[2]}],"version":"2.1.0"}',
      [{ a: 1 }, { b: 2 }],
    ],
    ['elements that are no objects', '{"runs":[{"results":[null, 1 ,"x,]",true,[2],{}]}]}', [null, 1, 'x,]', true, [2], {}]],
    ['keys that are written with escapes', '{"r\\u0075ns":[{"\\u0072esults":[{"a":1}]}]}', [{ a: 1 }]],
    ['the last of two equal keys', '{"runs":[{"results":[1,2]}],"runs":[{"results":[3],"results":[4,5]}]}', [4, 5]],
    ['no result', '{"runs":[{"results":[ \n ]}]}', []],
    ['results that are null', '{"runs":[{"results":null}]}', undefined],
    ['results that are null the second time', '{"runs":[{"results":[1],"results":null}]}', undefined],
    ['no results at all', '{"runs":[{}]}', undefined],
    ['results of something that is no run', '{"runs":{"results":[1]},"x":[{"results":[2]}],"results":[3]}', undefined],
    ['runs in another place', '[{"runs":[{"results":[1]}]}]', undefined],
    ['results deeper down', '{"runs":[{"tool":{"results":[1]},"results":[{"results":[2]}]}]}', [{ results: [2] }]],
  ])('reads %s', (_, text, expected) =>
    inFolder(async (folder) => {
      const loaded = await load(folder.write('log.json', text))
      expect(resultsOf(loaded.document, 0)).toEqual(expected)
      expect(joined(loaded)).toEqual(JSON.parse(text))
    }),
  )

  test('can be started again, also when it was left in the middle', () =>
    inFolder(async (folder) => {
      const { document } = await load(
        folder.write('log.json', JSON.stringify({ runs: [{ results: Array.from({ length: 100 }, (_, id) => ({ id })) }] })),
      )
      for (const result of document.results(0) ?? []) if (isObject(result) && result['id'] === 40) break
      expect(resultsOf(document, 0)).toHaveLength(100)
      expect(resultsOf(document, 0)?.[99]).toEqual({ id: 99 })
    }))

  test('keeps __proto__ as a plain key', () =>
    inFolder(async (folder) => {
      const { document } = await load(
        folder.write('log.json', '{"__proto__":{"polluted":1},"runs":[{"results":[{"__proto__":{"polluted":2}}]}]}'),
      )
      const [result] = resultsOf(document, 0) ?? []
      expect(Object.hasOwn(document.skeleton as object, '__proto__')).toBe(true)
      expect(Object.hasOwn(result as object, '__proto__')).toBe(true)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    }))

  test('skips a byte order mark', () =>
    inFolder(async (folder) => {
      const loaded = await load(folder.write('log.json', '\ufeff{"runs":[{"results":[{"text":"é"}]}]}'))
      expect(joined(loaded)).toEqual({ runs: [{ results: [{ text: 'é' }] }] })
    }))

  test('tells the place of an error inside of a result', () =>
    inFolder(async (folder) => {
      const path = folder.write('log.json', '{"runs":[{"results":[\n{"é":1},\n{"é":2,,}]}]}')
      await expect(load(path)).rejects.toThrow('unexpected "," at line 3, column 8')
    }))

  test('replaces bytes that are no UTF-8 and tells it', () =>
    inFolder(async (folder) => {
      const bytes = Buffer.concat([Buffer.from('{"runs":[{"results":["a'), Buffer.from([0xff, 0xe2, 0x82]), Buffer.from('z"]}]}')])
      const loaded = await load(folder.write('log.json', bytes))
      expect(loaded.validUtf8).toBe(false)
      expect(resultsOf(loaded.document, 0)).toEqual(['a\ufffd\ufffdz'])
    }))

  test('notices that the file has changed since it was opened', () =>
    inFolder(async (folder) => {
      const path = folder.write('log.json', '{"runs":[{"results":[1,2,3]}]}')
      const { document } = await load(path)
      appendFileSync(path, ' ')
      expect(() => resultsOf(document, 0)).toThrow('the file changed while it was read')
      writeFileSync(path, '')
      expect(() => resultsOf(document, 0)).toThrow('the file changed while it was read')
    }))

  test.each([
    ['longer', (path: string) => appendFileSync(path, ' ')],
    ['shorter', (path: string) => truncateSync(path, 9)],
    ['another one of the same size', (path: string) => utimesSync(path, 1, 1)],
  ])('notices that the file has become %s while it is read', (_name, change) =>
    inFolder(async (folder) => {
      const path = folder.write('log.json', '{"runs":[{"results":[1,2,3]}]}')
      const opened = openRegularFile(path)
      if (opened === undefined) throw new Error(`${path} is no file`)
      change(path)
      await expect(loadLargeDocument(opened, path, { sizes: SMALL })).rejects.toThrow('the file changed while it was read')
      closeSync(opened.file)
    }),
  )

  const SAME_SIZE = '{"runs":[{"results":[1,2,4]}]}'
  test.each([
    ['of the same size, later', SAME_SIZE, 1],
    ['of another size, at the same time', `${SAME_SIZE} `, 0],
    ['of the same size, at the same time, that is no JSON', SAME_SIZE.replace('1', ']'), 0],
  ])('notices that the file was replaced by one %s', (_name, text, later) =>
    inFolder(async (folder) => {
      const path = folder.write('log.json', '{"runs":[{"results":[1,2,3]}]}')
      utimesSync(path, 1000, 1000)
      const { document } = await load(path)
      writeFileSync(path, text)
      utimesSync(path, 1000, 1000 + later)
      expect(statSync(path).mtimeMs).toBe((1000 + later) * 1000)
      expect(() => resultsOf(document, 0)).toThrow('the file changed while it was read')
    }),
  )

  test('refuses a report that is too large even without its results, and a single result that is too large', () =>
    inFolder(async (folder) => {
      const artifacts = folder.write('artifacts.json', JSON.stringify({ runs: [{ results: [1], artifacts: 'x'.repeat(5000) }] }))
      const result = folder.write('result.json', JSON.stringify({ runs: [{ results: [1, 'x'.repeat(5000), 2] }] }))
      await expect(load(artifacts, { piece: 4096 })).rejects.toThrow('without its results the report has 1 MB')
      await expect(load(result, { piece: 4096 })).rejects.toThrow('a single result of runs[0] has 1 MB')
      expect(joined(await load(result, { piece: 6000 }))).toEqual({ runs: [{ results: [1, 'x'.repeat(5000), 2] }] })
    }))

  test('refuses a report that is too large and no log, which could not be cut', () =>
    inFolder(async (folder) => {
      const path = folder.write('report.json', JSON.stringify({ matches: ['x'.repeat(5000)] }))
      await expect(load(path, { piece: 4096 })).rejects.toThrow('the report has 1 MB; the limit is 1 MB')
      expect(joined(await load(path, { piece: 6000 }))).toEqual({ matches: ['x'.repeat(5000)] })
    }))
})

function resultsOf(document: LoadedDocument['document'], index: number): unknown[] | undefined {
  const results = document.results(index)
  return results === undefined ? undefined : [...results]
}
