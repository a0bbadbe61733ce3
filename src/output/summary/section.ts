/** A part of the summary that can be cut: what always stays, and rows of which as many are shown as there is room for. */
export interface Section {
  /** Markdown blocks. */
  readonly head: string
  /** Markdown, one after the other on lines of their own. Most important first. */
  readonly rows: readonly string[]
  /** How many there would be in all: `rows` can itself be a selection. */
  readonly total: number
  /** What to say of those that are not shown. Plain Markdown, one line. */
  readonly more: (missing: number) => string
  /** Markdown after rows and note, `</details>` for one. */
  readonly tail?: string
}

/** A section without rows. */
export function block(head: string): Section {
  return { head, rows: [], total: 0, more: () => '' }
}

/**
 * The sections one below the other in at most `limit` bytes of UTF-8. Heads, notes and tails always stay; what is left of the room goes to
 * the rows, to those of an earlier section first.
 */
export function fitSections(sections: readonly Section[], limit: number): string {
  const fixed = sections.reduce((bytes, section) => bytes + fixedBytes(section), 0)
  let room = limit - fixed
  return sections
    .map((section) => {
      const shown = rowsWithin(section.rows, room)
      room -= bytesOfRows(shown)
      return render(section, shown)
    })
    .join('')
}

function render(section: Section, shown: readonly string[]): string {
  const missing = section.total - shown.length
  const rows = shown.map((row) => `${row}\n`).join('')
  return `${section.head}\n${rows}\n${missing > 0 ? `${section.more(missing)}\n\n` : ''}${tailOf(section)}`
}

function tailOf(section: Section): string {
  return section.tail === undefined ? '' : `${section.tail}\n\n`
}

/** Bytes with every row missing: the note is never longer than that. */
function fixedBytes(section: Section): number {
  return Buffer.byteLength(render({ ...section, total: Math.max(section.total, section.rows.length) }, []))
}

function rowsWithin(rows: readonly string[], room: number): readonly string[] {
  let used = 0
  const end = rows.findIndex((row) => {
    used += bytesOfRows([row])
    return used > room
  })
  return end === -1 ? rows : rows.slice(0, end)
}

function bytesOfRows(rows: readonly string[]): number {
  return rows.reduce((bytes, row) => bytes + Buffer.byteLength(row) + 1, 0)
}
