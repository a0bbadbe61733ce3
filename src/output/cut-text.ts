/** Cutting text to a number of UTF-16 units, never through a surrogate pair. What was cut shows as an ellipsis. */

const ELLIPSIS = '…'

/** The beginning of a text. At most `limit` units, the ellipsis included. */
export function cutEnd(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = limit - ELLIPSIS.length
  return `${text.slice(0, isInsidePair(text, end) ? end - 1 : end).trimEnd()}${ELLIPSIS}`
}

/** The end of a text: of a path, the part that tells. At most `limit` units, the ellipsis included. */
export function cutStart(text: string, limit: number): string {
  if (text.length <= limit) return text
  const start = text.length - limit + ELLIPSIS.length
  return `${ELLIPSIS}${text.slice(isInsidePair(text, start) ? start + 1 : start)}`
}

function isInsidePair(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1)
  const after = text.charCodeAt(index)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}
