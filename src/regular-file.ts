/** Files that can be read from beginning to end. Everything else that a path can name never ends, never begins, or waits for somebody. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'

/** Opening a pipe waits for its other end; not with this. Windows has neither the flag nor such pipes. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

export interface RegularFile {
  /** To be closed by who opened it. */
  readonly file: number
  /** As it was when it was opened. Files of /proc say 0 whatever they hold, and some never end: they count as empty. */
  readonly stats: Stats
}

/**
 * @returns `undefined` for a pipe, a device, a socket, a directory
 * @throws file system errors
 */
export function openRegularFile(path: string): RegularFile | undefined {
  // Opening some devices does something already: nothing is opened that is not known to be a file, and what was opened is looked at again.
  if (!statSync(path).isFile()) return undefined
  const file = openSync(path, WITHOUT_WAITING)
  const stats = fstatSync(file)
  if (stats.isFile()) return { file, stats }
  closeSync(file)
  return undefined
}

/**
 * Reads a file that is open, up to the size it had then: one that somebody still writes to would have no end.
 * @returns fewer bytes when it has become shorter
 */
export function readToSize({ file, stats: { size } }: RegularFile): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  let filled = 0
  while (filled < size) {
    const length = readSync(file, bytes, filled, size - filled, filled)
    if (length === 0) break
    filled += length
  }
  return bytes.subarray(0, filled)
}

/**
 * The whole of a file that has no more than so many bytes.
 * @returns `undefined` for a larger one, and for a pipe, a device, a socket, a directory
 * @throws file system errors
 */
export function readSmallFile(path: string, most: number): Buffer | undefined {
  const opened = openRegularFile(path)
  if (opened === undefined) return undefined
  try {
    return opened.stats.size > most ? undefined : readToSize(opened)
  } finally {
    closeSync(opened.file)
  }
}

/** Whether a file is no longer what it was when it was opened. */
export function hasChanged({ file, stats: { size, mtimeMs } }: RegularFile): boolean {
  const now = fstatSync(file)
  return now.size !== size || now.mtimeMs !== mtimeMs
}
