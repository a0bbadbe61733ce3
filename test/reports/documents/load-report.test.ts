import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { type LoadedDocument, SIZES } from '../../../src/reports/documents/document.js'
import { loadReport } from '../../../src/reports/documents/load-report.js'
import { childrenOf, childText, isXmlElement, type XmlElement } from '../../../src/reports/documents/xml.js'
import { openReports } from '../../../src/reports/open.js'
import { inFolder } from '../folder.js'

async function load(content: string | Uint8Array, sizes = SIZES): Promise<LoadedDocument> {
  const loaded: LoadedDocument[] = []
  await inFolder(async (folder) => {
    loaded.push(await loadReport(folder.write('report', content), { sizes }))
  })
  const [document] = loaded
  if (document === undefined) throw new Error('not loaded')
  return document
}

const skeletonOf = async (content: string | Uint8Array, sizes = SIZES) => (await load(content, sizes)).document.skeleton

async function xmlOf(content: string | Uint8Array): Promise<XmlElement> {
  const root = await skeletonOf(content)
  if (!isXmlElement(root)) throw new Error('no XML')
  return root
}

async function errorOf(content: string | Uint8Array): Promise<UserError> {
  const error: unknown = await load(content).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UserError)) throw new Error(`no UserError but ${String(error)}`)
  return error
}

describe('JSON values one after another', () => {
  test.each([
    ['on a line each', '{"a":1}\n{"a":2}\n'],
    ['on a line each as Windows ends them', '{"a":1}\r\n{"a":2}\r\n'],
    ['over several lines', '{\n "a": 1\n}\n{\n "a": 2\n}'],
    ['without anything between them', '{"a":1}{"a":2}'],
    ['behind a byte order mark', '\ufeff{"a":1}\n{"a":2}'],
    ['with a zero byte behind each', '{"a":1}\0{"a":2}\0'],
    ['with a zero byte and a line feed behind each', '{"a":1}\0\n{"a":2}\0\n'],
    ['with a zero byte between them', '{"a":1}\n\0{"a":2}'],
  ])('are a sequence: %s', async (_, text) => {
    for (const sizes of [SIZES, { ...SIZES, whole: 3 }]) {
      const { document } = await load(text, sizes)
      expect([document.syntax, document.skeleton, document.cutOff]).toEqual(['sequence', [{ a: 1 }, { a: 2 }], undefined])
      expect(document.refusal?.message).toContain('something follows the JSON')
    }
  })

  test('may be of any kind', async () => {
    expect(await skeletonOf('[1] "two"\n3 null {}')).toEqual([[1], 'two', 3, null, {}])
  })

  test('are known to be cut off in the middle of one', async () => {
    const { document } = await load('{"a":1}\n{"a":2}\n{"a":')
    expect([document.skeleton, document.cutOff]).toEqual([[{ a: 1 }, { a: 2 }], true])
  })

  test.each([
    ['{"a":1}\0', [{ a: 1 }]],
    ['{"a":1}\0 \r\n\t', [{ a: 1 }]],
    ['1\0', [1]],
  ])('are a sequence of one that a zero byte ends: %j', async (text, values) => {
    const { document } = await load(text)
    expect([document.syntax, document.skeleton, document.cutOff]).toEqual(['sequence', values, undefined])
  })

  test('are known to be cut off behind a zero byte', async () => {
    const { document } = await load('{"a":1}\0{"a":')
    expect([document.skeleton, document.cutOff]).toEqual([[{ a: 1 }], true])
  })

  test.each([
    ['{"a":1}\nDone.'],
    ['{"a":1}]'],
    ['{"a":1}\n{"a":x}'],
    ['{"a":1},{"a":2}'],
    [`{"a":1}${'\0'.repeat(512)}`],
    ['{"a":1}\0Done.\0'],
  ])('are no sequence with anything else between them: %s', async (text) => {
    expect(await errorOf(text)).toMatchObject({ code: 'REPORT_NOT_JSON', message: expect.stringContaining('something follows the JSON') })
  })

  test('keep keys such as __proto__ as plain members', async () => {
    const values = (await skeletonOf('{"__proto__":{"a":1}}\n{}')) as object[]
    expect(Object.getOwnPropertyDescriptor(values[0], '__proto__')?.value).toEqual({ a: 1 })
  })

  test('say when they are no UTF-8', async () => {
    expect((await load(Buffer.from('{"a":"\xe9"}\n{}', 'latin1'))).validUtf8).toBe(false)
  })
})

describe('an empty file', () => {
  test.each([[''], [' \n\t\r\n'], ['\ufeff'], [' '.repeat(10_000)]])('is a document of nothing: %j', async (text) => {
    const { document } = await load(text)
    expect([document.syntax, document.refusal?.code]).toEqual(['nothing', 'REPORT_EMPTY'])
  })
})

describe('XML', () => {
  test('becomes elements without prefixes, with attributes and text', async () => {
    const root = await xmlOf(
      '\ufeff<?xml version="1.0"?>\n<!-- c --><x:a b="1 &lt; 2" x:c="&#x41;"> t &amp; <d>e</d><![CDATA[<u>]]> </x:a>',
    )
    expect(root).toEqual({
      name: 'a',
      attributes: new Map([
        ['b', '1 < 2'],
        ['c', 'A'],
      ]),
      children: [{ name: 'd', attributes: new Map(), children: [], text: 'e' }],
      text: 't & <u>',
    })
    expect([childrenOf(root, 'd').length, childText(root, 'd'), childText(root, 'f')]).toEqual([1, 'e', undefined])
  })

  test.each([
    ['UTF-16', Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>é</a>', 'utf16le')],
    ['UTF-16 without a byte order mark', Buffer.from('<a>é</a>', 'utf16le')],
    ['ISO-8859-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 'latin1')],
    ['gzip', gzipSync('<a>é</a>')],
  ])('is read in %s', (_, content) =>
    inFolder(async (folder) => {
      const path = folder.write('report.xml', content)
      const options = { format: 'auto', roots: [], readSource: () => undefined, tempDirectory: folder.at('temporary') }
      const { errors } = await openReports({ path, shown: 'report.xml' }, options)
      expect(errors.map(({ message }) => message)).toEqual(['report.xml: no known report format: XML with the root element "a"'])
    }),
  )

  test('with an unknown encoding is taken for UTF-8', async () => {
    expect((await xmlOf('<?xml version="1.0" encoding="x-klingon"?><a>é</a>')).text).toBe('é')
  })

  test.each([
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an entity of entities', '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>'],
    ['an end tag too few', '<a><b></a>'],
    ['a second root', '<a/><b/>'],
    ['a control character', '<a>\u0001</a>'],
    ['a web page', '<!DOCTYPE html><html><body><br><p>Not found</body></html>'],
    ['nothing behind the bracket', '<'],
  ])('with %s is refused without a word of it being expanded or repeated at length', async (_, text) => {
    const error = await errorOf(text)
    expect([error.code, error.message]).toEqual([
      'REPORT_NOT_JSON',
      expect.stringMatching(/^this is neither JSON nor well-formed XML at line 1: ".{0,60}"$/),
    ])
  })

  test('skips an external document type instead of fetching it', async () => {
    expect((await xmlOf('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a>b</a>')).text).toBe('b')
  })

  test.each([[600], [200_000]])('that nests %d levels deep is an error and no crash', async (depth) => {
    expect(await errorOf('<a>'.repeat(depth) + '</a>'.repeat(depth))).toMatchObject({ code: 'REPORT_UNREADABLE' })
  })

  test('keeps attributes such as __proto__ as plain members', async () => {
    const { attributes } = await xmlOf('<a __proto__="1" constructor="2"/>')
    expect([...attributes]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
  })
})
