import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { type LoadedDocument, SIZES } from '../../../src/reports/documents/document.js'
import { loadDocument } from '../../../src/reports/documents/load-document.js'
import { inFolder } from '../folder.js'

async function load(content: string | Uint8Array, whole = SIZES.whole): Promise<LoadedDocument> {
  let loaded: LoadedDocument | undefined
  await inFolder(async (folder) => {
    loaded = await loadDocument(folder.write('report.json', content), { sizes: { ...SIZES, whole } })
  })
  if (loaded === undefined) throw new Error('not loaded')
  return loaded
}

async function errorOf(content: string | Uint8Array, whole?: number): Promise<UserError> {
  const error = await load(content, whole).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UserError)) throw new Error(`no UserError but ${String(error)}`)
  return error
}

describe('loadDocument', () => {
  test('empties the results of the skeleton and gives them by run', async () => {
    const { document, needsFile } = await load('{"version":"2.1.0","runs":[{"results":[1,2]},null,{"results":null},{"tool":1}],"x":3}')
    expect(document.skeleton).toEqual({ version: '2.1.0', runs: [{ results: [] }, null, { results: null }, { tool: 1 }], x: 3 })
    expect([0, 1, 2, 3, 4].map((index) => document.results(index))).toEqual([[1, 2], undefined, undefined, undefined, undefined])
    expect(needsFile).toBe(false)
  })

  test.each([['[1,2]'], ['null'], ['"text"'], ['3'], ['{"runs":null}'], ['{"runs":{"results":[1]}}']])(
    'takes %s as it is',
    async (text) => {
      const { document } = await load(text)
      expect(document.skeleton).toEqual(JSON.parse(text))
      expect(document.results(0)).toBeUndefined()
    },
  )

  test('keeps __proto__ as a plain key of the log and of its runs', async () => {
    const { document } = await load('{"__proto__":{"a":1},"runs":[{"__proto__":{"b":2},"results":[]}]}')
    const skeleton = document.skeleton as { runs: object[] }
    expect(Object.getOwnPropertyDescriptor(skeleton, '__proto__')?.value).toEqual({ a: 1 })
    expect(Object.getOwnPropertyDescriptor(skeleton.runs[0], '__proto__')?.value).toEqual({ b: 2 })
    expect(Object.getPrototypeOf(skeleton)).toBe(Object.prototype)
  })

  test('skips a byte order mark', async () => {
    expect((await load('\ufeff{"a":"é"}')).document.skeleton).toEqual({ a: 'é' })
  })

  test.each([
    ['valid', Buffer.from('{"a":"é😀\u2028"}'), true, 'é😀\u2028'],
    ['Latin-1', Buffer.from('{"a":"caf\xe9"}', 'latin1'), false, 'caf\ufffd'],
    ['a half surrogate pair', Buffer.from('7b2261223a22eda0bd227d', 'hex'), false, '\ufffd\ufffd\ufffd'],
    ['overlong', Buffer.from('7b2261223a22c0af227d', 'hex'), false, '\ufffd\ufffd'],
  ])('says whether text is UTF-8: %s', async (_, bytes, valid, text) => {
    const { document, validUtf8 } = await load(bytes)
    expect({ validUtf8, skeleton: document.skeleton }).toEqual({ validUtf8: valid, skeleton: { a: text } })
  })

  test.each([
    ['', 'REPORT_EMPTY', 'the file is empty'],
    [' \r\n\t', 'REPORT_EMPTY', 'the file is empty'],
    ['\ufeff', 'REPORT_EMPTY', 'the file is empty'],
    ['{"a":\n  [1, 2', 'REPORT_NOT_JSON', 'the JSON ends too early, at line 2, column 8'],
    ['{"é": 1,\n"😀": x}', 'REPORT_NOT_JSON', 'this is not JSON: unexpected "x" at line 2, column 6'],
    ['{"a": 1}\n{"a": 2}', 'REPORT_NOT_JSON', 'something follows the JSON at line 2, column 1: "{"'],
    ['<?xml version="1.0"?>', 'REPORT_NOT_JSON', 'this is not JSON: unexpected "<" at line 1, column 1'],
    ['{"a": \u001b[31m}', 'REPORT_NOT_JSON', 'this is not JSON: unexpected byte 0x1b at line 1, column 7'],
    ['{"a": é}', 'REPORT_NOT_JSON', 'this is not JSON: unexpected byte 0xc3 at line 1, column 7'],
    ['::error::pwned\n##[error]pwned', 'REPORT_NOT_JSON', 'this is not JSON: unexpected ":" at line 1, column 1'],
    ['['.repeat(100_000) + ']'.repeat(100_000), 'REPORT_UNREADABLE', 'the JSON nests deeper than 512 levels at line 1, column 513'],
  ])('refuses %#: %s', async (text, code, message) => {
    for (const whole of [SIZES.whole, 0]) expect(await errorOf(text, whole)).toMatchObject({ code, message })
  })

  test('never repeats the text of a report in an error', async () => {
    const error = await errorOf('{"password": "hunter2" hunter2}')
    expect(`${error.message} ${error.hint}`).not.toContain('hunter2')
  })

  test.each([
    ['Scanning…', /without any other output/],
    ['{"a":1}\n{"a":2}', /Two SARIF logs in one file/],
    ['{"a"', /stopped while it wrote/],
  ])('says what may have happened to %j', async (text, hint) => {
    expect((await errorOf(text)).hint).toMatch(hint)
  })

  test('reads the same document whether it is taken for large or not', async () => {
    const text = JSON.stringify({ version: '2.1.0', runs: [{ tool: {}, results: [{ a: 1 }, { b: [2] }] }] })
    await inFolder(async (folder) => {
      const path = folder.write('report.json', text)
      const whole = await loadDocument(path)
      const large = await loadDocument(path, { sizes: { ...SIZES, whole: text.length - 1 } })
      expect(large.needsFile).toBe(true)
      expect(large.document.skeleton).toEqual(whole.document.skeleton)
      expect([...(large.document.results(0) ?? [])]).toEqual(whole.document.results(0))
    })
  })

  test.each([
    ['a small file', SIZES.whole, '{"runs":[{"results":[1,2,3]}]}'],
    ['a log of which the results are left in the file', 10, '{"runs":[{"results":[1,2,3]}]}'],
    ['a large file that is no log, which is looked through twice', 10, '{"matches":[1,2,3]}'],
  ])('tells of the bytes of %s, each once, as they come', async (_what, whole, text) => {
    await inFolder(async (folder) => {
      const told: number[] = []
      const path = folder.write('report.json', text)
      await loadDocument(path, { sizes: { ...SIZES, whole, chunk: 8 }, onBytes: (count) => told.push(count) })
      expect(told.reduce((sum, count) => sum + count, 0)).toBe(text.length)
      expect(told).toHaveLength(whole === 10 ? Math.ceil(text.length / 8) : 1)
    })
  })
})
