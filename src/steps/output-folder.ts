/** The folder of the files that the outputs name. */
import { accessSync, constants, lstatSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { messageOf } from '../errors.js'

export interface OutputFolder {
  /** An existing folder; `undefined` when none could be made: no file is written then, and the import goes on. */
  readonly path: string | undefined
  /** Writes down that a file is missing, for whoever looks for it. */
  missing(file: string, reason: unknown): void
  /** What could not be written, one sentence each. */
  warnings(): readonly string[]
}

/** Nothing is wrong with what the user named, but with the machine. Source: Node.js, "Common system errors", and errno(3). */
const MACHINE_FAULTS: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM'])

/**
 * The folder that the user named, else a new one below the job's temporary folder, so that two steps never share one.
 * A checkout can hold links that lead anywhere. Nothing is written through one below the workspace: the files go to the temporary folder
 * then, and that is told.
 */
export function outputFolder(directory: string | undefined, workspace: string, tempDirectory: string): OutputFolder {
  const warnings: string[] = []
  const path =
    directory === undefined ? temporaryFolder(tempDirectory, warnings) : namedFolder({ directory, workspace, tempDirectory }, warnings)
  return {
    path,
    missing(file, reason) {
      // One reason for all of them is enough where there is no folder.
      if (path !== undefined) warnings.push(`${join(path, file)} could not be written: ${messageOf(reason)}`)
    },
    warnings: () => warnings,
  }
}

/**
 * Makes the folder that the user named, if need be.
 * @returns why no file can be written to it, when it is the user who can do something about it
 */
export function folderFault(directory: string, workspace: string): string | undefined {
  const folder = resolve(workspace, directory)
  if (linkOnTheWay(folder, workspace) !== undefined) return undefined
  try {
    makeWritable(folder)
    return undefined
  } catch (error) {
    return MACHINE_FAULTS.has(codeOf(error)) ? undefined : messageOf(error)
  }
}

function makeWritable(folder: string): void {
  mkdirSync(folder, { recursive: true })
  accessSync(folder, constants.W_OK)
}

function temporaryFolder(parent: string, warnings: string[]): string | undefined {
  try {
    mkdirSync(parent, { recursive: true })
    return mkdtempSync(join(parent, 'publish-to-security-hub-'))
  } catch (error) {
    warnings.push(
      `No folder for output files could be made in RUNNER_TEMP (${parent}): ${messageOf(error)}. The outputs that name a file are empty.`,
    )
    return undefined
  }
}

interface Named {
  readonly directory: string
  readonly workspace: string
  readonly tempDirectory: string
}

function namedFolder({ directory, workspace, tempDirectory }: Named, warnings: string[]): string | undefined {
  const folder = resolve(workspace, directory)
  const link = linkOnTheWay(folder, workspace)
  if (link !== undefined) {
    warnings.push(
      `output-directory: ${link} is a link, and nothing is written through a link in the checkout. The files are in RUNNER_TEMP instead.`,
    )
    return temporaryFolder(tempDirectory, warnings)
  }
  try {
    makeWritable(folder)
    return folder
  } catch (error) {
    warnings.push(`output-directory: no file can be written to ${folder}: ${messageOf(error)}. The outputs that name a file are empty.`)
    return undefined
  }
}

/** The first link between the workspace, by its name or where it really lies, and the folder. What lies elsewhere no checkout can plant. */
function linkOnTheWay(folder: string, workspace: string): string | undefined {
  for (const root of new Set([workspace, realPath(workspace)])) {
    const below = relative(root, folder)
    if (below === '' || below.startsWith('..') || isAbsolute(below)) continue
    const names = below.split(sep)
    const places = names.map((_name, index) => join(root, ...names.slice(0, index + 1)))
    const link = places.find(isLink)
    if (link !== undefined) return link
  }
  return undefined
}

/** Junctions of Windows are links too. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    // Missing, or in a folder that the job may not enter: nothing can be written there, and writing tells it.
    return false
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
