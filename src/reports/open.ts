import { closeSync, readSync } from 'node:fs'
import { dirname, isAbsolute } from 'node:path'
import { UserError } from '../errors.js'
import type { Problem, Reading, Report, ReportRun } from '../finding.js'
import { type Packing, packingOf, SNIFFED_BYTES } from './containers/sniff.js'
import { gunzip, transcode } from './containers/unpack.js'
import { openZip, type ZipReport } from './containers/zip.js'
import type { Sizes, TextAround } from './documents/document.js'
import { externalReader } from './documents/external-files.js'
import { loadReport } from './documents/load-report.js'
import { fileError, openReport } from './files/file-errors.js'
import { leftOutNotice } from './files/report-names.js'
import { createTemporaryFiles, type OtherPlaces, type TemporaryFiles } from './files/temporary-files.js'
import type { FoundReport } from './find/find.js'
import type { Memory } from './limits.js'
import { recognise } from './recognise/recognise.js'
import { refuseUnlessUnderstood } from './recognise/understood.js'
import { quoted } from './vocabulary/excerpt.js'

/** A gzip file in an archive in an archive is the most anybody needs. */
const MAX_PACKINGS = 3

export interface OpenOptions {
  /** `auto` or a format id. */
  readonly format: string
  /** Absolute directories that mean the repository root, most specific first. */
  readonly roots: readonly string[]
  /** Repository path of the folder that relative paths start from, where the user names one. */
  readonly sourceRoot?: string
  /** The checkout's folder in the workspace, where it is not the workspace itself. */
  readonly checkoutFolder?: string
  /** Text of a file of the checkout by repository path. */
  readSource(path: string): string | undefined
  /** Whether there is such a file in the checkout. Without it a file exists when it can be read. */
  exists?(path: string): boolean
  /** Absolute path of a folder for unpacked reports. The large ones stay there until the runner empties it. */
  readonly tempDirectory: string
  /** Where they lie when there is no room in it. */
  readonly otherPlaces?: OtherPlaces
  /** How much is in memory at once. */
  readonly sizes?: Sizes
  /** What is held of all reports of the job. */
  readonly memory?: Memory
  /** Ends the opening of whatever is being opened. */
  readonly signal?: AbortSignal
  /** Told how many bytes of the file have been looked through, bit by bit; not of what was packed in it. */
  onBytes?(count: number): void
}

export interface OpenedReports {
  /** One, or several out of an archive. */
  readonly reports: readonly Report[]
  /** Each names the file it is about. */
  readonly errors: readonly UserError[]
  /** What was left out of an archive. */
  readonly notices: readonly string[]
}

/**
 * Opens a report file, unpacks and decodes it, and finds out its format. A bad report in an archive does not stop the others.
 * The results themselves are read later; reading those of a large report throws UserError REPORT_UNREADABLE if the file has changed.
 */
export async function openReports(found: FoundReport, options: OpenOptions): Promise<OpenedReports> {
  const temporary = createTemporaryFiles(options.tempDirectory, { signal: options.signal, others: options.otherPlaces })
  const file = { path: found.path, shown: found.shown, directory: dirname(found.path), packings: 0, problems: [] }
  try {
    return await settle(file, { options, temporary })
  } finally {
    await temporary.close()
  }
}

/** A file on its way from packed bytes to JSON. */
interface ReportFile {
  readonly path: string
  readonly shown: string
  /** Where files lie that the report refers to; absent when it comes out of an archive. */
  readonly directory?: string
  /** How often it has been unpacked. */
  readonly packings: number
  readonly problems: readonly Problem[]
}

interface Context {
  readonly options: OpenOptions
  readonly temporary: TemporaryFiles
}

async function settle(file: ReportFile, context: Context): Promise<OpenedReports> {
  try {
    return await openFile(file, context)
  } catch (error) {
    context.options.signal?.throwIfAborted()
    return { reports: [], errors: [aboutFile(file.shown, error)], notices: [] }
  }
}

async function openFile(file: ReportFile, context: Context): Promise<OpenedReports> {
  const packing = packingOf(readHead(file.path))
  if (packing === 'text') return { reports: [await openText(file, context)], errors: [], notices: [] }
  if (packing === 'utf-32') throw unreadable('it is encoded in UTF-32', 'Write the report in UTF-8.')
  if (file.packings === MAX_PACKINGS)
    throw unreadable(`it is packed more than ${MAX_PACKINGS} times`, 'Unpack the report in a step before.')
  return packing === 'zip' ? openArchive(file, context) : openFile(await unpack(file, packing, context.temporary), context)
}

function readHead(path: string): Uint8Array {
  const { file, stats } = openReport(path)
  try {
    const head = Buffer.alloc(Math.min(SNIFFED_BYTES, stats.size))
    return head.subarray(0, readSync(file, head, 0, head.length, 0))
  } finally {
    closeSync(file)
  }
}

async function unpack(
  file: ReportFile,
  packing: Exclude<Packing, 'zip' | 'text' | 'utf-32'>,
  temporary: TemporaryFiles,
): Promise<ReportFile> {
  if (packing === 'gzip') return { ...file, path: await gunzip(file.path, temporary), packings: file.packings + 1 }
  const problem: Problem = {
    code: 'encoding',
    message: `The file is encoded in ${packing.toUpperCase()} instead of UTF-8; it was read all the same.`,
  }
  const path = await transcode(file.path, packing, temporary)
  return { ...file, path, packings: file.packings + 1, problems: [...file.problems, problem] }
}

async function openArchive(file: ReportFile, context: Context): Promise<OpenedReports> {
  const { reports, leftOut, close } = await openZip(file.path, context.temporary)
  try {
    const opened: OpenedReports[] = []
    for (const report of reports) opened.push(await openEntry(report, file, context))
    return {
      reports: opened.flatMap((one) => one.reports),
      errors: opened.flatMap((one) => one.errors),
      notices: [...(leftOut > 0 ? [leftOutNotice(file.shown, leftOut)] : []), ...opened.flatMap((one) => one.notices)],
    }
  } finally {
    close()
  }
}

async function openEntry(entry: ZipReport, archive: ReportFile, context: Context): Promise<OpenedReports> {
  const shown = `${archive.shown}/${entry.name}`
  try {
    const path = await entry.extract()
    return await settle({ path, shown, packings: archive.packings + 1, problems: archive.problems }, context)
  } catch (error) {
    context.options.signal?.throwIfAborted()
    return { reports: [], errors: [aboutFile(shown, error)], notices: [] }
  }
}

async function openText(file: ReportFile, { options, temporary }: Context): Promise<Report> {
  const { onBytes, ...loading } = options
  const { document, validUtf8, needsFile, textAround } = await loadReport(file.path, {
    ...loading,
    ...(onBytes && file.packings === 0 && { onBytes }),
  })
  const format = recognise(document, options.format)
  const { format: _format, tempDirectory: _temporary, otherPlaces: _others, sizes: _sizes, ...checkout } = options
  const folder = folderOf(file, options.checkoutFolder)
  const around = { readExternal: externalReader(file.directory), ...(folder !== undefined && { folder }) }
  const runs = format.read(document, { ...checkout, ...around })
  refuseUnlessUnderstood(format, runs)
  if (needsFile) temporary.keep(file.path)
  const problems = [...file.problems, ...(validUtf8 ? [] : [INVALID_UTF8]), ...(textAround === undefined ? [] : [besides(textAround)])]
  const told = runs.map((run, index) => withFile(run, file.shown, index === 0 ? problems : []))
  const failed = textAround?.failure !== undefined
  return { path: file.shown, format: format.id, runs: failed ? told.map((run) => ({ ...run, complete: () => false })) : told }
}

/** What is told of it is what a program says when it has failed, and nothing else: anything may stand there. */
function besides({ failure }: TextAround): Problem {
  const said = failure === undefined ? '' : ` It says ${quoted(failure, LONGEST_QUOTE)}, so results may be missing.`
  return {
    // What says that results may be missing is told as a warning; text that says nothing is not.
    code: failure === undefined ? 'text-around' : 'execution-unsuccessful',
    message: `There is text in the file that is no part of the report, which was read all the same.${said} Let the scanner write nothing but its report into it.`,
  }
}

const LONGEST_QUOTE = 200

/** Nothing lies beside a report out of an archive. What is shown counts from the workspace, in which the checkout may be a folder. */
function folderOf({ shown, directory }: ReportFile, checkoutFolder = ''): string | undefined {
  if (directory === undefined || isAbsolute(shown) || shown.split('/').includes('..')) return undefined
  const folder = shown.split('/').slice(0, -1).join('/')
  if (checkoutFolder === '' || folder === checkoutFolder) return checkoutFolder === '' ? folder : ''
  return folder.startsWith(`${checkoutFolder}/`) ? folder.slice(checkoutFolder.length + 1) : undefined
}

const INVALID_UTF8: Problem = {
  code: 'encoding',
  message: 'The file is not valid UTF-8; each wrong byte was replaced by U+FFFD, so some text may be garbled.',
}

/** Adds what is known of the file to what is known of a run. The file's problems are told once, with its first run. */
function withFile(run: ReportRun, shown: string, problems: readonly Problem[]): ReportRun {
  return {
    ...run,
    complete: () => run.complete(),
    problems: () => [...problems, ...run.problems()],
    readings: () => ({ [Symbol.iterator]: () => readingsOf(run, shown) }),
  }
}

function* readingsOf(run: ReportRun, shown: string): Generator<Reading> {
  try {
    yield* run.readings()
  } catch (error) {
    throw aboutFile(shown, error)
  }
}

/** The error with the name of the file. What neither we nor the file system have thrown goes on untouched. */
function aboutFile(shown: string, thrown: unknown): UserError {
  const error = fileError(thrown)
  if (error === undefined) throw thrown
  const hint = error.hint === undefined ? {} : { hint: error.hint }
  return new UserError(error.code, `${shown}: ${error.message}`, { ...hint, cause: error })
}

function unreadable(message: string, hint: string): UserError {
  return new UserError('REPORT_UNREADABLE', message, { hint })
}
