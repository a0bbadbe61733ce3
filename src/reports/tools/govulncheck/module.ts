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

/** @param main path of the scanned module, which proves that a `go.mod` is the one */
export function openGoModule({ nearby }: NativeContext, main: string): GoModule | undefined {
  const file = nearby(['go.mod'], (text) => text.split('\n').some((line) => line.trim() === `module ${main}`))
  if (file === undefined) return undefined
  return {
    path: file.path,
    folder: file.path.split('/').slice(0, -1).join('/'),
    lineOf: (module, version) => lineOfWords(file.text, module === 'stdlib' ? ['go'] : [module, version ?? '']),
  }
}

/** The 1-based line in which these words follow each other: `require golang.org/x/text v0.3.5`, or the two alone in a block. */
function lineOfWords(text: string, wanted: readonly string[]): number | undefined {
  const index = text.split('\n').findIndex((line) => {
    const words = line.trim().split(/\s+/)
    const at = words.indexOf(wanted[0] ?? '')
    return at >= 0 && wanted.every((word, offset) => words[at + offset] === word)
  })
  return index < 0 ? undefined : index + 1
}
