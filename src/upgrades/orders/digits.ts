/** What the orders have in common: numbers of any length, told apart from letters without an expression. */
import { compareTexts } from '../../compare-texts.js'

export function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

export function isLetter(char: string | undefined): boolean {
  return char !== undefined && ((char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z'))
}

/** Nothing but digits, and at least one. */
export function isNumber(text: string): boolean {
  return text !== '' && [...text].every(isDigit)
}

/** As numbers, however long. Nothing counts as zero. */
export function compareNumbers(left: string, right: string): number {
  const [a, b] = [withoutZeros(left), withoutZeros(right)]
  return a.length - b.length || compareTexts(a, b)
}

/** The end of the run of such characters that begins at `start`. */
export function runEnd(text: string, start: number, belongs: (char: string | undefined) => boolean): number {
  let end = start
  while (belongs(text[end])) end += 1
  return end
}

/** The first that is not zero. */
export function firstDifference(differences: Iterable<number>): number {
  for (const difference of differences) if (difference !== 0) return difference
  return 0
}

function withoutZeros(digits: string): string {
  return digits.slice(runEnd(digits, 0, (char) => char === '0'))
}
