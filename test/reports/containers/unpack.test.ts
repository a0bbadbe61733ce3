import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { gunzip, transcode } from '../../../src/reports/containers/unpack.js'
import { createTemporaryFiles, type TemporaryFiles } from '../../../src/reports/files/temporary-files.js'
import { inFolder } from '../folder.js'

type Unpack = (path: string, temporary: TemporaryFiles) => Promise<string>

/** What becomes of the bytes of a file. */
function unpacked(bytes: Uint8Array, unpack: Unpack): Promise<string> {
  let text = ''
  return inFolder(async (folder) => {
    const path = folder.write('packed', bytes)
    text = readFileSync(await unpack(path, createTemporaryFiles(folder.at('temporary'), { limit: 2 ** 20 })), 'utf8')
  }).then(() => text)
}

const fromUtf16: Unpack = (path, temporary) => transcode(path, 'utf-16le', temporary)
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

describe('a report in UTF-16', () => {
  test('is what it says, also where a character lies on two pieces of the file', async () => {
    const text = `a${'😀'.repeat(40_000)}`
    expect(await unpacked(utf16(text), fromUtf16)).toBe(text)
  })

  test('loses its byte order mark', async () => {
    expect(await unpacked(utf16('\ufeff{}'), fromUtf16)).toBe('{}')
  })

  test.each([
    ['half a pair', utf16('{}\ud83d')],
    ['half a unit', Buffer.concat([utf16('{}'), Buffer.from('x')])],
  ])('shows that it ends with %s', async (_name, bytes) => {
    expect(await unpacked(bytes, fromUtf16)).toBe('{}\ufffd')
  })

  test('may be empty', async () => {
    expect(await unpacked(Buffer.alloc(0), fromUtf16)).toBe('')
  })
})

describe('a gzip file', () => {
  const packed = gzipSync('{"runs":[]}'.repeat(100))

  test('is unpacked', async () => {
    expect(await unpacked(packed, gunzip)).toBe('{"runs":[]}'.repeat(100))
  })

  test.each([
    ['is cut off', packed.subarray(0, -9)],
    ['has a wrong checksum', Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8, 1)])],
    ['is none behind its first bytes', Buffer.concat([packed.subarray(0, 10), Buffer.alloc(50, 0xff)])],
  ])('that %s is told to be damaged', async (_name, bytes) => {
    await expect(unpacked(bytes, gunzip)).rejects.toMatchObject({
      code: 'REPORT_UNREADABLE',
      message: 'the gzip file is damaged or cut off',
    })
  })

  test('that unpacks to too much is told to, and not to be damaged', async () => {
    await expect(unpacked(gzipSync('x'.repeat(2 ** 20 + 1)), gunzip)).rejects.toThrow('it unpacks to more than 1 MB')
  })
})
