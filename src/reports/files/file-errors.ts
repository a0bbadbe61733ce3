import { UserError } from '../../errors.js'
import { openRegularFile, type RegularFile } from '../../regular-file.js'

/** What Node's file system errors mean to whoever runs the action, by `errno` name. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['ELOOP', 'too many links lead to each other'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['ENOSPC', 'no space is left for unpacking it'],
  ['EDQUOT', 'no space is left for unpacking it'],
  ['EROFS', 'the folder for temporary files is read-only'],
])

const PERMISSION_HINT = 'Make the files readable for the user the job runs as; a scanner in a container often writes them as root.'

const GONE_HINT = 'Start this action when the step that writes the report has ended, and remove the report only after it.'

const OTHER_HINT = 'Name the report file itself, and look at the free space and the file system of the runner.'

/** The `errno` name of anything thrown: `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** The path names nothing: missing, below a file, or not even possible as a path. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(errorCode(error) ?? '')
}

/**
 * A file system error as an error for the user. Node's own message is left out: it repeats absolute paths.
 * @returns REPORT_NOT_FOUND or REPORT_UNREADABLE; `undefined` for anything that no file system says
 */
export function fileError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error
  const code = errorCode(error)
  if (code === 'ENOENT') return new UserError('REPORT_NOT_FOUND', 'the file does not exist any more', { hint: GONE_HINT, cause: error })
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return undefined
  const reason = REASONS.get(code) ?? 'the operating system could not read it'
  const hint = code === 'EACCES' || code === 'EPERM' ? PERMISSION_HINT : OTHER_HINT
  return new UserError('REPORT_UNREADABLE', `${reason} (${code})`, { hint, cause: error })
}

/** @throws UserError REPORT_UNREADABLE for what is no file; file system errors */
export function openReport(path: string): RegularFile {
  const opened = openRegularFile(path)
  if (opened !== undefined) return opened
  throw noRegularFile()
}

/** A pipe, a socket, a device. */
export function noRegularFile(): UserError {
  return new UserError('REPORT_UNREADABLE', 'it is no regular file', { hint: 'Name a file; pipes and devices cannot be read twice.' })
}

export function fileChanged(cause?: unknown): UserError {
  return new UserError('REPORT_UNREADABLE', 'the file changed while it was read', {
    hint: 'Start this action when the step that writes the report has ended.',
    cause,
  })
}
