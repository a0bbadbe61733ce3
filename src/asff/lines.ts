/** A line number that can be one; anything else is left out. */
export function lineNumber(line: number | undefined): number | undefined {
  return line !== undefined && Number.isSafeInteger(line) && line > 0 ? line : undefined
}
