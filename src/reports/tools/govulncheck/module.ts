import type { NativeContext } from '../../native/format.js'

/** The `go.mod` of the scanned module. */
export interface GoModule {
  /** In the repository. */
  readonly path: string
  /** Its folder; `''` for the repository's root. */
  readonly folder: string
  /** The line that asks for a module; the `go` line for the standard library. */
  lineOf(module: string, version: string | undefined): number | undefined
}

/**
 * @returns finds the `go.mod` of a scanned module by its path, which proves that it is the one; a report may name any number of modules, so a
 * file is taken apart once
 */
export function createGoModules({ nearby }: NativeContext): (main: string) => GoModule | undefined {
  let last: { readonly text: string; readonly module: ModuleFile } | undefined
  const moduleIn = (text: string): ModuleFile => {
    if (last?.text !== text) last = { text, module: readModuleFile(text) }
    return last.module
  }
  return (main) => {
    const file = nearby(['go.mod'], (text) => moduleIn(text).names.has(main))
    if (file === undefined) return undefined
    const { words } = moduleIn(file.text)
    return {
      path: file.path,
      folder: file.path.split('/').slice(0, -1).join('/'),
      lineOf: (module, version) => words.get(module === 'stdlib' ? 'go' : `${module} ${version}`),
    }
  }
}

interface ModuleFile {
  /** What it says that it is: one name, in a file of Go's. */
  readonly names: ReadonlySet<string>
  /**
   * The 1-based line of every word, and of every two that follow each other: `require golang.org/x/text v0.3.5`, or the two alone in a block.
   */
  readonly words: ReadonlyMap<string, number>
}

function readModuleFile(text: string): ModuleFile {
  const names = new Set<string>()
  const words = new Map<string, number>()
  for (const [index, line] of text.split('\n').entries()) {
    const all = line.trim().split(/\s+/)
    if (all[0] === 'module' && all[1] !== undefined && all.length === 2) names.add(all[1])
    for (const [at, word] of all.entries()) {
      for (const key of [word, `${word} ${all[at + 1]}`]) if (!words.has(key)) words.set(key, index + 1)
    }
  }
  return { names, words }
}
