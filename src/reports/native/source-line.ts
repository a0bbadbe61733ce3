import { createKept } from '../vocabulary/kept.js'
import { createTextPlaces, type TextPlaces } from './text-places.js'

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

/** Characters of the files that are kept at once. The leaks of a history come by commit: its files come again and again. */
const CHARACTERS_KEPT = 16 * 2 ** 20

/**
 * Finds again what a scanner found in an older version of a file (a Git history scan), of which the line number says nothing about the
 * checkout. The line that the scanner names wins when the text is still there.
 */
export function createSourceLines(
  readSource: (path: string) => string | undefined,
): (path: string, text: string, statedLine: number) => SourceLine {
  const files = createKept(
    (path) => ({ places: placesIn(readSource(path)) }),
    ({ places }) => 1 + (places?.length ?? 0),
    CHARACTERS_KEPT,
  )
  return (path, text, statedLine) => {
    if (text.length < SHORTEST) return 'unknown'
    const { places } = files.of(path)
    if (places === undefined) return 'unknown'
    const nearest = nearestOf(places.linesOf(text.replaceAll('\r\n', '\n')), statedLine)
    return nearest === undefined ? 'gone' : { line: nearest }
  }
}

function placesIn(source: string | undefined): TextPlaces | undefined {
  return source === undefined ? undefined : createTextPlaces(source.replaceAll('\r\n', '\n'), SHORTEST)
}

/** Of two that are as near, the upper one. */
function nearestOf(lines: Uint32Array, stated: number): number | undefined {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lines[middle] ?? 0) < stated) low = middle + 1
    else high = middle
  }
  const [above, below] = [lines[low - 1], lines[low]]
  if (above === undefined || below === undefined) return above ?? below
  return stated - above <= below - stated ? above : below
}
