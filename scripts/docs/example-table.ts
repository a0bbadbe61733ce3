/** The table of `examples/README.md`, made from the workflows themselves. */
import type { Example, Job, Workflow } from '../examples/read-examples.js'
import { type Mark, withPart } from './marked-part.js'

const MARK: Mark = { name: 'examples', origin: 'made from the workflows by npm run docs' }

/** What people come with, and the files that answer it. */
export const SECTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['To begin with', ['dry-run']],
  [
    'A scanner',
    [
      'trivy-filesystem',
      'trivy-image',
      'semgrep',
      'codeql',
      'checkov',
      'gitleaks',
      'npm-audit',
      'pip-audit',
      'grype-syft',
      'zap',
      'prowler',
    ],
  ],
  ['Pull requests, forks, Dependabot', ['pull-request-gate', 'forks-scan', 'forks-publish', 'dependabot-alerts']],
  ['Branches', ['branches-and-dependabot', 'deleted-branches']],
  ['Several analyses', ['matrix', 'monorepo', 'container-job']],
  ['An organization', ['organization-scan', 'organization-required', 'several-accounts']],
  ['Other places', ['self-hosted', 'enterprise-server', 'govcloud', 'china']],
]

/** @returns the page with the tables made anew; throws when an example is in no section, or a section names none */
export function withExampleTable(page: string, examples: readonly Example[]): string {
  const named = SECTIONS.flatMap(([, names]) => names.map((name) => `${name}.yml`))
  const unnamed = examples.filter(({ file }) => !named.includes(file)).map(({ file }) => file)
  if (unnamed.length > 0) throw new Error(`In no section: ${unnamed.join(', ')}`)
  const tables = SECTIONS.map(([title, names]) => `## ${title}\n\n${table(names.map((name) => find(examples, `${name}.yml`)))}`)
  return withPart(page, MARK, tables.join('\n\n'))
}

function find(examples: readonly Example[], file: string): Example {
  const found = examples.find((example) => example.file === file)
  if (found === undefined) throw new Error(`There is no ${file}`)
  return found
}

function table(examples: readonly Example[]): string {
  const rows = examples.map(({ file, about, workflow }) => [
    `[${file}](${file})`,
    firstSentence(about),
    Object.keys(workflow.on).map(code).join(', '),
    permissionsOf(workflow),
  ])
  const head = ['File', 'What it shows', 'Runs on', 'Permissions']
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
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
