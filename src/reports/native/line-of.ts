/** Finds the lines of a file that begin with a text. */
export interface LineFinder {
  /** The 1-based line of the first that begins with the first of these texts that any begins with. */
  lineOf(...beginnings: readonly string[]): number | undefined
}

/**
 * For lock files, which are as long as the report that asks for all of their packages: the lines are put in order once.
 * @param text in which line feeds alone end a line, as far as `\r` is not part of what is looked for
 */
export function createLineFinder(text: string): LineFinder {
  const lines = text.split('\n')
  const order = lines.map((_, index) => index).sort((a, b) => compare(lines[a] ?? '', lines[b] ?? '') || a - b)
  const at = (position: number) => lines[order[position] ?? -1]
  const firstWith = (beginning: string): number | undefined => {
    let first: number | undefined
    for (let position = lowerBound(order.length, (one) => (at(one) ?? '') < beginning); at(position)?.startsWith(beginning); position++) {
      first = Math.min(first ?? Number.POSITIVE_INFINITY, order[position] ?? 0)
    }
    return first
  }
  const known = new Map<string, number | undefined>()
  const remembered = (beginning: string) => {
    if (!known.has(beginning)) known.set(beginning, firstWith(beginning))
    return known.get(beginning)
  }
  return {
    lineOf(...beginnings) {
      for (const beginning of beginnings) {
        const index = remembered(beginning)
        if (index !== undefined) return index + 1
      }
      return undefined
    },
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The first position that is not before, of those from 0. */
function lowerBound(size: number, isBefore: (position: number) => boolean): number {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}
