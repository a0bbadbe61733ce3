/** The files that the outputs name. */
import { accessSync, closeSync, constants, mkdirSync, mkdtempSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { messageOf } from '../errors.js'

/** Characters that are collected before they are written. Larger strings would live until the next full garbage collection. */
const CHUNK = 1 << 14

/** Writes a JSON array element by element, so that it can be larger than memory. */
export interface JsonArrayFile {
  readonly path: string
  add(value: unknown): void
  close(): void
}

/** @returns an existing folder: the given one, else a new one under the job's temporary folder, so that two steps never share one */
export function outputFolder(directory: string | undefined, workspace: string, tempDirectory: string): string {
  if (directory !== undefined) return resolve(workspace, directory)
  mkdirSync(tempDirectory, { recursive: true })
  return mkdtempSync(join(tempDirectory, 'publish-to-security-hub-'))
}

/** Makes the folder if need be. @returns why no file can be written to it; nothing when it can */
export function folderFault(directory: string, workspace: string): string | undefined {
  const folder = resolve(workspace, directory)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

export function createJsonArrayFile(folder: string, name: string): JsonArrayFile {
  const path = join(folder, name)
  const file = openSync(path, 'w')
  let text = '['
  let separator = '\n'
  let closed = false
  const flush = () => {
    // writeSync may write less than it was given only for pipes; this is a regular file.
    writeSync(file, text)
    text = ''
  }
  return {
    path,
    add(value) {
      text += separator + JSON.stringify(value)
      separator = ',\n'
      if (text.length >= CHUNK) flush()
    },
    close() {
      if (closed) return
      closed = true
      text += '\n]\n'
      flush()
      closeSync(file)
    },
  }
}

export function writeJsonFile(folder: string, name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
  return path
}
