/** Packages as their ecosystems compare them, so that two tools' spellings of one package are one. */
import type { VulnerablePackage } from '../finding.js'

/**
 * Kinds of names. `pypi`: PEP 503, without regard to case, runs of `-`, `_` and `.` are one. `caseless`: NuGet ("Package identifiers are case
 * insensitive", learn.microsoft.com) and Composer (getcomposer.org, schema: names are lower case). All others are compared as they are: npm has
 * names of before 2017 that differ in case alone (docs.npmjs.com, package.json, name), Go module paths are case-sensitive (go.dev/ref/mod).
 */
type Spelling = 'pypi' | 'caseless' | 'exact'

/** By the words of tools and purls for an ecosystem, in lower case. */
const SPELLINGS: ReadonlyMap<string, Spelling> = new Map([
  ...['pypi', 'pip', 'pipenv', 'poetry', 'uv', 'python', 'python-pkg', 'pythonpkg'].map((name) => [name, 'pypi'] as const),
  ...['nuget', 'dotnet-core', 'dotnet_core', 'packages-config', 'composer', 'packagist'].map((name) => [name, 'caseless'] as const),
])

/** By the name of the manifest, where the tool names no ecosystem. */
const MANIFESTS: ReadonlyMap<string, Spelling> = new Map([
  ...['poetry.lock', 'Pipfile', 'Pipfile.lock', 'uv.lock', 'pdm.lock', 'pyproject.toml', 'setup.py'].map((name) => [name, 'pypi'] as const),
  ...['packages.lock.json', 'packages.config', 'composer.json', 'composer.lock'].map((name) => [name, 'caseless'] as const),
])

function spellingIn(manifest: string): Spelling {
  const name = manifest.slice(manifest.lastIndexOf('/') + 1)
  if (name.includes('requirements') && name.endsWith('.txt')) return 'pypi'
  return MANIFESTS.get(name) ?? (/\.(?:cs|fs|vb)proj$/.test(name) ? 'caseless' : 'exact')
}

/** A package's name as it is compared. Maven's `group:artifact` and purl's `group/artifact` are one. */
export function comparedName(one: VulnerablePackage, manifest: string): string {
  const plain = one.name.trim().replace(':', '/')
  const spelling = spellingOf(one, manifest)
  if (spelling === 'exact') return plain
  return spelling === 'pypi' ? plain.toLowerCase().replace(/[-_.]+/g, '-') : plain.toLowerCase()
}

function spellingOf({ manager, purl }: Pick<VulnerablePackage, 'manager' | 'purl'>, manifest: string): Spelling {
  const type = /^pkg:([a-z]+)\//i.exec(purl ?? '')?.[1]
  const word = (type ?? manager ?? '').toLowerCase()
  const known = SPELLINGS.get(word)
  if (known !== undefined) return known
  return word === '' ? spellingIn(manifest) : 'exact'
}

/** A version as it is compared: Go's with and without its `v`. `''` for none. */
export function comparedVersion({ version = '' }: VulnerablePackage): string {
  return version.trim().replace(/^v(?=\d)/, '')
}
