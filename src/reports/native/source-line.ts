/** Where a text is in a file of the checkout. */
export type SourceLine =
  /** The 1-based line on which it begins. */
  | { readonly line: number }
  /** The file is there without it. */
  | 'gone'
  /** There is no such file, or nothing to look for. */
  | 'unknown'

/** Shorter texts are found everywhere. */
const SHORTEST = 6

/**
 * Finds again what a scanner found in an older version of a file (a Git history scan), of which the line number says nothing about the
 * checkout. The line that the scanner names wins when the text is still there.
 */
export function createSourceLines(
  readSource: (path: string) => string | undefined,
): (path: string, text: string, statedLine: number) => SourceLine {
  let last: { readonly path: string; readonly source: string | undefined } | undefined
  return (path, text, statedLine) => {
    if (text.length < SHORTEST) return 'unknown'
    last = last?.path === path ? last : { path, source: readSource(path)?.replaceAll('\r\n', '\n') }
    return last.source === undefined ? 'unknown' : lineOf(last.source, text.replaceAll('\r\n', '\n'), statedLine)
  }
}

function lineOf(source: string, text: string, statedLine: number): SourceLine {
  let line = 1
  let nearest: number | undefined
  for (let from = 0, at = source.indexOf(text); at >= 0; from = at, at = source.indexOf(text, at + text.length)) {
    line += lineFeeds(source, from, at)
    if (nearest === undefined || Math.abs(line - statedLine) < Math.abs(nearest - statedLine)) nearest = line
  }
  return nearest === undefined ? 'gone' : { line: nearest }
}

function lineFeeds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
