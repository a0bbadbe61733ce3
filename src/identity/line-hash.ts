/**
 * The line hash that GitHub code scanning uses as `primaryLocationLineHash`: a rolling hash over the first hundred characters
 * from the start of a line, blanks and tabs left out, line ends unified. It does not change with indentation, with CRLF, or with lines inserted above.
 * The algorithm is that of github/codeql-action, src/fingerprints.ts, and has to agree with it bit for bit: its arithmetic is modulo 2^64,
 * done here in two 32-bit halves because BigInt is five times slower.
 */

/** Characters that one hash covers. */
const WINDOW = 100
const MULTIPLIER = 37
const TWO_TO_32 = 0x1_0000_0000
const TAB = 9
const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
const END_OF_FILE = 65535

/**
 * Worked out for one line alone: a rolling hash over a whole window is the same number, and a report names few lines of a file.
 * @param text a file's content; a byte order mark counts as a character, as it does for code scanning
 * @param start where the line begins
 * @returns hexadecimal without padding
 */
export function lineHashAt(text: string, start: number): string {
  let high = 0
  let low = 0
  let taken = 0
  let afterCarriageReturn = false
  const push = (character: number) => {
    const sum = low * MULTIPLIER + character
    high = (Math.imul(high, MULTIPLIER) + Math.floor(sum / TWO_TO_32)) | 0
    low = sum >>> 0
    taken += 1
  }
  for (let index = start; index < text.length && taken < WINDOW; index++) {
    const unit = text.charCodeAt(index)
    const left = unit === SPACE || unit === TAB || (afterCarriageReturn && unit === LINE_FEED)
    afterCarriageReturn = unit === CARRIAGE_RETURN
    if (!left) push(afterCarriageReturn ? LINE_FEED : unit)
  }
  if (taken < WINDOW) push(END_OF_FILE)
  while (taken < WINDOW) push(0)
  return hexadecimal(high, low)
}

function hexadecimal(high: number, low: number): string {
  const lower = low.toString(16)
  return high === 0 ? lower : (high >>> 0).toString(16) + lower.padStart(8, '0')
}
