import { rmSync } from 'node:fs'
import { type FileHandle, mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, UserError } from '../../errors.js'
import { errorCode } from './file-errors.js'

/**
 * How much one report file may unpack to, all entries of an archive together. Reports of 600 MB are real;
 * a few kilobytes of zip can hold petabytes.
 */
const MAX_UNPACKED_BYTES = 2 * 2 ** 30

/** Linux keeps what is written there in memory: shm_overview(7). */
const MEMORY_FOLDER = '/dev/shm'

/** How much is unpacked there: it is taken from what the job has. */
const MAX_BYTES_IN_MEMORY = 256 * 2 ** 20

/** A folder in which unpacked reports can lie. */
interface Place {
  readonly path: string
  /** What users call it. */
  readonly name: string
  /** Of all files there together. */
  readonly bytes: number
}

/** Where reports are unpacked when the job's temporary folder is missing, full or read-only. What lies there goes with the run. */
export interface OtherPlaces {
  readonly places: readonly Place[]
  /** What was made in one of them. */
  remember(directory: string): void
  clear(): void
}

/** @param temporaryDirectory the operating system's */
export function createOtherPlaces(temporaryDirectory: string): OtherPlaces {
  const made = new Set<string>()
  return {
    places: [
      { path: temporaryDirectory, name: "the system's temporary folder", bytes: MAX_UNPACKED_BYTES },
      { path: MEMORY_FOLDER, name: MEMORY_FOLDER, bytes: MAX_BYTES_IN_MEMORY },
    ],
    remember: (directory) => {
      made.add(directory)
    },
    clear() {
      for (const directory of made) rmSync(directory, { recursive: true, force: true })
      made.clear()
    },
  }
}

/** Unpacked reports: nobody else may read them, and together they have a limit. */
export interface TemporaryFiles {
  /**
   * Writes bytes, or text as UTF-8, into a new file.
   * @param source begins anew each time: where a place has no room for it, the next one is tried
   * @returns its path
   * @throws UserError REPORT_UNREADABLE beyond the limit, or where there is no place for it; whatever the source throws
   */
  write(source: () => AsyncIterable<Uint8Array | string>): Promise<string>
  /** The file outlives `close`: it goes when the runner empties its temporary folder, or with the run. */
  keep(path: string): void
  /** Removes every file that is not kept. */
  close(): Promise<void>
}

export interface TemporaryOptions {
  /** Bytes of all files together. */
  readonly limit?: number
  /** Ends the writing; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal | undefined
  readonly others?: OtherPlaces | undefined
}

/** @param parent made when it is not there; nothing is made before the first file */
export function createTemporaryFiles(
  parent: string,
  { limit = MAX_UNPACKED_BYTES, signal, others }: TemporaryOptions = {},
): TemporaryFiles {
  const places: readonly Place[] = [{ path: parent, name: 'RUNNER_TEMP', bytes: limit }, ...(others?.places ?? [])]
  const directories = new Map<Place, string>()
  const paths = new Set<string>()
  const kept = new Set<string>()
  const writtenIn = new Map<Place, number>()
  let written = 0
  const directoryIn = async (place: Place): Promise<string> => {
    const known = directories.get(place)
    if (known !== undefined) return known
    await mkdir(place.path, { recursive: true })
    const made = await mkdtemp(join(place.path, 'unpacked-reports-'))
    directories.set(place, made)
    if (place.path !== parent) others?.remember(made)
    return made
  }
  const writeIn = async (place: Place, source: AsyncIterable<Uint8Array | string>): Promise<string> => {
    const path = await inPlace(async () => join(await directoryIn(place), `${paths.size + 1}`))
    const file = await inPlace(() => open(path, 'wx', 0o600))
    paths.add(path)
    let bytes = 0
    let whole = false
    try {
      for await (const chunk of source) {
        signal?.throwIfAborted()
        bytes += Buffer.byteLength(chunk)
        if (written + bytes > limit) throw unpacksToTooMuch(limit)
        if ((writtenIn.get(place) ?? 0) + bytes > place.bytes) throw new NoRoom(`there are only ${place.bytes / 2 ** 20} MB of it`)
        await inPlace(() => file.appendFile(chunk))
      }
      whole = true
    } finally {
      await closeQuietly(file)
      // The beginning of a file would only take room, at its worst that of memory.
      if (!whole) await rm(path, { force: true })
    }
    written += bytes
    writtenIn.set(place, (writtenIn.get(place) ?? 0) + bytes)
    return path
  }
  return {
    async write(source) {
      const reasons: string[] = []
      for (const place of places) {
        try {
          return await writeIn(place, source())
        } catch (error) {
          if (!(error instanceof NoRoom)) throw error
          reasons.push(`${place.name}: ${error.message}`)
        }
      }
      throw noPlace(reasons)
    },
    keep: (path) => {
      kept.add(path)
    },
    async close() {
      for (const directory of directories.values()) {
        const own = [...paths].filter((path) => path.startsWith(directory))
        const garbage = own.some((path) => kept.has(path)) ? own.filter((path) => !kept.has(path)) : [directory]
        for (const path of garbage) await rm(path, { recursive: true, force: true })
      }
    },
  }
}

/** A place cannot be written to; another one may. */
class NoRoom extends Error {}

async function inPlace<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw new NoRoom(errorCode(error) ?? messageOf(error), { cause: error })
  }
}

/** What could not be written was told when it was written. */
async function closeQuietly(file: FileHandle): Promise<void> {
  await file.close().catch(() => {})
}

function noPlace(reasons: readonly string[]): UserError {
  return new UserError('REPORT_UNREADABLE', `there is no place for unpacking it (${reasons.join('; ')})`, {
    hint: 'Make sure that RUNNER_TEMP is a folder that the job may write to and that has room for the unpacked report, or name a report that is not packed.',
  })
}

function unpacksToTooMuch(limit: number): UserError {
  return new UserError('REPORT_UNREADABLE', `it unpacks to more than ${Math.floor(limit / 2 ** 20)} MB`, {
    hint: 'Give the action the unpacked report, or write several smaller reports.',
  })
}
