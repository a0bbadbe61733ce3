/** The tables of docs/lifecycle.md, made from what the code does and from what the tests play. */
import type { Row } from '../../test/action/lifecycle-scenarios.js'
import { ROWS } from '../../test/action/lifecycle-scenarios.js'
import { eventRows } from './event-rows.js'
import { withPart } from './marked-part.js'

/** @returns the document with both tables made anew between their markers; throws when a marker is missing */
export async function withLifecycleTables(document: string): Promise<string> {
  const mark = (name: string) => ({ name, origin: 'made by npm run docs' })
  return withPart(withPart(document, mark('events'), await eventsTable()), mark('scenarios'), scenariosTable(ROWS))
}

async function eventsTable(): Promise<string> {
  const rows = (await eventRows()).map((row) => `| ${[row.event, row.commit, row.stream, row.auto, row.archives].map(cell).join(' | ')} |`)
  return [
    '| Event | What is analysed | Its findings belong to | `import: auto` | Archives what is fixed |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function scenariosTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${[row.event, row.stored, row.reported, holds(row), said(row)].map(cell).join(' | ')} |`)
  return [
    '| What happened | Security Hub held | The report has | Security Hub holds then | The run says |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

function holds({ after: { open, archived, sameIds } }: Row): string {
  const counts = archived === 0 ? `${open} open` : `${open} open, ${archived} archived`
  return sameIds ? `${counts}, the same Ids` : counts
}

function said({ after: { outcome, said: counts, kept, moved } }: Row): string {
  const told = Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []))
  const movedOnes = moved === undefined ? [] : [`${moved} moved`]
  const left =
    kept === undefined ? [] : [kept.count > 0 ? `${kept.count} left open: \`${kept.reason}\`` : `nothing archived: \`${kept.reason}\``]
  return [`\`${outcome}\``, ...told, ...movedOnes, ...left].join(', ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim()
}
