/** The files that the outputs name. A file that cannot be written is told and missing; it stops nothing. */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OutputFolder } from './output-folder.js'

/** Characters that are collected before they are written. Larger strings would live until the next full garbage collection. */
const CHUNK = 1 << 14

/** Writes a JSON array element by element, so that it can be larger than memory. */
export interface JsonArrayFile {
  add(value: unknown): void
  /** @returns the path of the whole file; `undefined` when it could not be written, which the folder knows */
  close(): string | undefined
}

export function createJsonArrayFile(folder: OutputFolder, name: string): JsonArrayFile {
  const file = createFile(folder, name)
  let text = '['
  let separator = '\n'
  return {
    add(value) {
      text += separator + JSON.stringify(value)
      separator = ',\n'
      if (text.length < CHUNK) return
      file.write(text)
      text = ''
    },
    close() {
      file.write(`${text}\n]\n`)
      text = ''
      return file.close()
    },
  }
}

/** @returns the path; `undefined` when the file could not be written, which the folder knows */
export function writeJsonFile(folder: OutputFolder, name: string, value: unknown): string | undefined {
  return writeTextFile(folder, name, `${JSON.stringify(value, null, 2)}\n`)
}

/** @returns the path; `undefined` when the file could not be written, which the folder knows */
export function writeTextFile(folder: OutputFolder, name: string, text: string): string | undefined {
  const file = createFile(folder, name)
  file.write(text)
  return file.close()
}

interface TextFile {
  write(text: string): void
  close(): string | undefined
}

/** After the first error nothing more is tried. */
type State = { readonly open: number } | { readonly closed: string | undefined }

/**
 * A new file that takes its place when it is whole: what has its name until then, a link for one, is replaced and never written through.
 */
function createFile(folder: OutputFolder, name: string): TextFile {
  const { path } = folder
  if (path === undefined) return { write() {}, close: () => undefined }
  const [place, draft] = [join(path, name), join(path, `.${name}-${randomUUID()}`)]
  let state: State = { closed: undefined }
  const attempt = (work: () => State) => {
    try {
      state = work()
    } catch (error) {
      folder.missing(name, error)
      discard(state, draft)
      state = { closed: undefined }
    }
  }
  attempt(() => ({ open: openSync(draft, 'wx') }))
  return {
    write(text) {
      if (!('open' in state)) return
      const { open } = state
      attempt(() => {
        writeFileSync(open, text)
        return { open }
      })
    },
    close() {
      if ('open' in state) {
        const { open } = state
        attempt(() => {
          closeSync(open)
          renameSync(draft, place)
          return { closed: place }
        })
      }
      return 'closed' in state ? state.closed : undefined
    },
  }
}

/** What is left of a file that could not be written. The error that led here is told, one more would not help. */
function discard(state: State, draft: string): void {
  try {
    if ('open' in state) closeSync(state.open)
  } catch {
    // Closed already, or the disk is full.
  }
  try {
    rmSync(draft, { force: true })
  } catch {
    // It stays; nothing names it.
  }
}
