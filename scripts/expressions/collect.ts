/** Every regular expression of the source, from its syntax tree: those that are written down, and where others are built. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from '@swc/core'

export interface Expressions {
  /** As written, `/a+/g`, to the files they stand in. */
  readonly written: ReadonlyMap<string, readonly string[]>
  /** Files that call the constructor. */
  readonly built: readonly string[]
}

/** @param folder of TypeScript files */
export function collectExpressions(folder: string): Expressions {
  const written = new Map<string, string[]>()
  const built: string[] = []
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.ts')) continue
    const file = join(folder, name)
    visit(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', target: 'es2022' }), (node) => {
      if (node['type'] === 'RegExpLiteral') add(written, `/${node['pattern']}/${node['flags']}`, file)
      if (buildsExpression(node) && !built.includes(file)) built.push(file)
    })
  }
  return { written, built }
}

type SyntaxNode = Readonly<Record<string, unknown>>

function visit(value: unknown, act: (node: SyntaxNode) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) act(value as SyntaxNode)
  for (const child of Object.values(value)) visit(child, act)
}

function buildsExpression({ type, callee }: SyntaxNode): boolean {
  return (type === 'NewExpression' || type === 'CallExpression') && (callee as SyntaxNode | undefined)?.['value'] === 'RegExp'
}

function add(groups: Map<string, string[]>, key: string, file: string): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [file])
  else if (!group.includes(file)) group.push(file)
}
