import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A real folder for one test. */
export interface Folder {
  /** Absolute, links resolved. */
  readonly path: string
  /** Absolute path of something in it. */
  at(name: string): string
  /** Writes a file and the directories it needs. Returns its absolute path. */
  write(name: string, content?: string | Uint8Array): string
  /** All files below, relative, sorted. */
  files(): readonly string[]
}

/** Runs something as a user to whom files can be forbidden: nothing is to root. */
export async function asOrdinaryUser<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act()
  process.seteuid?.('nobody')
  try {
    return await act()
  } finally {
    process.seteuid?.(0)
  }
}

/** Runs a test in a folder of its own, which is gone afterwards. */
export async function inFolder(test: (folder: Folder) => Promise<void> | void): Promise<void> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'reports-test-')))
  const at = (name: string) => join(path, name)
  const write = (name: string, content: string | Uint8Array = '{}') => {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), content)
    return at(name)
  }
  const files = () =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
      .sort()
  chmodSync(path, 0o755)
  try {
    await test({ path, at, write, files })
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}
