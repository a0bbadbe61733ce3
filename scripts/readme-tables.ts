/** The README's tables of inputs and outputs, made from action.yml. */
import { parse } from 'yaml'

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

/** @returns the README with both tables made anew between their markers; throws when a marker is missing */
export function withTables(readme: string, actionYaml: string): string {
  const action = parse(actionYaml) as Action
  return between(between(readme, 'inputs', inputsTable(action)), 'outputs', outputsTable(action))
}

function inputsTable({ inputs }: Action): string {
  const rows = Object.entries(inputs).map(([name, input]) => `| \`${name}\` | ${fallback(input)} | ${cell(input.description)} |`)
  return ['| Input | Default | Meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function outputsTable({ outputs }: Action): string {
  const rows = Object.entries(outputs).map(([name, output]) => `| \`${name}\` | ${cell(output.description)} |`)
  return ['| Output | Value |', '| --- | --- |', ...rows].join('\n')
}

function fallback(input: { readonly required?: boolean; readonly default?: string }): string {
  if (input.required) return '**required**'
  return input.default === undefined ? '' : `\`${cell(input.default)}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim()
}

function between(text: string, name: string, content: string): string {
  const start = `<!-- ${name}:start, made from action.yml by npm run docs -->`
  const end = `<!-- ${name}:end -->`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md has no ${start} … ${end}`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}
