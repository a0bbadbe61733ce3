/** Which files of a directory or an archive are taken for reports. */

/** Names that promise SARIF, packed or not. */
const SARIF_NAME = /\.sarif(\.json)?(\.gz|\.zip)?$/i
/** Names that reports of any format have, and many other files too. */
const OTHER_NAME = /\.json(\.gz)?$|\.zip$/i

export interface Selection<T> {
  readonly chosen: readonly T[]
  /** How many files with an OTHER_NAME were left out. */
  readonly leftOut: number
}

/** Whether `chooseReports` could choose a file of this name. */
export function mayBeReport(name: string): boolean {
  return SARIF_NAME.test(name) || OTHER_NAME.test(name)
}

/**
 * Files that promise SARIF; where there are none, all JSON files and archives.
 * A directory of SARIF files often holds the scanner's own JSON beside them, with the same results.
 */
export function chooseReports<T>(files: readonly T[], nameOf: (file: T) => string): Selection<T> {
  const candidates = files.filter((file) => mayBeReport(nameOf(file)))
  const sarif = candidates.filter((file) => SARIF_NAME.test(nameOf(file)))
  const chosen = sarif.length > 0 ? sarif : candidates
  return { chosen, leftOut: candidates.length - chosen.length }
}

/** What was left out, in words. */
export function leftOutNotice(place: string, leftOut: number): string {
  const files = leftOut === 1 ? '1 JSON file or archive' : `${leftOut} JSON files or archives`
  return `${place}: ${files} left out, because there are SARIF files; name them outright to have them read too`
}
