/**
 * Messages that are small tables: `Package: lodash\nInstalled Version: 4.17.20\n…`. Names in lower case; the first of a name counts.
 * Only the beginning of a line makes a label, so nothing inside a value does.
 */
export function labelsIn(text: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  if (!text.includes(':')) return labels
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (name !== '' && name.length <= LONGEST_LABEL && value !== '' && !labels.has(name)) labels.set(name, value)
  }
  return labels
}

/** Longer is a sentence. */
const LONGEST_LABEL = 40
