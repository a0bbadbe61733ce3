import type { NativeContext } from '../../native/format.js'
import { lineOf } from '../../native/line-of.js'

/** The `go.mod` of the scanned module. */
export interface GoModule {
  /** In the repository. */
  readonly path: string
  /** Its folder; `''` for the repository's root. */
  readonly folder: string
  /** The line that asks for a module; the `go` line for the standard library. */
  lineOf(module: string, version: string | undefined): number | undefined
}

/** @param main path of the scanned module; without it nothing proves that a `go.mod` is the one. */
export function openGoModule({ nearby }: NativeContext, main: string | undefined): GoModule | undefined {
  if (main === undefined) return undefined
  const file = nearby(['go.mod'], (text) => text.split('\n').some((line) => line.trim() === `module ${main}`))
  if (file === undefined) return undefined
  return {
    path: file.path,
    folder: file.path.split('/').slice(0, -1).join('/'),
    lineOf: (module, version) =>
      module === 'stdlib' ? lineOf(file.text, '\ngo ', '\ntoolchain ') : lineOf(file.text, `${module} ${version ?? ''}`),
  }
}
