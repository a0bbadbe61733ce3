import { lstatSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { UserError } from '../../errors.js'
import { fileError, isMissing } from '../files/file-errors.js'
import { wayInside, withSlashes } from '../files/places.js'
import { chooseReports, leftOutNotice } from '../files/report-names.js'
import { excerpt } from '../vocabulary/excerpt.js'
import { excludes, type Glob, hasWildcard, literalGlob, type PatternLine, parseGlob, parsePatterns } from './patterns.js'
import { type Walked, type WalkedFile, walk } from './walk.js'

export interface FoundReport {
  /** Absolute path of the file itself, links resolved. */
  readonly path: string
  /** Relative to the workspace with `/` when it lies there, else as it was given. */
  readonly shown: string
}

export interface FoundReports {
  /** In the order of the lines, then of the names. No file twice. */
  readonly reports: readonly FoundReport[]
  /** Each names the line or the file it is about: REPORT_NOT_FOUND, REPORT_UNREADABLE, INVALID_INPUT. */
  readonly errors: readonly UserError[]
  /** REPORT_NOT_FOUND of each path that was named outright and is not there. */
  readonly missing: readonly UserError[]
  /** What was left out or not found without that being an error. */
  readonly notices: readonly string[]
}

export interface FindOptions {
  /** Absolute path that relative lines start from. */
  readonly workspace: string
  /** What a leading `~` stands for; without it `~` is a name like any other. */
  readonly home?: string
}

/**
 * Finds the report files that the input `reports` means.
 *
 * A line is a path, a pattern or a directory; `!` takes out of what the lines before it have found. A path that exists is that file or
 * directory, whatever characters it has, and may lie anywhere. A pattern or a directory never leads out of its own fixed beginning, and
 * links out of there are not followed. A directory, also one that a pattern matches, means the report files below it.
 */
export async function findReports(patterns: string, options: FindOptions): Promise<FoundReports> {
  const lines = parsePatterns(patterns).map((line) => ({ ...line, text: withHome(line.text, options.home) }))
  const found = lines.map((line, index) =>
    line.exclude ? checkExclude(line, options) : findLine(line, excluder(lines.slice(index + 1), options), options),
  )
  return {
    reports: distinct(found.flatMap(({ reports }) => reports)),
    errors: found.flatMap(({ errors }) => errors),
    missing: found.flatMap(({ missing }) => missing),
    notices: found.flatMap(({ notices }) => notices),
  }
}

const NOTHING: FoundReports = { reports: [], errors: [], missing: [], notices: [] }

function withHome(text: string, home: string | undefined): string {
  return home !== undefined && (text === '~' || /^~[/\\]/.test(text)) ? `${home}${text.slice(1)}` : text
}

function distinct(reports: readonly FoundReport[]): readonly FoundReport[] {
  const byPath = new Map<string, FoundReport>()
  for (const report of reports) if (!byPath.has(report.path)) byPath.set(report.path, report)
  return [...byPath.values()]
}

function checkExclude({ text }: PatternLine, options: FindOptions): FoundReports {
  return toGlob(text, options) === undefined ? { ...NOTHING, errors: [invalidPattern(text)] } : NOTHING
}

function excluder(lines: readonly PatternLine[], options: FindOptions): (path: string) => boolean {
  const globs = lines.filter(({ exclude }) => exclude).map(({ text }) => toGlob(text, options))
  return (path) => globs.some((glob) => glob !== undefined && excludes(glob, path))
}

/** @returns `undefined` for a pattern that cannot be read */
function toGlob(text: string, { workspace }: FindOptions): Glob | undefined {
  const path = resolve(workspace, text)
  const glob = hasWildcard(text) ? parseGlob(text, workspace) : literalGlob(path)
  return glob !== undefined && exists(path) ? literalGlob(path) : glob
}

function exists(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch (error) {
    return !isMissing(error)
  }
}

function findLine({ text }: PatternLine, excluded: (path: string) => boolean, options: FindOptions): FoundReports {
  const glob = toGlob(text, options)
  if (glob === undefined) return { ...NOTHING, errors: [invalidPattern(text)] }
  const path = resolve(options.workspace, text)
  if (hasWildcard(text) && !exists(path)) return findBelow(glob, text, excluded, options)
  return excluded(path) ? NOTHING : findPath(path, text, excluded, options)
}

function findPath(path: string, text: string, excluded: (path: string) => boolean, options: FindOptions): FoundReports {
  try {
    if (statSync(path).isDirectory()) return findBelow(literalGlob(path), text, excluded, options)
    return { ...NOTHING, reports: [{ path: realpathSync(path), shown: wayInside(options.workspace, path) ?? text }] }
  } catch (error) {
    if (isMissing(error)) return { ...NOTHING, missing: [notFound(text, options)] }
    return { ...NOTHING, errors: [aboutPath(text, error)] }
  }
}

function findBelow(glob: Glob, text: string, excluded: (path: string) => boolean, { workspace }: FindOptions): FoundReports {
  const shown = (path: string) => wayInside(workspace, path) || (isAbsolute(text) ? path : withSlashes(relative(workspace, path))) || '.'
  const walked = walk(glob, { excluded, shown })
  const { files, notices } = choose(walked, shown)
  const reports = files.map(({ path, real }) => ({ path: real, shown: shown(path) }))
  const none = reports.length === 0 && walked.errors.length === 0 ? [`${text}: no report found`] : []
  return { ...NOTHING, reports, errors: walked.errors, notices: [...notices, ...linkNotice(text, walked), ...none] }
}

/** Of the directories that are meant as a whole, only the files that look like reports. */
function choose({ files }: Walked, shown: (path: string) => string): { files: readonly WalkedFile[]; notices: readonly string[] } {
  const chosen = new Set(files.filter(({ directory }) => directory === undefined))
  const notices: string[] = []
  for (const [directory, candidates] of byDirectory(files)) {
    const selection = chooseReports(candidates, ({ path }) => path)
    for (const file of selection.chosen) chosen.add(file)
    if (selection.leftOut > 0) notices.push(leftOutNotice(shown(directory), selection.leftOut))
  }
  return { files: files.filter((file) => chosen.has(file)), notices }
}

function byDirectory(files: readonly WalkedFile[]): ReadonlyMap<string, readonly WalkedFile[]> {
  const groups = new Map<string, WalkedFile[]>()
  for (const file of files) {
    if (file.directory === undefined) continue
    const group = groups.get(file.directory)
    if (group === undefined) groups.set(file.directory, [file])
    else group.push(file)
  }
  return groups
}

function linkNotice(text: string, { linksOutside }: Walked): readonly string[] {
  if (linksOutside === 0) return []
  return [`${text}: ${linksOutside === 1 ? '1 link leads' : `${linksOutside} links lead`} to a directory outside and was not followed`]
}

function notFound(text: string, { workspace }: FindOptions): UserError {
  const place = isAbsolute(text) ? '' : ` in ${workspace}`
  return new UserError('REPORT_NOT_FOUND', `${text}: there is no such file or directory${place}`, {
    hint: 'The step that writes the report has to run before, in the same job; reports of other jobs come through actions/download-artifact.',
  })
}

function invalidPattern(text: string): UserError {
  return new UserError('INVALID_INPUT', `reports: the pattern ${excerpt(text)} has ".." behind a wildcard`, {
    hint: 'Put ".." before the first wildcard, or name the directory itself.',
  })
}

function aboutPath(text: string, error: unknown): UserError {
  const known = fileError(error)
  if (known === undefined) throw error
  const hint = known.hint === undefined ? {} : { hint: known.hint }
  return new UserError(known.code, `${text}: ${known.message}`, { ...hint, cause: error })
}
