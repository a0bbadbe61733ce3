/** Pieces of GitHub-flavoured Markdown made from hostile text. Every function here returns Markdown that is safe to put on a line or into a cell. */
import { cutEnd } from './cut-text.js'
import { escapeInline, forMarkdown, oneLine, safeUrl } from './safe-text.js'

/** Text as it is, cut to `limit` characters before it is escaped. */
export function plain(text: string, limit: number): string {
  return forMarkdown(cutEnd(oneLine(text), limit))
}

/** Text in which scanners and people mark code with backticks: paired ones become code, the rest shows as it is. */
export function prose(text: string, limit: number): string {
  const pieces = cutEnd(oneLine(text), limit).split(/`+/)
  const closed = pieces.length % 2 === 1
  return pieces
    .map((piece, index) => {
      if (index % 2 === 0) return escapeInline(piece)
      return closed || index < pieces.length - 1 ? code(piece) : escapeInline(`\`${piece}`)
    })
    .join('')
}

/**
 * A code span: nothing inside is Markdown, and GitHub links nothing in it. A path can be copied out of it unchanged.
 * In a table `|` cannot be written in a code span where a backslash may stand before it, so such text goes the way of plain text.
 */
export function code(text: string): string {
  const line = oneLine(text)
  if (line === '') return ''
  if (line.includes('|')) return `<code>${forMarkdown(line)}</code>`
  const fence = '`'.repeat(longestRun(line) + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

/** A link with Markdown as its label; the label alone when the address is none that may be linked. */
export function link(label: string, address: string | undefined): string {
  const url = address === undefined ? undefined : safeUrl(address)
  return url === undefined ? label : `[${label}](${url.replaceAll('&', '&amp;')})`
}

/** Header and delimiter row. The first column is text, the others are text or numbers. */
export function tableHead(columns: readonly string[], others: 'text' | 'numbers' = 'text'): string {
  const delimiter = others === 'numbers' ? '--:' : ':--'
  return `${tableRow(columns)}\n${tableRow(columns.map((_, index) => (index === 0 ? ':--' : delimiter)))}`
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}
