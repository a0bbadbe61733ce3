/** The 1-based line of the first of these texts that stands in a file. For lock files, which have every package exactly once. */
export function lineOf(text: string, ...needles: readonly string[]): number | undefined {
  for (const needle of needles) {
    const at = text.indexOf(needle)
    if (at >= 0) return text.slice(0, at).split('\n').length
  }
  return undefined
}
