import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { UserError } from '../../errors.js'
import { errorCode } from './file-errors.js'

/**
 * How much one report file may unpack to, all entries of an archive together. Reports of 600 MB are real;
 * a few kilobytes of zip can hold petabytes.
 */
const MAX_UNPACKED_BYTES = 2 * 2 ** 30

/** Unpacked reports: nobody else may read them, and together they have a limit. */
export interface TemporaryFiles {
  /**
   * Writes bytes, or text as UTF-8, into a new file.
   * @returns its path
   * @throws UserError REPORT_UNREADABLE beyond the limit; whatever the source throws
   */
  write(source: AsyncIterable<Uint8Array | string>): Promise<string>
  /** The file outlives `close`: it goes when the runner empties its temporary folder. */
  keep(path: string): void
  /** Removes every file that is not kept. */
  close(): Promise<void>
}

/**
 * @param parent made when it is not there; nothing is made before the first file
 * @param signal ends the writing; what is thrown then is the signal's reason
 */
export function createTemporaryFiles(
  parent: string,
  limit: number = MAX_UNPACKED_BYTES,
  signal: AbortSignal | undefined = undefined,
): TemporaryFiles {
  const paths = new Set<string>()
  const kept = new Set<string>()
  let directory: string | undefined
  let written = 0
  async function* limited(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
    for await (const chunk of source) {
      signal?.throwIfAborted()
      written += Buffer.byteLength(chunk)
      if (written > limit) throw unpacksToTooMuch(limit)
      yield chunk
    }
  }
  return {
    async write(source) {
      directory ??= await createDirectory(parent)
      const path = join(directory, `${paths.size + 1}`)
      paths.add(path)
      await pipeline(source, limited, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      return path
    },
    keep: (path) => {
      kept.add(path)
    },
    async close() {
      const garbage = kept.size === 0 && directory !== undefined ? [directory] : [...paths].filter((path) => !kept.has(path))
      for (const path of garbage) await rm(path, { recursive: true, force: true })
    },
  }
}

async function createDirectory(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true })
    return await mkdtemp(join(parent, 'unpacked-reports-'))
  } catch (cause) {
    throw new UserError('REPORT_UNREADABLE', `no folder could be made for unpacking it (${errorCode(cause) ?? 'unknown reason'})`, {
      cause,
      hint: 'Make sure that RUNNER_TEMP is a folder that the job may write to.',
    })
  }
}

function unpacksToTooMuch(limit: number): UserError {
  return new UserError('REPORT_UNREADABLE', `it unpacks to more than ${Math.floor(limit / 2 ** 20)} MB`, {
    hint: 'Give the action the unpacked report, or write several smaller reports.',
  })
}
