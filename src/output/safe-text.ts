/**
 * Makes text of scanners, of AWS and of the repository harmless for the place where it is shown.
 * All of it is hostile: whoever can name a file or a rule in a scanned repository can write it.
 */
import { replaceHidden } from '../hidden-characters.js'
import { cutEnd } from './cut-text.js'

/** A line of the log. GitHub shows longer ones, people do not read them. */
const LOG_LINE_CHARS = 2000

/** What a browser or GitHub's camo would still take. Longer ones are not links but payloads. */
const URL_CHARS = 2048

/** Every way to end a line that some consumer knows, among them NEL, which the runner's `TrimStart()` takes for white space. */
const LINE_BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g

/** Stands where something unseen was, so that its presence is told. */
const REPLACEMENT = '\uFFFD'

/** Well-formed text in which nothing is hidden; lines end with `\n`, tabs are spaces. */
export function visibleText(text: string): string {
  return replaceHidden(text.toWellFormed().replace(LINE_BREAKS, '\n').replaceAll('\t', '    '), REPLACEMENT)
}

/** Visible text on a single line, white space runs as one space. */
export function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ').trim()
}

/** One line for the log that the runner cannot take for a command. */
export function forLog(text: string): string {
  return withoutCommand(cutEnd(oneLine(text), LOG_LINE_CHARS))
}

/** The lines of a text for the log, indentation kept, none of which the runner can take for a command. */
export function forLogLines(text: string): string[] {
  return visibleText(text)
    .split('\n')
    .map((line) => withoutCommand(cutEnd(line.trimEnd(), LOG_LINE_CHARS)))
}

/**
 * What may be the data of a workflow command: lines of visible text. The percent escapes are `@actions/core`'s.
 * The runner does not look for commands in a command's data, but the log viewer shows `##[group]` and its kin as what they stand for.
 */
export function forCommandData(text: string): string {
  return forLogLines(text).join('\n')
}

/** What may be a command property that people read, such as `title`. One line; the percent escapes are `@actions/core`'s. */
export function forCommandProperty(text: string, limit: number): string {
  return cutEnd(oneLine(text), limit)
}

/**
 * Inline text that shows as it is wherever Markdown or HTML may stand: in a paragraph, a table cell, a heading, a `<summary>`.
 * It can form no markup, link, image, mention, issue reference, emoji, formula or HTML.
 *
 * Character references do it, since "numeric character references cannot be used in place of symbols indicating structure"
 * (CommonMark 0.31.2 section 2.5) and mean the same in HTML. What GitHub turns into links after that, from the plain text
 * (GFM's extended autolinks, mentions, references, emoji), is broken by a zero-width space.
 * Commit ids are left: GitHub links only those that exist in this very repository.
 */
export function forMarkdown(text: string): string {
  return escapeInline(oneLine(text))
}

/** As `forMarkdown`, for a piece of a text that is already on one line: the white space at its ends stays. */
export function escapeInline(piece: string): string {
  return piece
    .replace(SPECIAL, (match, linker?: string) => (linker === undefined ? reference(match) : `${linker.replace('#', reference)}${BREAK}`))
    .replace(LINE_START, (_match, before: string, char: string) => `${before}${reference(char)}`)
}

/** A zero-width space. */
const BREAK = '&#8203;'

/**
 * First what GitHub's own linkers look for: `@` (mentions and e-mail addresses), `#1` and `GH-1`, `https://`, `www.`, and the first colon
 * of `:emoji:`. Then the characters that can be structure of Markdown or HTML in the middle of a line.
 */
const SPECIAL = /(@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|:(?=[\w+-]+:)|www(?=\.))|[&<>"'|`*_[\]~\\#$]/gi

/** What begins a list, a heading's underline or a table's delimiter row when it is the first thing of a line. */
const LINE_START = /^( *\d*)((?<=\d)[.)]|(?<!\d)[-+=:])/

function reference(char: string): string {
  // GitHub's own way to write a dollar that begins no formula: docs.github.com, "Writing mathematical expressions".
  return char === '$' ? '<span>&#36;</span>' : `&#${char.charCodeAt(0)};`
}

/** Lines of text for an HTML `<pre>`, where GitHub links nothing. */
export function forHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, reference)
}

/**
 * An http(s) address that may be a link's target, percent-encoded so that it cannot end a Markdown link, an HTML attribute or a table cell.
 * Undefined for anything else: other schemes, no absolute address, one with a user name (`https://github.com@…`), one that is too long.
 */
export function safeUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined
  if (url.username !== '' || url.password !== '' || url.href.length > URL_CHARS) return undefined
  return url.href.replace(/[\s"'()<>\\^`{|}$]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** See `ActionCommand` in the runner's source: `::name::` counts after leading white space, `##[name]` anywhere in the line. */
function withoutCommand(line: string): string {
  return line.replaceAll('##[', '# #[').replace(/^(\s*)::/, '$1: :')
}
