/** A tree has the same paths and the same Ids wherever it was scanned. */
import { describe, expect, test } from '@jest/globals'
import type { ReportRun } from '../../src/finding.js'
import { identify } from '../../src/identity/identify.js'
import { createLedger } from '../../src/identity/ledger.js'
import { createSourceHashes } from '../../src/identity/source-hashes.js'
import { otherDocument, wholeDocument } from '../../src/reports/documents/document.js'
import type { FormatOptions } from '../../src/reports/documents/report-format.js'
import { parseReportXml } from '../../src/reports/documents/xml.js'
import type { NativeFormat } from '../../src/reports/native/format.js'
import { reportFormat } from '../../src/reports/native/report-format.js'
import { rootsOf } from '../../src/steps/read/roots.js'
import { NATIVE, TREE, WRITTEN } from './same-tree.js'
import { readLog } from './sarif/support.js'

const ROOTS = rootsOf({ workspace: '/home/runner/work/shop/shop', repository: 'acme/shop' })
const TOOLS = ['ruff', 'Android Lint', 'CodeQL', 'KICS', 'njsscan']

/** A checkout with these files, each of its own text. */
function checkout(paths: readonly string[], more: Partial<FormatOptions> = {}): FormatOptions {
  const readSource = (path: string) => (paths.includes(path) ? `first of ${path}\nsecond of ${path}\n` : undefined)
  return { roots: ROOTS, readSource, exists: (path) => paths.includes(path), readExternal: () => undefined, ...more }
}

function nativeRuns(format: NativeFormat, value: unknown, options: FormatOptions): readonly ReportRun[] {
  const document = format.shape === 'xml' ? otherDocument('xml', parseReportXml(String(value))) : wholeDocument(value)
  return reportFormat(format).read(document, options)
}

function sarifRuns(tool: string, uris: readonly string[], options: FormatOptions, more: object = {}): readonly ReportRun[] {
  const results = uris.map((uri) => ({
    ruleId: 'r',
    message: { text: 'Bad' },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 2 } } }],
  }))
  return readLog({ runs: [{ tool: { driver: { name: tool } }, results, ...more }] }, options)
}

/** The path and the Id of every finding; no Id for one that repeats another. */
function told(runs: readonly ReportRun[], { readSource }: FormatOptions): readonly (readonly [unknown, unknown])[] {
  const findings = runs.flatMap((run) => [...run.readings()].flatMap((reading) => ('finding' in reading ? [reading.finding] : [])))
  const ledger = createLedger()
  const options = { survey: { trusts: () => false }, sources: createSourceHashes(readSource) }
  for (const finding of findings) ledger.add(finding, identify(finding, options).fingerprint, '')
  const ids = ledger.settle('')
  return findings.map(({ location }, index) => [location?.path, ids.at(index)])
}

const paths = (entries: readonly (readonly [unknown, unknown])[]) => entries.map(([path]) => path)
const ids = (entries: readonly (readonly [unknown, unknown])[]) => entries.map(([, id]) => id)

describe.each(NATIVE.map(([format, report]) => [format.id, format, report] as const))('%s', (_, format, report) => {
  const scan = (written: readonly string[], options: FormatOptions) => told(nativeRuns(format, report(written), options), options)
  const expected = scan(TREE, checkout(TREE))

  test.each(WRITTEN)('finds the files of a tree that was scanned %s', (_where, write) => {
    expect(paths(expected)).toEqual(TREE)
    expect(scan(TREE.map(write), checkout(TREE))).toEqual(expected)
  })

  test.each([
    ['the report lies in', { folder: 'shops/main' }],
    ['the user names', { sourceRoot: 'shops/main' }],
    ['is around that of the report', { folder: 'shops/main/out' }],
  ])('counts from the folder that %s', (_how, more) => {
    const below = TREE.map((path) => `shops/main/${path}`)
    expect(paths(scan(TREE, checkout(below, more)))).toEqual(below)
    expect(
      paths(
        scan(
          TREE.map((path) => `/src/${path}`),
          checkout(below, more),
        ),
      ),
    ).toEqual(below)
  })

  test.each(WRITTEN.filter(([where]) => /container at|clone|temporary|Pipelines/.test(where)))(
    'never takes two files for one without a checkout, %s',
    (_where, write) => {
      const found = ids(scan(TREE.map(write), checkout([])))
      expect(new Set(found)).toEqual(new Set(found.filter((id) => id !== undefined)))
      expect(new Set(found).size).toBe(TREE.length)
    },
  )

  test('takes an equal result in the same file of another machine for the same', () => {
    const twice = ['/data/x/y/a.ext', '/data/x/y/a.ext', '/data/x/z/a.ext']
    expect(ids(scan(twice, checkout([]))).filter((id) => id !== undefined)).toHaveLength(2)
  })

  test('takes a file for the same file however its path is written', () => {
    const spelt = ['cart/util.ext', './cart/util.ext', '/home/runner/work/shop/shop/cart/util.ext', 'D:\\a\\shop\\shop\\cart\\util.ext']
    expect(ids(scan(spelt, checkout(TREE))).filter((id) => id !== undefined)).toHaveLength(1)
  })
})

describe.each(TOOLS)('SARIF of %s', (tool) => {
  const scan = (uris: readonly string[], options = checkout(TREE), more: object = {}) => told(sarifRuns(tool, uris, options, more), options)
  const expected = scan(TREE)

  test.each(WRITTEN)('finds the files of a tree that was scanned %s', (_where, write) => {
    expect(paths(expected)).toEqual(TREE)
    expect(scan(TREE.map(write))).toEqual(expected)
  })

  test.each(WRITTEN.filter(([, write]) => /^(?:\/|[A-Z]:)/.test(write('a'))))('finds them through file: URIs, %s', (_where, write) => {
    const uri = (path: string) =>
      `file://${write(path)
        .replaceAll('\\', '/')
        .replace(/^(?=[A-Z]:)/, '/')
        .replaceAll('~', '%7E')}`
    expect(scan(TREE.map(uri))).toEqual(expected)
  })

  test.each([
    ['SRCROOT', 'file:///builds/x/shop/'],
    ['PWD', 'file:///work/'],
    ['PWD', 'file:///home/somebody/deep/place/'],
    ['PROJECTROOT', 'file:///C:/agent/_work/7/s/'],
    ['ROOTPATH', 'file:///'],
    ['anything', 'file:///tmp/tmp.Qx1/'],
  ])('finds them on the base %s %s', (id, uri) => {
    const results = TREE.map((path) => ({
      ruleId: 'r',
      message: { text: 'Bad' },
      locations: [{ physicalLocation: { artifactLocation: { uri: path, uriBaseId: id }, region: { startLine: 2 } } }],
    }))
    const runs = readLog({ runs: [{ tool: { driver: { name: tool } }, originalUriBaseIds: { [id]: { uri } }, results }] }, checkout(TREE))
    expect(told(runs, checkout(TREE))).toEqual(expected)
  })

  test('counts from the folder in which the scan ran', () => {
    const below = TREE.map((path) => `shops/main/${path}`)
    for (const uri of [
      'file:///home/runner/work/shop/shop/shops/main',
      'file:///builds/x/shop/shops/main/',
      'file:///somewhere/shops/main',
    ]) {
      const more = { invocations: [{ executionSuccessful: true, workingDirectory: { uri } }] }
      expect(paths(scan(TREE, checkout([...below, ...TREE]), more))).toEqual(below)
    }
  })

  test('never takes two files for one without a checkout', () => {
    for (const [, write] of WRITTEN) expect(new Set(ids(scan(TREE.map(write), checkout([])))).size).toBe(TREE.length)
  })
})
