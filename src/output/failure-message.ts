import type { RunError } from '../run-result.js'
import { MESSAGE_CHARS } from './annotations.js'
import { cutEnd } from './cut-text.js'
import { count } from './in-words.js'
import { forCommandData } from './safe-text.js'

/** More errors than this are named by their number; all of them are in the summary and the log. */
const ERRORS_TOLD = 5

/**
 * The one message the step fails with: for each error its code, what happened and what to do about it.
 * At most `MESSAGE_CHARS`, shared out evenly so that a long error does not push the next one out.
 */
export function failureMessage(errors: readonly RunError[]): string {
  const told = errors.slice(0, ERRORS_TOLD)
  const left = errors.length - told.length
  const more = left === 0 ? [] : [`${count(left, 'more error')}: see the job summary and the log of this step.`]
  const share = Math.floor((MESSAGE_CHARS - more.join('').length) / Math.max(1, told.length)) - SEPARATOR.length
  return [...told.map((error) => cutEnd(forCommandData(errorText(error)), share)), ...more].join(SEPARATOR)
}

const SEPARATOR = '\n\n'

function errorText({ code, message, hint }: RunError): string {
  return `${code}: ${message}${hint === undefined ? '' : `\nWhat to do: ${hint}`}`
}
