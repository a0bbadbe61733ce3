import { asText } from './json.js'

/** What tools write where they have nothing to say: words of Go, Python, JavaScript and Java for no value, and of people. Lower case. */
const NOTHING: ReadonlySet<string> = new Set([
  ...['-', '--', '---', '–', '—', '?', '.', '*'],
  ...['null', 'nil', '<nil>', 'none', '<none>', 'undefined', 'nan', 'n/a', 'na', 'n.a.'],
  ...['unknown', '<unknown>', '(unknown)', '[unknown]', '(devel)', 'unspecified', 'not specified', 'not set', 'no value', 'missing'],
  ...['not available', 'notavailable', 'not applicable', 'notapplicable', 'none provided', 'not provided', 'tbd'],
])

/** A text that says something: `Unknown`, `n/a`, `-` and their like are no value. For what is no free text: a version, an image, a word for a grade. */
export function stated(value: unknown): string | undefined {
  const text = asText(value)
  return text === undefined || saysNothing(text) ? undefined : text
}

export function saysNothing(text: string): boolean {
  return NOTHING.has(text.trim().toLowerCase())
}
