import type { NativeContext } from '../../native/format.js'
import { createLineFinder } from '../../native/line-of.js'
import { asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

export interface PnpmLock {
  /** In the repository. */
  readonly path: string
  lineOf(name: string | undefined, version: string | undefined): number | undefined
}

/** The lock file that has every package of the report. pnpm itself does not tell it. */
export function openPnpmLock({ nearby }: NativeContext, advisories: readonly JsonObject[]): PnpmLock | undefined {
  const installed = advisories.flatMap(({ module_name: name, findings }) =>
    objectsOf(findings).map(({ version }) => keysOf(asText(name), asText(version))),
  )
  const file = nearby(['pnpm-lock.yaml'], (text) => {
    const { lineOf } = createLineFinder(text)
    return installed.length > 0 && installed.every((keys) => lineOf(...keys) !== undefined)
  })
  if (file === undefined) return undefined
  const { lineOf } = createLineFinder(file.text)
  return { path: file.path, lineOf: (name, version) => lineOf(...keysOf(name, version)) }
}

/**
 * How an entry of a package begins. Source: github.com/pnpm/spec, lockfile: `lodash@4.17.15` since version 9,
 * with a slash before it since 6.0, `/lodash/4.17.15` before; quoted where YAML needs it, and peers in parentheses behind.
 */
function keysOf(name = '', version = ''): readonly string[] {
  const keys = [`${name}@${version}`, `/${name}@${version}`, `/${name}/${version}`]
  return keys.flatMap((key) => [`  ${key}:`, `  ${key}(`, `  '${key}':`, `  '${key}(`])
}
