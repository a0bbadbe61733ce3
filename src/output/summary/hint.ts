import { prose } from '../markdown.js'
import { forHtml } from '../safe-text.js'

const LINE_CHARS = 1000

interface Piece {
  readonly kind: 'code' | 'item' | 'sentence'
  readonly lines: readonly string[]
}

/**
 * What to do about an error, as Markdown blocks: sentences as paragraphs, `- ` lines as a list, and what is to be copied (YAML, JSON, a
 * command) as it is. A hint is plain text in the log and in annotations too, so this is told from the lines themselves; where it is told
 * wrongly, the words are still all there.
 */
export function renderHint(hint: string): string {
  return `<strong>What to do:</strong> ${renderLines(hint)}`
}

/** The same for any text of which the first line is a sentence. */
export function renderLines(text: string): string {
  return piecesOf(text).map(renderPiece).join('\n\n')
}

/** Neighbouring lines of a kind in one piece, but a sentence for itself. The first is a sentence, it stands behind "What to do:". */
function piecesOf(hint: string): Piece[] {
  const pieces: Piece[] = []
  for (const line of hint.split('\n').filter((text) => text.trim() !== '')) {
    const kind = pieces.length === 0 ? 'sentence' : kindOf(line)
    const last = pieces.at(-1)
    if (last?.kind === kind && kind !== 'sentence') pieces.splice(-1, 1, { kind, lines: [...last.lines, line] })
    else pieces.push({ kind, lines: [line] })
  }
  return pieces
}

/** Indented, JSON, a YAML key with or without a dash, or a call of the AWS CLI. */
const CODE = /^(\s|[{}[\]"]|(- )?[\w-]+:(\s|$)|aws \S)/

function kindOf(line: string): Piece['kind'] {
  if (CODE.test(line)) return 'code'
  return line.startsWith('- ') ? 'item' : 'sentence'
}

function renderPiece({ kind, lines }: Piece): string {
  if (kind === 'code') return `<pre>${forHtml(lines.join('\n'))}</pre>`
  if (kind === 'item') return lines.map((line) => `- ${prose(line.slice(2), LINE_CHARS)}`).join('\n')
  return prose(lines.join(' '), LINE_CHARS)
}
