import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import type { UserError } from '../../src/errors.js'
import type { Report } from '../../src/finding.js'
import { SIZES } from '../../src/reports/documents/document.js'
import { type OpenOptions, openReports } from '../../src/reports/open.js'
import { zipOf } from './containers/zip-writer.js'
import { asOrdinaryUser, type Folder, inFolder } from './folder.js'

const LOG = {
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      results: ['one', 'two é', 'three'].map((text) => ({ ruleId: 'R1', level: 'warning', message: { text } })),
      tool: { driver: { name: 'Tester', version: '1.2.3', rules: [{ id: 'R1' }] } },
    },
  ],
}
const SARIF = JSON.stringify(LOG)
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

function open(folder: Folder, path: string, options: Partial<OpenOptions> = {}) {
  const all = { format: 'auto', roots: [folder.path], readSource: () => undefined, tempDirectory: folder.at('temporary'), ...options }
  return openReports({ path, shown: path.slice(folder.path.length + 1) }, all)
}

function messages(reports: readonly Report[]): readonly string[] {
  const readings = reports.flatMap(({ runs }) => runs.flatMap((run) => [...run.readings()]))
  return readings.map((reading) => ('finding' in reading ? reading.finding.message : reading.verdict))
}

const problems = (reports: readonly Report[]) =>
  reports.flatMap(({ runs }) => runs.flatMap((run) => run.problems().map(({ code }) => code)))
const large = { ...SIZES, whole: 10 }

describe('openReports', () => {
  test('reads a SARIF file', () =>
    inFolder(async (folder) => {
      const { reports, errors, notices } = await open(folder, folder.write('reports/a.sarif', SARIF))
      expect(reports.map(({ path, format, runs }) => [path, format, runs.length])).toEqual([['reports/a.sarif', 'sarif', 1]])
      expect(reports[0]?.runs[0]?.tool).toMatchObject({ name: 'Tester', version: '1.2.3' })
      expect(messages(reports)).toEqual(['one', 'two é', 'three'])
      expect([errors, notices, problems(reports)]).toEqual([[], [], []])
      expect(folder.files()).toEqual(['reports/a.sarif'])
    }))

  test.each([
    ['gzip', gzipSync(SARIF), []],
    ['gzip in gzip', gzipSync(gzipSync(SARIF)), []],
    ['gzip in two members', Buffer.concat([gzipSync(SARIF.slice(0, 50)), gzipSync(SARIF.slice(50))]), []],
    ['UTF-8 with a byte order mark', `\ufeff${SARIF}`, []],
    ['UTF-16LE with a byte order mark', Buffer.from(`\ufeff${SARIF}`, 'utf16le'), ['encoding']],
    ['UTF-16LE without a byte order mark', Buffer.from(SARIF, 'utf16le'), ['encoding']],
    ['UTF-16BE with a byte order mark', utf16be(`\ufeff${SARIF}`), ['encoding']],
    ['UTF-16BE without a byte order mark', utf16be(SARIF), ['encoding']],
    ['UTF-16 in gzip', gzipSync(Buffer.from(`\ufeff${SARIF}`, 'utf16le')), ['encoding']],
    ['gzip in zip', zipOf([{ name: 'a.sarif.gz', content: gzipSync(SARIF) }]), []],
  ])('reads %s whatever the file is called, small or large', (_, content, expectedProblems) =>
    inFolder(async (folder) => {
      const path = folder.write('report.txt', content)
      for (const sizes of [SIZES, large]) {
        const { reports, errors } = await open(folder, path, { sizes })
        expect({ messages: messages(reports), again: messages(reports), errors }).toEqual({
          messages: ['one', 'two é', 'three'],
          again: ['one', 'two é', 'three'],
          errors: [],
        })
        expect(problems(reports)).toEqual(expectedProblems)
      }
    }),
  )

  test('leaves no unpacked file behind unless results are still to be read from it', () =>
    inFolder(async (folder) => {
      const path = folder.write('a.sarif.gz', gzipSync(gzipSync(SARIF)))
      await open(folder, path)
      expect(folder.files()).toEqual(['a.sarif.gz'])
      await open(folder, path, { sizes: large })
      const [kept, ...others] = folder.files().filter((name) => name !== 'a.sarif.gz')
      expect(others).toEqual([])
      expect(statSync(folder.at(kept ?? '')).mode & 0o777).toBe(0o600)
    }))

  test('tells bytes that are no UTF-8 once, with the first run', () =>
    inFolder(async (folder) => {
      const twoRuns = JSON.stringify({ ...LOG, runs: [...LOG.runs, ...LOG.runs] }).replace('two', 'tw\u00f6')
      for (const sizes of [SIZES, large]) {
        const { reports } = await open(folder, folder.write('a.sarif', Buffer.from(twoRuns, 'latin1')), { sizes })
        expect(reports[0]?.runs.map((run) => run.problems().map(({ code }) => code))).toEqual([['encoding'], []])
        expect(messages(reports)[1]).toBe('tw\ufffd \ufffd')
      }
    }))

  test('opens every report of an archive, tells the bad ones and what was left out', () =>
    inFolder(async (folder) => {
      const archive = zipOf([
        { name: 'b/good.sarif', content: SARIF },
        { name: 'a/bad.sarif', content: '{' },
        { name: 'c/broken.sarif', content: SARIF, crc: 1 },
        { name: 'd.sarif', content: SARIF },
        { name: 'other.json', content: '{}' },
      ])
      const { reports, errors, notices } = await open(folder, folder.write('artifact.zip', archive))
      expect(reports.map(({ path }) => path)).toEqual(['artifact.zip/b/good.sarif', 'artifact.zip/d.sarif'])
      expect(errors.map(({ code, message }) => [code, message])).toEqual([
        ['REPORT_NOT_JSON', 'artifact.zip/a/bad.sarif: the JSON ends too early, at line 1, column 2'],
        ['REPORT_UNREADABLE', 'artifact.zip/c/broken.sarif: the archive is damaged: its checksum is wrong'],
      ])
      expect(notices).toEqual([expect.stringMatching(/^artifact\.zip: 1 JSON file or archive left out/)])
      expect(folder.files()).toEqual(['artifact.zip'])
    }))

  test.each([
    ['an empty file', '', 'REPORT_EMPTY', 'a.sarif: the file is empty'],
    ['plain text', 'No issues found.', 'REPORT_NOT_JSON', 'a.sarif: this is not JSON: unexpected "N" at line 1, column 1'],
    ['gzip of nothing', gzipSync(''), 'REPORT_EMPTY', 'a.sarif: the file is empty'],
    ['gzip that is cut off', gzipSync(SARIF).subarray(0, 60), 'REPORT_UNREADABLE', 'a.sarif: the gzip file is damaged or cut off'],
    [
      'gzip that is damaged',
      Buffer.concat([gzipSync(SARIF).subarray(0, 30), Buffer.alloc(90, 7)]),
      'REPORT_UNREADABLE',
      'a.sarif: the gzip file is damaged or cut off',
    ],
    [
      'gzip in gzip without end',
      gzipSync(gzipSync(gzipSync(gzipSync(SARIF)))),
      'REPORT_UNREADABLE',
      'a.sarif: it is packed more than 3 times',
    ],
    ['UTF-32', Buffer.from('fffe00007b0000007d000000', 'hex'), 'REPORT_UNREADABLE', 'a.sarif: it is encoded in UTF-32'],
    [
      'JSON that is no report',
      '{"hello":1,"world":2}',
      'REPORT_UNRECOGNISED',
      'a.sarif: no known report format: an object with the keys "hello", "world"',
    ],
    ['XML that is no report', '<a xmlns="x"/>', 'REPORT_UNRECOGNISED', 'a.sarif: no known report format: XML with the root element "a"'],
    ['two reports in one file', `${SARIF}\n${SARIF}`, 'REPORT_NOT_JSON', 'a.sarif: something follows the JSON at line 2, column 1: "{"'],
  ])('refuses %s', (_, content, code, message) =>
    inFolder(async (folder) => {
      const { reports, errors } = await open(folder, folder.write('a.sarif', content))
      expect(reports).toEqual([])
      expect(errors.map((error) => [error.code, error.message])).toEqual([[code, message]])
      expect(folder.files()).toEqual(['a.sarif'])
    }),
  )

  test.each([
    ['1.0.0', JSON.stringify({ version: '1.0.0', runs: [{ tool: { name: 'x' }, results: [] }] }), 'SARIF_VERSION_UNSUPPORTED', '"1.0.0"'],
    ['2.0.0', JSON.stringify({ ...LOG, version: '2.0.0' }), 'SARIF_VERSION_UNSUPPORTED', '"2.0.0"'],
    ['no version', JSON.stringify({ ...LOG, version: undefined }), 'SARIF_VERSION_UNSUPPORTED', 'no version'],
    ['no runs', JSON.stringify({ ...LOG, runs: undefined }), 'SARIF_MALFORMED', 'runs'],
  ])('names the file in what the reader says of SARIF with %s', (_, content, code, part) =>
    inFolder(async (folder) => {
      const [error] = (await open(folder, folder.write('a.sarif', content))).errors
      expect(error).toMatchObject({ code, message: expect.stringMatching(/^a\.sarif: /), hint: expect.any(String) })
      expect(error?.message).toContain(part)
    }),
  )

  test('says what a file looks like when another format is asked for', () =>
    inFolder(async (folder) => {
      const path = folder.write('a.json', '{"matches":[],"source":{},"descriptor":{"name":"grype"}}')
      expect((await open(folder, path, { format: 'sarif' })).errors[0]).toMatchObject({
        code: 'REPORT_UNRECOGNISED',
        message: 'a.json: the input format is sarif, but this is no SARIF 2.1.0: it looks like Grype JSON',
      })
      expect((await open(folder, folder.write('b.json', SARIF), { format: 'sarif' })).errors).toEqual([])
      expect((await open(folder, path, { format: 'nonsense' })).errors[0]).toMatchObject({ code: 'INVALID_INPUT' })
    }))

  test('tells a file that is gone, a directory, and a folder that cannot be written to', () =>
    inFolder(async (folder) => {
      mkdirSync(folder.at('directory'))
      const tempDirectory = folder.write('no-folder')
      const outcomes = [
        await open(folder, folder.at('gone.sarif')),
        await open(folder, folder.at('directory')),
        await open(folder, folder.write('a.gz', gzipSync(SARIF)), { tempDirectory }),
      ]
      expect(outcomes.flatMap(({ errors }) => errors.map(({ code, message }: UserError) => [code, message]))).toEqual([
        ['REPORT_NOT_FOUND', 'gone.sarif: the file does not exist any more'],
        ['REPORT_UNREADABLE', 'directory: it is no regular file'],
        ['REPORT_UNREADABLE', 'a.gz: there is no place for unpacking it (RUNNER_TEMP: EEXIST)'],
      ])
    }))

  test('tells a file that it may not read', () =>
    inFolder(async (folder) => {
      const path = folder.write('a.sarif', SARIF)
      chmodSync(path, 0)
      const { errors } = await asOrdinaryUser(() => open(folder, path))
      expect(errors.map(({ code, message, hint }) => [code, message, hint])).toEqual([
        ['REPORT_UNREADABLE', 'a.sarif: permission denied (EACCES)', expect.stringContaining('readable')],
      ])
    }))

  test('names the file when it changes while its results are read', () =>
    inFolder(async (folder) => {
      const path = folder.write('a.sarif', SARIF)
      const { reports } = await open(folder, path, { sizes: large })
      folder.write('a.sarif', `${SARIF} `)
      expect(() => messages(reports)).toThrow('a.sarif: the file changed while it was read')
    }))

  test('reads external property files that lie beside the report, and no others', () =>
    inFolder(async (folder) => {
      const external = JSON.stringify({ version: '2.1.0', results: [{ message: { text: 'from outside' } }] })
      folder.write('reports/part.json', external)
      folder.write('secret.json', external)
      const log = (uri: string) => {
        const [run] = LOG.runs
        return JSON.stringify({ ...LOG, runs: [{ ...run, externalPropertyFileReferences: { results: [{ location: { uri } }] } }] })
      }
      const near = await open(folder, folder.write('reports/a.sarif', log('part.json')))
      const far = await open(folder, folder.write('reports/b.sarif', log('../secret.json')))
      const packed = await open(folder, folder.write('reports/c.zip', zipOf([{ name: 'c.sarif', content: log('part.json') }])))
      expect(messages(near.reports)).toContain('from outside')
      expect(messages(far.reports)).not.toContain('from outside')
      expect(messages(packed.reports)).not.toContain('from outside')
      expect([problems(near.reports), problems(far.reports), problems(packed.reports)]).toEqual([
        [],
        ['external-properties'],
        ['external-properties'],
      ])
    }))
})
