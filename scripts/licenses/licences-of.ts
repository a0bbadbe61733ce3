import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i
const RULE = `\n${'-'.repeat(80)}\n\n`

/**
 * The licences of the packages in these folders as one text, the same for any order of the folders. Packages under one text, a copyright
 * line included, share it. A package under this project's own licence that comes without its text gets it from the LICENSE file here.
 * @throws when a package has no licence to pass on: then it must not be bundled
 */
export function licencesOf(folders: readonly string[]): string {
  const groups = Map.groupBy(folders.map(packageIn), ({ text }) => text)
  const entries = [...groups].map(([text, packages]) => `${packages.map(({ title }) => `${title}\n`).toSorted().join('')}\n${text}\n`)
  return entries.toSorted().join(RULE)
}

interface LicensedPackage {
  readonly title: string
  readonly text: string
}

function packageIn(folder: string): LicensedPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file))
  const texts = files.toSorted().map((file) => tidy(readFileSync(join(folder, file), 'utf8')))
  if (texts.length === 0 && license !== 'Apache-2.0') throw new Error(`${name} ${version} (${license}) has no licence file`)
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') || tidy(readFileSync('LICENSE', 'utf8')) }
}

/** Line ends, trailing space and outer empty lines do not make another licence. */
function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')
}
