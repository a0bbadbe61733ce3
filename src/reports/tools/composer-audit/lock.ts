import type { Location } from '../../../finding.js'
import type { NativeContext } from '../../native/format.js'
import { asObject, asText, objectsOf } from '../../vocabulary/json.js'

export interface ComposerLock {
  /** In the repository. */
  readonly path: string
  /** @param name as the report has it */
  find(name: string): { readonly version?: string; readonly line?: number } | undefined
}

/** Where an audited package is, as far as the lock file is known. */
export interface InstalledPackage {
  readonly location: Location | undefined
  readonly version: string | undefined
}

/**
 * The lock file that an audit is about: the one that has every package which the audit names. Composer itself does not tell it.
 * Source: getcomposer.org/doc/01-basic-usage.md, composer.lock; github.com/composer/composer, Package/Locker.php.
 */
export function openComposerLock({ nearby }: NativeContext, names: readonly string[]): ComposerLock | undefined {
  if (names.length === 0) return undefined
  const file = nearby(['composer.lock'], (text) => {
    const versions = versionsIn(text)
    return names.every((name) => versions.has(name.toLowerCase()))
  })
  if (file === undefined) return undefined
  const [versions, lines] = [versionsIn(file.text), linesOfNames(file.text)]
  return {
    path: file.path,
    find(name) {
      const [version, line] = [versions.get(name.toLowerCase()), lines.get(name.toLowerCase())]
      return { ...(version !== undefined && { version }), ...(line !== undefined && { line }) }
    },
  }
}

export function installedPackage(name: string, lock: ComposerLock | undefined, { places }: NativeContext): InstalledPackage {
  const found = lock?.find(name)
  return { location: places({ path: lock?.path, startLine: found?.line }), version: found?.version }
}

/** Versions by name. A version that is no text is known all the same: the package is there. */
function versionsIn(text: string): ReadonlyMap<string, string | undefined> {
  try {
    const lock = asObject(JSON.parse(text))
    const packages = [...objectsOf(lock?.['packages']), ...objectsOf(lock?.['packages-dev'])]
    return new Map(packages.map(({ name, version }) => [asText(name)?.toLowerCase() ?? '', asText(version)]))
  } catch {
    return new Map()
  }
}

/** Composer indents by four: the name of a package is a member of a member; names of authors are deeper. */
const NAME = '            "name": "'

function linesOfNames(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.startsWith(NAME)) continue
    const name = line.slice(NAME.length).split('"', 1)[0]?.toLowerCase()
    if (name !== undefined && !lines.has(name)) lines.set(name, index + 1)
  }
  return lines
}
