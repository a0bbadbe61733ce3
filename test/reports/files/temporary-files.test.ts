import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { gunzip, transcode } from '../../../src/reports/containers/unpack.js'
import { openZip } from '../../../src/reports/containers/zip.js'
import { createTemporaryFiles, type TemporaryFiles } from '../../../src/reports/files/temporary-files.js'
import { type Folder, inFolder } from '../folder.js'

async function* chunks(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts
}

describe('createTemporaryFiles', () => {
  test('writes files that only their owner may read, in a folder that only their owner may enter', () =>
    inFolder(async (folder) => {
      const path = await createTemporaryFiles(folder.at('a/b')).write(() => chunks('é', '1'))
      expect(readFileSync(path, 'utf8')).toBe('é1')
      expect(statSync(path).mode & 0o777).toBe(0o600)
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
    }))

  test('removes what is not kept, and the folder when nothing is', () =>
    inFolder(async (folder) => {
      const kept = createTemporaryFiles(folder.at('kept'))
      await kept.write(() => chunks('1'))
      kept.keep(await kept.write(() => chunks('2')))
      await kept.close()
      const none = createTemporaryFiles(folder.at('none'))
      await none.write(() => chunks('3'))
      await none.close()
      await createTemporaryFiles(folder.at('unused')).close()
      expect(folder.files().map((name) => readFileSync(folder.at(name), 'utf8'))).toEqual(['2'])
    }))

  test('counts bytes, of all files together, and takes exactly the limit', () =>
    inFolder(async (folder) => {
      const files = createTemporaryFiles(folder.path, { limit: 10 })
      await files.write(() => chunks('1234', 'é'))
      await files.write(() => chunks('6789'))
      await expect(files.write(() => chunks('0'))).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' })
    }))
})

describe('where RUNNER_TEMP', () => {
  const others = (folder: Folder, bytes = 1000) => {
    const made: string[] = []
    return { places: [{ path: folder.at('other'), name: 'other', bytes }], remember: (one: string) => made.push(one), clear() {}, made }
  }

  test('is no folder, another place is taken, and what lies there is remembered', () =>
    inFolder(async (folder) => {
      const elsewhere = others(folder)
      const files = createTemporaryFiles(folder.write('file'), { others: elsewhere })
      const path = await files.write(() => chunks('1', '2'))
      expect(readFileSync(path, 'utf8')).toBe('12')
      files.keep(path)
      await files.close()
      expect(elsewhere.made).toEqual([dirname(path)])
    }))

  test('is full, the report is unpacked anew in another place', () =>
    inFolder(async (folder) => {
      const [small, large] = [folder.at('small'), folder.at('large')]
      const places = [
        { path: small, name: 'small', bytes: 3 },
        { path: large, name: 'large', bytes: 100 },
      ]
      const files = createTemporaryFiles(folder.write('file'), { others: { ...others(folder), places }, limit: 6 })
      const path = await files.write(() => chunks('12', '34'))
      expect(dirname(dirname(path))).toBe(large)
      expect(readFileSync(path, 'utf8')).toBe('1234')
      // What did not find room does not count.
      expect(readFileSync(await files.write(() => chunks('56')), 'utf8')).toBe('56')
      await expect(files.write(() => chunks('7'))).rejects.toThrow('it unpacks to more than')
      await files.close()
      expect(folder.files()).toEqual(['file'])
    }))

  test('and another place has room for the first file alone, the second is not put there', () =>
    inFolder(async (folder) => {
      const files = createTemporaryFiles(folder.write('file'), { others: others(folder, 5) })
      expect(readFileSync(await files.write(() => chunks('1234')), 'utf8')).toBe('1234')
      await expect(files.write(() => chunks('56'))).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' })
      expect(folder.files().filter((name) => name.startsWith('other/'))).toHaveLength(1)
    }))

  test('and all other places have no room, each is named with its reason, and the limit of one is none of the others', () =>
    inFolder(async (folder) => {
      const files = createTemporaryFiles(folder.write('file'), { others: others(folder, 1) })
      await expect(files.write(() => chunks('12'))).rejects.toMatchObject({
        code: 'REPORT_UNREADABLE',
        message: expect.stringMatching(/^there is no place for unpacking it \(RUNNER_TEMP: E(EXIST|NOTDIR); other: there are only/),
      })
    }))
})

describe.each([
  ['gunzip', gunzip],
  ['transcode', (path: string, files: TemporaryFiles) => transcode(path, 'utf-16le', files)],
  ['openZip', openZip],
])('%s', (_, open) => {
  test('does not wait for a pipe that took the place of the report', () =>
    inFolder(async (folder) => {
      expect(spawnSync('mkfifo', [folder.at('pipe')]).status).toBe(0)
      await expect(open(folder.at('pipe'), createTemporaryFiles(folder.at('temporary')))).rejects.toMatchObject({
        code: 'REPORT_UNREADABLE',
        message: 'it is no regular file',
      })
    }))
})

describe('gunzip', () => {
  test('stops a file that unpacks to far more than itself', () =>
    inFolder(async (folder) => {
      const bomb = folder.write('bomb.gz', gzipSync(Buffer.alloc(50 * 2 ** 20)))
      const files = createTemporaryFiles(folder.at('temporary'), { limit: 2 ** 20 })
      await expect(gunzip(bomb, files)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE', message: 'it unpacks to more than 1 MB' })
      await files.close()
      expect(folder.files()).toEqual(['bomb.gz'])
    }))

  test('tells a missing file as it is', () =>
    inFolder(async (folder) => {
      await expect(gunzip(folder.at('none.gz'), createTemporaryFiles(folder.path))).rejects.toMatchObject({ code: 'ENOENT' })
    }))
})

describe('transcode', () => {
  test('keeps every character, also those that lie across two reads', () =>
    inFolder(async (folder) => {
      // Longer than what is read at once, with surrogate pairs at every offset.
      const text = `\ufeff${'a😀é'.repeat(40_000)}${'😀'.repeat(40_000)}`
      const little = await transcode(folder.write('le', Buffer.from(text, 'utf16le')), 'utf-16le', createTemporaryFiles(folder.path))
      const big = await transcode(folder.write('be', Buffer.from(text, 'utf16le').swap16()), 'utf-16be', createTemporaryFiles(folder.path))
      expect(readFileSync(little, 'utf8') === text.slice(1)).toBe(true)
      expect(readFileSync(big, 'utf8') === text.slice(1)).toBe(true)
    }))

  test('replaces half a surrogate pair', () =>
    inFolder(async (folder) => {
      const path = folder.write('half', Buffer.from('"\ud83d"', 'utf16le'))
      expect(readFileSync(await transcode(path, 'utf-16le', createTemporaryFiles(folder.path)), 'utf8')).toBe('"\ufffd"')
    }))
})
