/**
 * The line hash that GitHub code scanning uses as `primaryLocationLineHash`: a rolling hash over the first hundred characters
 * from the start of a line, blanks and tabs left out, line ends unified. It does not change with indentation, with CRLF, or with lines inserted above.
 * The algorithm is that of github/codeql-action, src/fingerprints.ts, and has to agree with it bit for bit: its arithmetic is modulo 2^64,
 * done here in two 32-bit halves because BigInt is five times slower.
 */

/** Characters that one hash covers. */
const WINDOW = 100
const MULTIPLIER = 37
/** 37^100 modulo 2^64: what the character that leaves the window was multiplied by. */
const LEAVING_HIGH = 0xe59cd09a | 0
const LEAVING_LOW = 0x331cdb71
const TWO_TO_32 = 0x1_0000_0000
const TAB = 9
const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
const END_OF_FILE = 65535

/**
 * @param text a file's content; a byte order mark counts as a character, as it does for code scanning
 * @returns for each line, the first one at index 0, `<hash>:<n>`: hexadecimal without padding, and a counter of equal hashes in the file
 */
export function lineHashes(text: string): string[] {
  const hasher = createHasher()
  for (let index = 0; index < text.length; index++) hasher.accept(text.charCodeAt(index))
  hasher.accept(END_OF_FILE)
  return hasher.finish()
}

function createHasher() {
  const characters = new Uint16Array(WINDOW)
  const lineAt = new Int32Array(WINDOW).fill(-1)
  const hashes: string[] = []
  const seen = new Map<string, number>()
  let high = 0
  let low = 0
  let position = 0
  let line = -1
  let atLineStart = true
  let afterCarriageReturn = false

  const emit = () => {
    const hash = hexadecimal(high, low)
    const count = (seen.get(hash) ?? 0) + 1
    seen.set(hash, count)
    hashes[lineAt[position] ?? 0] = `${hash}:${count}`
    lineAt[position] = -1
  }
  const push = (character: number) => {
    const leaving = characters[position] ?? 0
    characters[position] = character
    position = position + 1 === WINDOW ? 0 : position + 1
    const sum = low * MULTIPLIER + character
    // A UTF-16 unit has 16 bits, so the product stays below 2^48 and is exact.
    const product = LEAVING_LOW * leaving
    const newLow = (sum >>> 0) - (product >>> 0)
    const borrow = newLow < 0 ? 1 : 0
    high = (Math.imul(high, MULTIPLIER) + Math.floor(sum / TWO_TO_32)) | 0
    high = (high - Math.floor(product / TWO_TO_32) - Math.imul(LEAVING_HIGH, leaving) - borrow) | 0
    low = newLow >>> 0
  }
  const accept = (unit: number) => {
    if (unit === SPACE || unit === TAB || (afterCarriageReturn && unit === LINE_FEED)) {
      afterCarriageReturn = false
      return
    }
    afterCarriageReturn = unit === CARRIAGE_RETURN
    const character = afterCarriageReturn ? LINE_FEED : unit
    if (lineAt[position] !== -1) emit()
    if (atLineStart) {
      atLineStart = false
      line += 1
      lineAt[position] = line
    }
    if (character === LINE_FEED) atLineStart = true
    push(character)
  }
  const finish = () => {
    for (let left = 0; left < WINDOW; left++) {
      if (lineAt[position] !== -1) emit()
      push(0)
    }
    return hashes
  }
  return { accept, finish }
}

function hexadecimal(high: number, low: number): string {
  const lower = low.toString(16)
  return high === 0 ? lower : (high >>> 0).toString(16) + lower.padStart(8, '0')
}
