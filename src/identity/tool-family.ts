/**
 * Names of one tool that change with its version, its edition or the language standard that it was given. An analysis counts by the family, so
 * that an upgrade does not leave the old findings open for ever beside the new ones. Whatever is not certainly such a change is another tool:
 * `Snyk Open Source` and `Snyk Container`, C and C++.
 */

/** The family's name first, which is what the Ids of new findings have. Without regard to upper and lower case. */
const RENAMED: readonly (readonly string[])[] = [
  // Source: semgrep, cli/src/semgrep/formatter/sarif.py and osemgrep, Sarif_output.ml.
  ['Semgrep OSS', 'semgrep', 'Semgrep PRO', 'Semgrep CE', 'Semgrep Community'],
  ['Opengrep OSS', 'opengrep'],
  // Source: crate shellcheck-sarif, which writes the SARIF that ShellCheck does not.
  ['ShellCheck', 'shellcheck'],
  ['CodeQL', 'CodeQL command-line toolchain', 'CodeQL command line toolchain', 'CodeQL CLI'],
]

/** Tools whose names are known to carry the version at times, in lower case: a bare number behind them is one. */
const VERSIONED: ReadonlySet<string> = new Set([
  'biome',
  'checkov',
  'checkstyle',
  'cppcheck',
  'detekt',
  'eslint',
  'findbugs',
  'gitleaks',
  'ktlint',
  'pmd',
  'psalm',
  'phpstan',
  'pvs-studio',
  'pylint',
  'ruff',
  'sonarqube',
  'spotbugs',
  'trivy',
])

/** GCC puts the language standard behind the language. Source: gcc, lang_hooks.name. */
const GNU_LANGUAGES = ['gnu objective-c++', 'gnu objective-c', 'gnu c++', 'gnu c', 'gnu fortran'] as const
const STANDARD = /^(?:\d{2}|\d[a-z]|\d{4})$/

export interface NamedTool {
  readonly name: string
  readonly version?: string | undefined
}

/** The name without what an upgrade changes; the name itself where nothing of it certainly is. */
export function toolFamily({ name, version }: NamedTool): string {
  const base = withoutEdition(withoutVersion(name, version) ?? name)
  return renamedTo(base) ?? withoutStandard(base) ?? base
}

/** The family of a tool by a name that an earlier run wrote into an Id; what it said of its version is not known any more. */
export function familyOfStored(name: string): string {
  return toolFamily({ name, version: lastWord(name) })
}

/** What the names of a family begin with, for those that may have others; none for a tool of which nothing says so. */
export function familyStems({ name, version }: NamedTool): readonly string[] {
  const family = toolFamily({ name, version })
  const known = RENAMED.find(([first]) => first === family)
  if (known !== undefined) return [...new Set(known.map((one) => one.split(' ', 1)[0] ?? one))]
  const varies = family !== name || VERSIONED.has(family.toLowerCase()) || isGnu(family)
  return varies ? [family] : []
}

function renamedTo(name: string): string | undefined {
  const lower = name.toLowerCase()
  return RENAMED.find((names) => names.some((one) => one.toLowerCase() === lower))?.[0]
}

function isGnu(name: string): boolean {
  return GNU_LANGUAGES.some((language) => language === name.toLowerCase())
}

function withoutStandard(name: string): string | undefined {
  const language = GNU_LANGUAGES.find((one) => name.toLowerCase().startsWith(one))
  return language !== undefined && STANDARD.test(name.slice(language.length)) ? name.slice(0, language.length) : undefined
}

const EDITIONS = [' community edition', ' enterprise edition', ' professional edition', ' developer edition', ' ultimate edition'] as const

function withoutEdition(name: string): string {
  const edition = EDITIONS.find((one) => name.toLowerCase().endsWith(one))
  return edition === undefined || edition.length === name.length ? name : name.slice(0, -edition.length)
}

/** `7.1`, `v9`, `10.x`, `1.2.3-rc.1` */
const DOTTED = /^v?\d{1,5}(?:\.(?:\d{1,8}|x))+(?:x|[-+][\w.+-]{1,40})?$/i
const BARE = /^v?\d{1,4}$/i

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1)
}

function withoutVersion(name: string, version: string | undefined): string | undefined {
  const word = lastWord(name)
  const before = name.slice(0, -word.length).trimEnd()
  const number = word.startsWith('(') && word.endsWith(')') ? word.slice(1, -1) : word
  if (before === '' || !(DOTTED.test(number) || (BARE.test(number) && isVersion(before, number, version)))) return undefined
  const said = lastWord(before).toLowerCase()
  const base = said === 'version' || said === 'v' ? before.slice(0, -said.length).trimEnd() : before
  return base === '' ? undefined : base
}

/** A bare number may be the name's own, as of the second of two scanners. */
function isVersion(before: string, number: string, version: string | undefined): boolean {
  if (/^v/i.test(number) || VERSIONED.has(before.toLowerCase())) return true
  return version !== undefined && (version === number || version.startsWith(`${number}.`))
}
