/** Text of whatever origin without the credentials that are known by their shape or their surroundings. */

import { redactContexts } from './contexts.js'
import { redactKeyBlocks } from './key-blocks.js'
import { redactShapes, redactTokens } from './tokens.js'
import { unfolded } from './unfold.js'

/** For what is written for people. */
export function redactText(text: string): string {
  return asSeen(text, (seen) => redactTokens(redactKeyBlocks(seen)))
}

/** For addresses, which hold names and values of all sorts. */
export function redactLink(text: string): string {
  return asSeen(text, (seen) => redactShapes(redactContexts(seen)))
}

/** For ids, names and fingerprints, whose parts only look like the surroundings of a credential. */
export function redactName(text: string): string {
  return asSeen(text, (seen) => redactShapes(redactKeyBlocks(seen)))
}

/** The same change also to the text as a reader sees it: if that finds more, what is seen is told. */
export function asSeen(text: string, change: (text: string) => string): string {
  const changed = change(text)
  const seen = unfolded(changed)
  if (seen === undefined) return changed
  const redacted = change(seen)
  return redacted === seen ? changed : redacted
}
