import type { RunError } from '../run-result.js'
import { MESSAGE_CHARS } from './annotations.js'
import { cutEnd } from './cut-text.js'
import { count } from './in-words.js'
import { forCommandData } from './safe-text.js'

/** More errors than this are named by their number; all of them are in the summary and the log. */
const ERRORS_TOLD = 5

/**
 * The one message the step fails with: for each error its code, what happened and what to do about it.
 * At most `MESSAGE_CHARS`, shared out so that a long error does not push the next one out, and has the room that short ones leave.
 */
export function failureMessage(errors: readonly RunError[]): string {
  const told = errors.slice(0, ERRORS_TOLD)
  const left = errors.length - told.length
  const more = left === 0 ? [] : [`${count(left, 'more error')}: see the job summary and the log of this step.`]
  const texts = told.map((error) => forCommandData(errorText(error)))
  const room = MESSAGE_CHARS - more.join('').length - SEPARATOR.length * told.length
  const most = largestShare(
    texts.map(({ length }) => length),
    room,
  )
  return [...texts.map((text) => cutEnd(text, most)), ...more].join(SEPARATOR)
}

/** So much each of them may have that all together have room: what the short ones leave is the others'. */
function largestShare(lengths: readonly number[], room: number): number {
  let [left, share] = [room, room]
  for (const [index, length] of lengths.toSorted((a, b) => a - b).entries()) {
    share = Math.floor(left / (lengths.length - index))
    if (length > share) return share
    left -= length
  }
  return Math.max(share, ...lengths)
}

const SEPARATOR = '\n\n'

function errorText({ code, message, hint }: RunError): string {
  return `${code}: ${message}${hint === undefined ? '' : `\nWhat to do: ${hint}`}`
}
