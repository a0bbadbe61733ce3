/** The README's tables of inputs and outputs, made from action.yml. */
import { parse } from 'yaml'
import { withPart } from './marked-part.js'

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

/** @returns the README with both tables made anew between their markers; throws when a marker is missing */
export function withTables(readme: string, actionYaml: string): string {
  const action = parse(actionYaml) as Action
  return withPart(withPart(readme, mark('inputs'), inputsTable(action)), mark('outputs'), outputsTable(action))
}

function mark(name: string) {
  return { name, origin: 'made from action.yml by npm run docs' }
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
