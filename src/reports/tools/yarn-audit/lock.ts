import type { NativeContext } from '../../native/format.js'

export interface YarnLock {
  /** In the repository. */
  readonly path: string
  lineOf(name: string, version: string): number | undefined
}

/** The lock file that has every package of the report. Yarn itself does not tell it. */
export function openYarnLock(
  { nearby }: NativeContext,
  installed: readonly { readonly name: string | undefined; readonly version: string | undefined }[],
): YarnLock | undefined {
  const file = nearby(['yarn.lock'], (text) => {
    const lines = linesOf(text)
    return installed.length > 0 && installed.every(({ name, version }) => lines.has(`${name}@${version}`))
  })
  if (file === undefined) return undefined
  const lines = linesOf(file.text)
  return { path: file.path, lineOf: (name, version) => lines.get(`${name}@${version}`) }
}

/**
 * `name@version` to the line where its entry begins. Source: yarnpkg.com, lock file: an entry's first line has the ranges that it answers
 * (`lodash@^4.17.0, lodash@^4.17.15:`), quoted where they need it; `version "4.17.21"`, since Yarn 2 `version: 4.17.21`, stands below.
 */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  let entry: { readonly name: string; readonly line: number } | undefined
  for (const [index, row] of text.split('\n').entries()) {
    const name = /^"?(@?[^@"\s#]{1,214})@/.exec(row)?.[1]
    const version = /^ {2}version:? "?([^"\s]{1,200})/.exec(row)?.[1]
    if (name !== undefined) entry = { name, line: index + 1 }
    else if (version !== undefined && entry !== undefined) lines.set(`${entry.name}@${version}`, entry.line)
  }
  return lines
}
