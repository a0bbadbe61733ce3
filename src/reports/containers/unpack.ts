import { closeSync, createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UserError } from '../../errors.js'
import { errorCode, openReport } from '../files/file-errors.js'
import type { TemporaryFiles } from '../files/temporary-files.js'

/**
 * Unpacks a gzip file.
 * @returns the path of the unpacked file
 * @throws UserError REPORT_UNREADABLE when it is damaged, cut off or too large; file system errors
 */
export async function gunzip(path: string, temporary: TemporaryFiles): Promise<string> {
  try {
    return await temporary.write(() => inflated(path))
  } catch (error) {
    // Node names zlib's errors by zlib's constants: Z_DATA_ERROR, Z_BUF_ERROR.
    if (!errorCode(error)?.startsWith('Z_')) throw error
    const hint = 'Check the step that packs the report, or give the action the unpacked file.'
    throw new UserError('REPORT_UNREADABLE', 'the gzip file is damaged or cut off', { hint, cause: error })
  }
}

/**
 * The file may have been replaced since it was found, by something that never ends or never begins; and somebody may still write to it. So it is
 * opened as a report is, and read as far as it went then.
 */
function bytesOf(path: string): Readable {
  const { file, stats } = openReport(path)
  if (stats.size > 0) return createReadStream(path, { fd: file, start: 0, end: stats.size - 1 })
  closeSync(file)
  return Readable.from([])
}

async function* inflated(path: string): AsyncGenerator<Uint8Array> {
  // Whatever goes wrong with either stream ends the one that is read here; the callback has nothing to add.
  yield* pipeline(bytesOf(path), createGunzip(), () => {})
}

/**
 * Turns a UTF-16 file into a UTF-8 file without a byte order mark. Half a surrogate pair becomes U+FFFD.
 * @returns the path of the new file
 */
export function transcode(path: string, encoding: 'utf-16le' | 'utf-16be', temporary: TemporaryFiles): Promise<string> {
  return temporary.write(() => decoded(path, encoding))
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytesOf(path)) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
