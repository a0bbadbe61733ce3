/** The checked-out files, read so that nothing outside the checkout is ever opened. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { readSmallFile } from './regular-file.js'

export interface Workspace {
  /** Text of a regular file by its repository path, `undefined` when it is missing, too large, binary or outside. */
  read(path: string): string | undefined
  /** Whether a run can put an annotation on it. */
  exists(path: string): boolean
}

/** Generated bundles and data files are larger; source lines worth hashing are not in them. */
export const MAX_SOURCE_BYTES = 8 * 1024 * 1024

/** Paths whose answer is kept: reports name files again and again, but a hostile one could name any number of them. */
const PATHS_KEPT = 100_000

/** @param root absolute path of the checkout */
export function openWorkspace(root: string): Workspace {
  const realRoot = realPath(root)
  const known = new Map<string, string | undefined>()
  const fileOf = (path: string): string | undefined => {
    if (known.has(path)) return known.get(path)
    if (known.size === PATHS_KEPT) known.clear()
    const file = realRoot === undefined ? undefined : regularFile(realRoot, path)
    known.set(path, file)
    return file
  }
  let last: { readonly file: string; readonly text: string | undefined } | undefined
  const textOf = (file: string): string | undefined => {
    if (last?.file === file) return last.text
    // The one before must not be held while the next one is read.
    last = undefined
    last = { file, text: sourceText(file) }
    return last.text
  }
  return {
    read(path) {
      const file = fileOf(path)
      return file === undefined ? undefined : textOf(file)
    },
    exists: (path) => fileOf(path) !== undefined,
  }
}

/** Whether git has made it: a folder there, a file in a linked worktree or a submodule. Source can also come without git, as out of an archive. */
export function isCheckout(root: string): boolean {
  return existsSync(join(root, '.git'))
}

/** Links are resolved before the comparison: a link in a pull request may point anywhere. */
function regularFile(root: string, path: string): string | undefined {
  if (path === '' || path.includes('\0')) return undefined
  const file = realPath(join(root, path))
  if (file === undefined || !file.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined
  return isFile(file) ? file : undefined
}

/** It may be gone by now. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function sourceText(path: string): string | undefined {
  try {
    return readSmallFile(path, MAX_SOURCE_BYTES)?.toString('utf8')
  } catch {
    // Unreadable is the same as absent: the finding is then identified by other evidence.
    return undefined
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
