import { createHash } from 'node:crypto'

/** Hexadecimal digits, as many as the short digests have that findings are matched by. */
const DIGITS = 16

/**
 * Folders of temporary folders: the name of what follows them is new in every run. Source: POSIX `/tmp`; macOS `confstr`,
 * _CS_DARWIN_USER_TEMP_DIR; Windows `GetTempPath2`; docs.github.com, RUNNER_TEMP (`_temp`).
 */
const TEMPORARY =
  /^((?:\/private)?\/var\/folders\/[^/]+\/[^/]+\/T|(?:\/private)?(?:\/var)?\/tmp|[a-z]:\/.{1,300}?\/AppData\/Local\/Temp|[a-z]:\/Windows\/Temp|(?:[a-z]:)?\/.{1,300}?\/_temp)\/([^/]+)\//i

/** The temporary folder in which a path lies, as far as it is new in every run. @param normal a written path in its normal form */
export function temporaryFolder(normal: string): string | undefined {
  const [, folder, name] = TEMPORARY.exec(normal) ?? []
  return folder === undefined || name === undefined ? undefined : `${folder}/${name}/`
}

/**
 * Tells files apart of which nothing else is known, and knows one again: a hash of its path as the tool wrote it.
 * @param normal in its normal form
 * @param temporary the one temporary folder of the run; with several, nobody knows which of them is which in the next run
 */
export function writtenAs(normal: string, temporary: string | undefined): string {
  const inTemporary = temporary !== undefined && normal.startsWith(temporary)
  return hash(
    inTemporary ? `${temporary.slice(0, temporary.lastIndexOf('/', temporary.length - 2) + 1)}*/${normal.slice(temporary.length)}` : normal,
  )
}

/** The same digest as of everything that findings are compared by: src/identity/digest.ts, which readers do not import. */
function hash(text: string): string {
  return createHash('sha256').update(`${text.length}:${text}`).digest('hex').slice(0, DIGITS)
}
