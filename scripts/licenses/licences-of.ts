import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { groupBy } from '../../src/groups.js'

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i
const RULE = `\n${'-'.repeat(80)}\n\n`

/**
 * The licences of the packages in these folders as one text, the same for any order of the folders. Packages under one text share it.
 * @throws when a package has no licence to pass on: then it must not be bundled
 */
export function licencesOf(folders: readonly string[]): string {
  const packages = folders.map(packageIn).toSorted((a, b) => (a.title < b.title ? -1 : 1))
  const groups = [...groupBy(packages, (one) => textOf(one, packages))]
  return groups.map(([text, group]) => `${group.map(({ title }) => title).join('\n')}\n\n${text}\n`).join(RULE)
}

interface BundledPackage {
  readonly title: string
  readonly license: string
  readonly repository: string
  /** `''` when it comes without. */
  readonly text: string
}

function packageIn(folder: string): BundledPackage {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly [member in 'name' | 'version' | 'license']: string
  } & { readonly repository?: string | { readonly url: string } }
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file))
  return {
    title: `${name} ${version} (${license})`,
    license,
    repository: typeof repository === 'object' ? repository.url : (repository ?? name),
    text: files
      .toSorted()
      .map((file) => tidy(readFileSync(join(folder, file), 'utf8')))
      .join('\n\n'),
  }
}

/** Some packages of the AWS SDK come without the file that the others from the same repository have. */
function textOf(one: BundledPackage, packages: readonly BundledPackage[]): string {
  if (one.text !== '') return one.text
  const same = packages.find(({ text, repository, license }) => text !== '' && repository === one.repository && license === one.license)
  if (same === undefined) throw new Error(`${one.title} has no licence file`)
  return same.text
}

/** Line ends, trailing space and outer empty lines do not make another licence. */
function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')
}
