/** Packages as their ecosystems compare them, so that two tools' spellings of one package are one. */
import { comparedName, purlType, schemeOf } from '../ecosystem.js'
import type { VulnerablePackage } from '../finding.js'
import { managerOfEcosystem, managerOfFile } from '../reports/vocabulary/ecosystems.js'

/** Names of ecosystems as findings have them already. */
const ECOSYSTEMS: ReadonlySet<string> = new Set([
  ...['NPM', 'PYPI', 'GOMOD', 'MAVEN', 'RUBYGEMS', 'CARGO', 'COMPOSER', 'NUGET', 'HEX', 'PUB', 'COCOAPODS', 'SWIFT', 'CONAN'],
])

/** @returns `NPM`, `PYPI`, …; `undefined` for packages of an operating system, and where nothing says so */
export function ecosystemOf({ purl, manager }: VulnerablePackage, manifest: string): string | undefined {
  const named = managerOfEcosystem(purlType(purl)) ?? managerOfEcosystem(manager) ?? manager?.toUpperCase() ?? managerOfFile(manifest)
  return named !== undefined && ECOSYSTEMS.has(named) ? named : undefined
}

/** The ecosystem is told by the manifest where the tool does not name it. */
export function comparedNameOf(one: VulnerablePackage, manifest: string): string {
  const own = schemeOf(one)
  const manager = managerOfFile(manifest)
  const scheme = own === 'unknown' && manager !== undefined ? schemeOf({ manager }) : own
  return comparedName(one.name, scheme, ecosystemOf(one, manifest) ?? one.manager)
}

/** A version as it is compared: Go's with and without its `v`. `''` for none. */
export function comparedVersion({ version = '' }: VulnerablePackage): string {
  return version.trim().replace(/^v(?=\d)/, '')
}

/** Manifests and their lock files, of which a folder has one project's at the most: one of them is as good as the other. */
const OF_ONE_PROJECT: ReadonlySet<string> = new Set([
  ...['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  ...['Pipfile', 'Pipfile.lock', 'pyproject.toml', 'poetry.lock', 'pdm.lock', 'uv.lock'],
  ...['go.mod', 'go.sum', 'Gemfile', 'Gemfile.lock', 'Cargo.toml', 'Cargo.lock', 'composer.json', 'composer.lock', 'mix.exs', 'mix.lock'],
])

/** The path, or for a manifest and its lock file what they have in common: the folder and the ecosystem. */
export function comparedManifest(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  return OF_ONE_PROJECT.has(path.slice(folder.length)) ? `${folder}\n${managerOfFile(path)}` : path
}
