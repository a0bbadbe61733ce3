/**
 * Long texts are cut when they are read, before credentials are taken out of them: half of one is not known for one any more. So a cut
 * never goes through a word.
 */

/** The beginning of a text, of at most so many UTF-16 code units, without the word that lies over the end. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text
  let end = most
  while (end > 0 && isOfWord(text.charCodeAt(end - 1)) && isOfWord(text.charCodeAt(end))) end -= 1
  return text.slice(0, end).trimEnd()
}

/** The same, with a sign where something is missing. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginningOf(text, most)}…`
}

/** Credentials are of printable ASCII; scripts without blanks have none of it between their words. Both halves of a pair stay together. */
function isOfWord(unit: number): boolean {
  return (unit > 0x20 && unit < 0x7f) || (unit >= 0xd800 && unit <= 0xdfff)
}
