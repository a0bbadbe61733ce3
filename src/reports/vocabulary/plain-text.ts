import { withoutInlineMarkup } from './inline-markup.js'
import { asText, isObject } from './json.js'
import { plainLinks } from './plain-links.js'

/**
 * Scanners write Markdown and HTML even where SARIF asks for plain text. Only what is certainly markup is reduced: `*` and `_` inside
 * words, `<T>` and `0 < x` stay as they are, because in a scanner's text they are usually code: the well-known converters take all of it for
 * markup. Everything here runs in linear time.
 */
export function plainText(text: string): string {
  const source = text.replace(/\r\n?/g, '\n')
  if (!/[[<&*#`|~>]|---/.test(source)) return source.trim()
  // On a single line `# noqa` and `> 80 characters` are words and no heading, no quotation.
  return inline(source.includes('\n') ? blocks(source) : source.replace(SUBHEADING, ''))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The plain text of a multiformat message string (§3.12): its `text`, else its Markdown. */
export function multiformatText(value: unknown): string | undefined {
  const source = markupOf(value)
  return source === undefined ? undefined : asText(plainText(source))
}

/** The same as it is written, for readers that look for headings. */
export function markupOf(value: unknown): string | undefined {
  return isObject(value) ? (asText(value['text']) ?? asText(value['markdown'])) : undefined
}

/** On one line, for titles. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

const FENCE = /^\s*(?:```|~~~)/
const SUBHEADING = /^ {0,3}#{2,6} +/
const HEADING = /^ {0,3}#{1,6} +/
const RULER = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/
const TABLE_RULER = /^[\s:|-]+$/

function blocks(text: string): string {
  const lines: string[] = []
  let fenced = false
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) fenced = !fenced
    else if (fenced) lines.push(line)
    else lines.push(...block(line))
  }
  return lines.join('\n')
}

function block(line: string): readonly string[] {
  const unquoted = line.replace(/^(?: {0,3}> ?)+/, '')
  if (RULER.test(unquoted) || (unquoted.includes('|') && unquoted.includes('-') && TABLE_RULER.test(unquoted))) return []
  if (/^\s*\|.*\|\s*$/.test(unquoted)) return [cells(unquoted).join(' | ')]
  return [unquoted.replace(HEADING, '')]
}

/** The cells of a Markdown table row. */
export function cells(row: string): readonly string[] {
  const trimmed = row.trim()
  return trimmed
    .slice(trimmed.startsWith('|') ? 1 : 0, trimmed.endsWith('|') ? -1 : undefined)
    .split('|')
    .map((cell) => cell.trim())
}

function inline(text: string): string {
  return withoutInlineMarkup(plainLinks(text).replace(/<(https?:\/\/[^<>\s]+)>/g, '$1'))
}
