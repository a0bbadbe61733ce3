/** The table of `examples/README.md`, made from the workflows themselves. */
import type { Example, Job, Workflow } from '../examples/read-examples.js'
import { type Mark, withPart } from './marked-part.js'

const MARK: Mark = { name: 'examples', origin: 'made from the workflows by npm run docs' }

/** @returns the page with the table made anew */
export function withExampleTable(page: string, examples: readonly Example[]): string {
  const rows = examples.map(({ file, about, workflow }) => [
    `[${file}](${file})`,
    firstSentence(about),
    Object.keys(workflow.on).map(code).join(', '),
    permissionsOf(workflow),
  ])
  const head = ['File', 'What it shows', 'Runs on', 'Permissions']
  return withPart(page, MARK, [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'))
}

function firstSentence(text: string): string {
  const end = text.indexOf('. ')
  return (end === -1 ? text : text.slice(0, end)).replace(/\.$/, '').replaceAll('|', '\\|')
}

/** By jobs where they differ: the scan has less than what publishes. */
function permissionsOf({ jobs }: Workflow): string {
  const named = Object.entries(jobs).map(([name, job]) => [name, listed(job)] as const)
  const first = named[0]?.[1] ?? ''
  return named.every(([, permissions]) => permissions === first)
    ? first
    : named.map(([name, permissions]) => `${name}: ${permissions}`).join('; ')
}

function listed({ permissions = {} }: Job): string {
  return Object.entries(permissions)
    .map(([name, access]) => code(`${name}: ${access}`))
    .join(', ')
}

function code(text: string): string {
  return `\`${text}\``
}
