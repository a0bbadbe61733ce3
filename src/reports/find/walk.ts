import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../errors.js'
import { fileError, isMissing, noRegularFile } from '../files/file-errors.js'
import { isInside } from '../files/places.js'
import { mayBeReport } from '../files/report-names.js'
import type { Glob } from './patterns.js'

export interface WalkedFile {
  /** Absolute, as it was walked to. */
  readonly path: string
  /** Absolute, links resolved. */
  readonly real: string
  /** The outermost directory that the pattern means as a whole, when that is why the file is here. */
  readonly directory?: string
}

export interface Walked {
  /** In the order of their names, directory by directory. */
  readonly files: readonly WalkedFile[]
  /** Directories and links that could not be read or lead away. Their messages start with the path. */
  readonly errors: readonly UserError[]
  /** Links to directories outside, which were not followed. */
  readonly linksOutside: number
}

export interface WalkOptions {
  /** Directories and files that are not wanted, by absolute path. */
  excluded(path: string): boolean
  /** How a path is called in messages. */
  shown(path: string): string
}

/** Collects the files below `glob.base` that the pattern means. Nothing outside of `base` is looked at, through links neither. */
export function walk(glob: Glob, options: WalkOptions): Walked {
  const search: Search = { glob, options, realBase: '', files: [], errors: [], linksOutside: 0 }
  try {
    search.realBase = realpathSync(glob.base)
  } catch (error) {
    if (!isMissing(error)) search.errors.push(told(options.shown(glob.base), error))
    return search
  }
  visitDirectory(search, '', undefined)
  return search
}

interface Search {
  readonly glob: Glob
  readonly options: WalkOptions
  realBase: string
  readonly files: WalkedFile[]
  readonly errors: UserError[]
  linksOutside: number
}

/** @param directory the outermost directory around this one that is meant as a whole */
function visitDirectory(search: Search, way: string, directory: string | undefined): void {
  const { glob, options } = search
  const path = join(glob.base, way)
  if (options.excluded(path)) return
  const whole = directory ?? (glob.matchesDirectory(way) ? path : undefined)
  if (whole === undefined && !glob.reaches(way)) return
  for (const entry of entriesOf(search, path)) visitEntry(search, entry, { way: way === '' ? entry.name : `${way}/${entry.name}`, whole })
}

function entriesOf(search: Search, path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if (!isMissing(error)) search.errors.push(told(search.options.shown(path), error))
    return []
  }
}

function visitEntry(search: Search, entry: Dirent, { way, whole }: { way: string; whole: string | undefined }): void {
  if (entry.isDirectory()) {
    visitDirectory(search, way, whole)
    return
  }
  const { glob, options } = search
  const path = join(glob.base, way)
  const named = glob.matchesFile(way)
  const wanted = (named || (whole !== undefined && mayBeReport(entry.name))) && !options.excluded(path)
  const real = entry.isSymbolicLink() ? followLink(search, path, wanted) : entry.isFile() ? join(search.realBase, way) : undefined
  if (wanted && !entry.isSymbolicLink() && !entry.isFile()) search.errors.push(noFile(options.shown(path)))
  if (wanted && real !== undefined) search.files.push(named || whole === undefined ? { path, real } : { path, real, directory: whole })
}

/** @returns the file below the base that a link leads to; whatever else it leads to is counted or told */
function followLink(search: Search, path: string, wanted: boolean): string | undefined {
  const { errors, options, realBase } = search
  try {
    const target = realpathSync(path)
    const outside = !isInside(target, realBase)
    const stats = statSync(target)
    if (stats.isDirectory() && outside) search.linksOutside++
    if (stats.isFile() && outside && wanted) errors.push(leadsOut(options.shown(path)))
    if (!stats.isFile() && !stats.isDirectory() && wanted) errors.push(noFile(options.shown(path)))
    return stats.isFile() && !outside ? target : undefined
  } catch (error) {
    if (wanted) errors.push(isMissing(error) ? leadsNowhere(options.shown(path), error) : told(options.shown(path), error))
    return undefined
  }
}

function leadsNowhere(shown: string, cause: unknown): UserError {
  return new UserError('REPORT_NOT_FOUND', `${shown}: the link leads nowhere`, { hint: 'Exclude it with `!` in reports.', cause })
}

/** A pipe, a socket, a device. */
function noFile(shown: string): UserError {
  const { code, message } = noRegularFile()
  return new UserError(code, `${shown}: ${message}`, { hint: 'Name the report itself, or exclude this with `!`.' })
}

function leadsOut(shown: string): UserError {
  return new UserError('REPORT_UNREADABLE', `${shown}: the link leads out of the directory that is searched`, {
    hint: 'Name the file outright in reports, or exclude it with `!`.',
  })
}

function told(shown: string, error: unknown): UserError {
  const known = fileError(error)
  if (known === undefined) throw error
  return new UserError(known.code, `${shown}: ${known.message}`, {
    hint: known.hint ?? 'Exclude it with `!` in reports if it is not needed.',
    cause: error,
  })
}
