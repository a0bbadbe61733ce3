import type { NativeContext } from '../../native/format.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'

/** Source: docs.npmjs.com, package-lock.json: `packages` maps places in the tree to what is installed there, since npm 7. */
const LOCK_FILES = ['npm-shrinkwrap.json', 'package-lock.json']

export interface NpmLock {
  /** In the repository. */
  readonly path: string
  /** @param node a place in the tree: `node_modules/lodash` */
  find(node: string): { readonly version?: string; readonly line?: number } | undefined
}

/** The lock file that an audit is about: the one that has every place which the audit names. npm itself does not tell it. */
export function openNpmLock({ nearby }: NativeContext, nodes: readonly string[]): NpmLock | undefined {
  if (nodes.length === 0) return undefined
  const file = nearby(LOCK_FILES, (text) => {
    const packages = packagesIn(text)
    return packages !== undefined && nodes.every((node) => Object.hasOwn(packages, node))
  })
  const packages = file && packagesIn(file.text)
  if (file === undefined || packages === undefined) return undefined
  const lines = linesOfKeys(file.text)
  return {
    path: file.path,
    find(node) {
      if (!Object.hasOwn(packages, node)) return undefined
      const version = asText(asObject(packages[node])?.['version'])
      const line = lines.get(keyOf(node))
      return { ...(version !== undefined && { version }), ...(line !== undefined && { line }) }
    },
  }
}

function packagesIn(text: string): JsonObject | undefined {
  try {
    return asObject(asObject(JSON.parse(text))?.['packages'])
  } catch {
    return undefined
  }
}

/** npm writes a key to a line. */
function linesOfKeys(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const [index, line] of text.split('\n').entries()) {
    const entry = line.trim()
    const key = entry.endsWith('{') ? entry.slice(0, -1).trimEnd() : entry
    if (key.startsWith('"node_modules/') && key.endsWith('":')) lines.set(key, index + 1)
  }
  return lines
}

function keyOf(node: string): string {
  return `${JSON.stringify(node)}:`
}
