/** Security Hub's service model: `Integer`, 32 bits with a sign. What becomes of a larger number is not documented. */
const LARGEST_INTEGER = 2 ** 31 - 1

/** A line number that can be one; anything else is left out. */
export function lineNumber(line: number | undefined): number | undefined {
  return line !== undefined && Number.isInteger(line) && line > 0 && line <= LARGEST_INTEGER ? line : undefined
}
