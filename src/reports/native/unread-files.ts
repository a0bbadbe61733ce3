import type { Location } from '../../finding.js'
import type { NativeRun } from './format.js'
import { errorIn, toolErrors } from './tool-errors.js'

/** A file that a tool says it could not parse, and what it says of it. */
export interface UnreadFile {
  readonly location: Location | undefined
  readonly error: unknown
}

/**
 * What follows from files that a tool could not read, or not to their end: nothing is concluded from what it does not report in them. One that is
 * in no place of the repository may be any, so then nothing is concluded at all.
 * @param at where the report says so; `''` for no one place
 */
export function unreadFiles(files: readonly UnreadFile[], at: string): Pick<NativeRun, 'failures' | 'partlyScanned'> {
  const elsewhere = files.filter(({ location }) => location?.path === undefined)
  return {
    failures: toolErrors(
      elsewhere.map(({ location, error }) => errorIn(location, error)),
      at,
    ),
    partlyScanned: [...new Set(files.flatMap(({ location }) => location?.path ?? []))],
  }
}
