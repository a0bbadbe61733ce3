import type { Location, Problem } from '../../finding.js'
import { shortened } from '../vocabulary/beginning.js'
import { asText } from '../vocabulary/json.js'
import { oneLine } from '../vocabulary/plain-text.js'

/** How much of a tool's own words a problem repeats, in UTF-16 code units. */
const SHOWN = 300

/** What a tool could not scan, for `failures`: results may be missing. @param errors the tool's words for each @param at where they are; `''` for no one place */
export function toolErrors(errors: readonly unknown[], at: string): readonly Problem[] {
  return told(errors, at, ['an error', 'errors'], ', so results may be missing')
}

/** What a tool remarks on without results being missing, for `remarks`. */
export function toolWarnings(warnings: readonly unknown[], at: string): readonly Problem[] {
  return told(warnings, at, ['a warning', 'warnings'], '')
}

/** An error with the file that it is about before it. */
export function errorIn(file: Location | undefined, error: unknown): string {
  return [file?.path ?? file?.uri, asText(error)].filter((part) => part !== undefined).join(': ')
}

/** One problem for all of them: a tool that stumbles over one file often stumbles over hundreds. */
function told(all: readonly unknown[], at: string, [one, several]: readonly [string, string], meaning: string): readonly Problem[] {
  if (all.length === 0) return []
  const count = all.length === 1 ? one : `${all.length} ${several}`
  const words = oneLine(asText(all[0]) ?? '')
  const shown = shortened(words, SHOWN)
  const message = `The tool reported ${count}${meaning}${shown === '' ? '.' : `: ${shown}`}`
  return [{ code: 'error-notification', message, ...(at !== '' && { at }) }]
}
