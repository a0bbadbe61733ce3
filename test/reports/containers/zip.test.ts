import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { MAX_ZIP_ENTRIES, openZip, type ZipReports } from '../../../src/reports/containers/zip.js'
import { createTemporaryFiles } from '../../../src/reports/files/temporary-files.js'
import { inFolder } from '../folder.js'
import { type ZipEntry, zipOf } from './zip-writer.js'

function withZip(archive: Uint8Array, act: (open: () => Promise<ZipReports>) => Promise<void>, limit = 2 ** 20): Promise<void> {
  return inFolder(async (folder) => {
    const path = folder.write('archive.zip', archive)
    await act(() => openZip(path, createTemporaryFiles(folder.at('temporary'), { limit })))
  })
}

async function contents({ reports, close }: ZipReports): Promise<readonly (readonly [string, string])[]> {
  const all: [string, string][] = []
  for (const { name, extract } of reports) all.push([name, readFileSync(await extract(), 'utf8')])
  close()
  return all
}

const one = (entry: Partial<ZipEntry>) => zipOf([{ name: 'a.sarif', content: '{"a":1}', ...entry }])

describe('openZip', () => {
  test('unpacks the reports in the order of their names', () =>
    withZip(
      zipOf([
        { name: 'z/b.sarif', content: 'b', stored: true },
        { name: 'z/', content: '' },
        { name: 'a.sarif', content: 'a' },
        { name: 'readme.md', content: 'nothing' },
      ]),
      async (open) => {
        expect(await contents(await open())).toEqual([
          ['a.sarif', 'a'],
          ['z/b.sarif', 'b'],
        ])
      },
    ))

  test('prefers SARIF to other JSON, counts what is left out, and takes other JSON where there is no SARIF', async () => {
    await withZip(zipOf(['a.sarif', 'b.json', 'c.zip', 'd.txt'].map((name) => ({ name, content: name }))), async (open) => {
      const zip = await open()
      expect(zip.leftOut).toBe(2)
      expect(await contents(zip)).toEqual([['a.sarif', 'a.sarif']])
    })
    await withZip(zipOf(['b.json', 'd.txt'].map((name) => ({ name, content: name }))), async (open) => {
      expect(await contents(await open())).toEqual([['b.json', 'b.json']])
    })
  })

  test('reads zip64 and names with back-slashes', () =>
    withZip(zipOf([{ name: 'dir\\a.sarif', content: 'a', zip64: true }]), async (open) => {
      expect(await contents(await open())).toEqual([['dir/a.sarif', 'a']])
    }))

  test.each([
    ['../a.sarif', /invalid relative path/],
    ['/a.sarif', /absolute path/],
    ['C:\\a.sarif', /absolute path/],
  ])('refuses the name %s', (name, message) =>
    withZip(one({ name }), async (open) => {
      await expect(open()).rejects.toMatchObject({ code: 'REPORT_UNREADABLE', message: expect.stringMatching(message) })
    }),
  )

  test.each([
    ['a wrong checksum', one({ crc: 1 }), /checksum/],
    ['more than its headers promise', one({ size: 3 }), /damaged/],
    ['less than its headers promise', one({ size: 300 }), /damaged/],
    ['encryption', one({ encrypted: true }), /^it is encrypted in the archive$/],
  ])('refuses an entry with %s', (_, archive, message) =>
    withZip(archive, async (open) => {
      const zip = await open()
      await expect(contents(zip)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE', message: expect.stringMatching(message) })
      zip.close()
    }),
  )

  test('stops at the limit, whatever the headers promise', () =>
    withZip(one({ content: 'x'.repeat(5_000_000) }), async (open) => {
      const zip = await open()
      await expect(contents(zip)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE', message: 'it unpacks to more than 1 MB' })
      zip.close()
    }))

  test('counts all entries together', () =>
    withZip(zipOf(['a.sarif', 'b.sarif', 'c.sarif'].map((name) => ({ name, content: 'x'.repeat(400_000) }))), async (open) => {
      const zip = await open()
      await expect(contents(zip)).rejects.toMatchObject({ message: 'it unpacks to more than 1 MB' })
      zip.close()
    }))

  test('refuses an archive whose names alone would fill the memory', () => {
    const longest = Array.from({ length: 250 }, (_, index) => ({ name: `${index}-`.padEnd(65_000, 'x'), content: '', stored: true }))
    return withZip(zipOf(longest), async (open) => {
      await expect(open()).rejects.toMatchObject({
        code: 'REPORT_UNREADABLE',
        message: expect.stringContaining('the names in the archive have more than 16 million characters'),
      })
    })
  })

  test('refuses an archive that is cut off, without reports, or with far too many entries', async () => {
    await withZip(one({}).subarray(0, 40), async (open) => {
      await expect(open()).rejects.toMatchObject({ code: 'REPORT_UNREADABLE', message: expect.stringMatching(/the archive is damaged/) })
    })
    await withZip(one({ name: 'a.txt' }), async (open) => {
      await expect(open()).rejects.toMatchObject({ code: 'REPORT_EMPTY' })
    })
    const entries = Array.from({ length: MAX_ZIP_ENTRIES + 1 }, (_, index) => ({ name: `${index}.sarif`, content: '', stored: true }))
    await withZip(zipOf(entries), async (open) => {
      await expect(open()).rejects.toMatchObject({ code: 'REPORT_UNREADABLE', message: 'the archive has more than 10000 entries' })
    })
  })
})
