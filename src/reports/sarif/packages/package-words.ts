/** The package that a scanner speaks of, in the ways in which most of them do: facts in a table, `name@version`, a sentence. */
import { advisoriesIn } from '../../vocabulary/advisory-ids.js'
import { cells } from '../../vocabulary/plain-text.js'
import { NAMES, plainName } from './package-properties.js'

/** What a text says of a package. */
export interface SpokenPackage {
  readonly name?: string
  readonly version?: string
  readonly fixedVersion?: string
}

/** How much of a text is looked through, in UTF-16 code units: tools name the package first. */
const SEARCHED = 3000

/**
 * What the texts say, the first one first. A table of facts goes before a sentence: sentences may be those of an advisory, which speak of
 * the versions that are affected in general.
 */
export function spokenPackage(texts: readonly string[]): SpokenPackage {
  const searched = texts.filter((text) => text !== '').map((text) => text.slice(0, SEARCHED))
  return [factsIn, packageInSentences, fixIn].flatMap((read) => searched.map(read)).reduce(added, {})
}

/** A later text adds what those before it leave open of the same package. */
function added(known: SpokenPackage, more: SpokenPackage): SpokenPackage {
  const same = known.name === undefined || more.name === undefined || known.name.toLowerCase() === more.name.toLowerCase()
  return same ? { ...more, ...known } : known
}

function factsIn(text: string): SpokenPackage {
  const facts = new Map([...factsInTable(text), ...factsInLines(text)])
  const fact = (names: readonly string[]) => names.map((name) => facts.get(name)).find((value) => value !== undefined)
  const named = parted(fact(NAMES.name) ?? '')
  const version = bare(fact(NAMES.version) ?? named.version ?? '')
  const fixed = versionsIn(fact([...NAMES.fixed, 'fixstatus', 'fix']))
  return {
    ...(named.name !== undefined && { name: named.name }),
    ...(VERSION.test(version) && { version }),
    ...(fixed !== undefined && { fixedVersion: fixed }),
  }
}

function fixIn(text: string): SpokenPackage {
  const fixed = fixedInSentence(text)
  return fixed === undefined ? {} : { fixedVersion: fixed }
}

/** Longer is a sentence. */
const LONGEST_LABEL = 40

/** `Package: lodash`, one to a line or several separated by commas, semicolons or bars. */
function factsInLines(text: string): readonly (readonly [string, string])[] {
  const lines = text.replace(/[,;|] {1,3}(?=[A-Z][A-Za-z ]{1,30}:)/g, '\n').split('\n')
  return lines.flatMap((line) => {
    const colon = line.indexOf(':')
    if (colon < 0 || colon > LONGEST_LABEL) return []
    const value = line.slice(colon + 1).replace(/^[\s*`]{1,10}|[\s*`]{1,10}$/g, '')
    return value === '' ? [] : [[plainName(line.slice(0, colon)), value] as const]
  })
}

/** The first row of a table whose head names a package. */
function factsInTable(text: string): readonly (readonly [string, string])[] {
  const rows = text.split('\n').filter((line) => line.trimStart().startsWith('|'))
  const [head, , row] = rows.map(cells)
  const names = head?.map(plainName) ?? []
  if (row === undefined || !names.some((name) => (NAMES.name as readonly string[]).includes(name))) return []
  return names.flatMap((name, index) => {
    const cell = row[index]
    return cell === undefined || cell === '' ? [] : [[name, cell] as const]
  })
}

/** A name as package managers have them: with a scope, a path or a group, never a sentence. */
const NAME = /^@?[A-Za-z0-9][\w.+-]{0,200}(?:[/:][\w.+-]{1,200}){0,6}$/
const VERSION = /^v?\d[\w.+~:-]{0,100}$/

/** Words that stand where a name might. */
const NO_NAMES = new Set(
  'a an and are as at by for from has have in into is it its no not of on or our the this that these those to via was with your package packages module modules crate crates library libraries dependency dependencies component gem version versions installed current fixed patched affected vulnerable vulnerability vulnerabilities advisory severity before after prior later than all any some upgrade update python node release releases function code project lockfile'.split(
    ' ',
  ),
)

function isName(word: string): boolean {
  return NAME.test(word) && /[A-Za-z]/.test(word) && !NO_NAMES.has(word.toLowerCase()) && advisoriesIn(word).length === 0
}

/** A word without quotation marks, brackets and punctuation around it. */
function bare(word: string): string {
  return word.replace(/^[`'"([{<*]{1,5}|[`'")\]}>*,;:.!?]{1,8}$/g, '')
}

/** `lodash@4.17.20`, `org.apache:log4j:2.14.1`, `lodash 4.17.20`, `lodash (4.17.20)`, or the name alone. */
function parted(text: string): SpokenPackage {
  const [first = '', second = '', third = ''] = text.trim().split(/\s+/).map(bare)
  const joined = joinedIn(first)
  if (joined !== undefined) return joined
  if (!isName(first)) return {}
  const version = [second, second.toLowerCase() === 'version' ? third : ''].find((word) => VERSION.test(word))
  return { name: first, ...(version !== undefined && { version }) }
}

/** Name and version in one word. */
function joinedIn(word: string): SpokenPackage | undefined {
  const at =
    word.lastIndexOf('@') > 0
      ? word.lastIndexOf('@')
      : word.indexOf(':') < word.lastIndexOf(':')
        ? word.lastIndexOf(':')
        : word.indexOf('==')
  if (at <= 0) return undefined
  const [name, version] = [word.slice(0, at), word.slice(at).replace(/^(?:@|:|==)/, '')]
  return isName(name) && VERSION.test(version) ? { name, version } : undefined
}

/** Words before the name of a package. */
const BEFORE = new Set('package module crate library dependency component gem in of for affects affecting'.split(' '))
/** Words behind its version. */
const BEHIND = new Set('is are has contains was'.split(' '))
/** Words behind a version that is the beginning of a range, in the text of an advisory. */
const RANGE = new Set('before through prior up to and - <'.split(' '))

function packageInSentences(text: string): SpokenPackage {
  const bracketed = /^\[([^\s[\]]{1,200}) - (\d[^\s[\]]{0,100}) - [a-z]{1,20}\]/i.exec(text)
  if (bracketed !== null) return { name: bracketed[1] ?? '', version: bracketed[2] ?? '' }
  const lines = text.split('\n').map((line) => line.split(/\s+/).filter((word) => word !== ''))
  return (
    firstOf(lines, joinedIn) ??
    firstOf(lines, (_, words, index) => versionedAt(words, index)) ??
    firstOf(lines, (_, words, index) => (index === 0 ? besideAdvisory(words) : undefined)) ??
    {}
  )
}

type Look = (word: string, words: readonly string[], index: number) => SpokenPackage | undefined

function firstOf(lines: readonly (readonly string[])[], look: Look): SpokenPackage | undefined {
  for (const words of lines) {
    for (const [index, word] of words.entries()) {
      const found = look(bare(word), words, index)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** `lodash 4.17.20`, `lodash, version 4.17.20`, `time v0.1.42`, where something else says that it is a package. */
function versionedAt(words: readonly string[], index: number): SpokenPackage | undefined {
  const [before = '', name = '', next = '', third = '', fourth = ''] = [-1, 0, 1, 2, 3].map((step) => bare(words[index + step] ?? ''))
  if (!isName(name)) return undefined
  const worded = /^version$/i.test(next)
  const [version, behind] = worded ? [third, fourth] : [next, third]
  if (!VERSION.test(version) || RANGE.has(behind.toLowerCase())) return undefined
  const [first = '', second = ''] = [words[index], words[index + 1]]
  const alone = index === 0 && (words.length === 2 || second.endsWith(':') || behind.startsWith('registry+'))
  const bracketed = first.startsWith('(') && second.endsWith(')')
  const told = alone || bracketed || BEHIND.has(behind.toLowerCase()) || BEFORE.has(before.toLowerCase()) || advisoriesIn(before).length > 0
  return worded || (told && /\.\d/.test(version)) ? { name, version: version.replace(/^v/, '') } : undefined
}

/** `django (CVE-2022-36359)`, `CVE-2022-45061 in python3`. */
function besideAdvisory(words: readonly string[]): SpokenPackage | undefined {
  const at = words.findIndex((word) => advisoriesIn(word).length > 0)
  if (at < 0) return undefined
  const next = bare(words[at + 1] ?? '').toLowerCase()
  const behind =
    next === 'in' || next === 'affects'
      ? words
          .slice(at + 2, at + 4)
          .map(bare)
          .find(isName)
      : undefined
  const first = at === 1 && /^[([:-]/.test(words[1] ?? '') ? bare(words[0] ?? '') : ''
  const name = behind ?? (isName(first) ? first : undefined)
  return name === undefined ? undefined : { name }
}

/** How many words may stand between `upgrade` and `to`. */
const LONGEST_OBJECT = 7

/** `fixed in 3.2.15, 4.0.7`, `Upgrade lodash to 4.17.21`, `patched in >=0.2.23`. */
function fixedInSentence(text: string): string | undefined {
  const words = text.split(/\s+/)
  for (const [index, word] of words.entries()) {
    const verb = bare(word).toLowerCase()
    const fixed =
      /^(?:fixed|patched|resolved|corrected)$/.test(verb) && /^(?:in|versions?:?)$/i.test(words[index + 1] ?? '') ? index + 2 : -1
    const to = /^(?:upgrade|update|bump)$/.test(verb) ? words.indexOf('to', index + 1) + 1 : 0
    const from = to > 0 && to - index <= LONGEST_OBJECT ? to : fixed
    const versions = from < 0 ? undefined : versionsIn(words.slice(from, from + MOST_WORDS).join(' '))
    if (versions !== undefined) return versions
  }
  return undefined
}

/** Of a list of versions. */
const MOST_WORDS = 30

/** What stands between two versions of a list, or before one. */
const BETWEEN = /^(?:or|and|,|\|\||versions?:?|[>=~^]{1,2})$/i

/** The versions with which a text begins, or behind the words that announce them; undefined when it begins with something else. */
function versionsIn(text: string | undefined): string | undefined {
  const start = (text ?? '').slice(0, 300).replace(/^(?:fixed|patched|upgrade|update|available)(?: in| to)? /i, '')
  const words = start.split(/\s+/)
  const versions: string[] = []
  for (const [index, word] of words.entries()) {
    if (BETWEEN.test(word)) continue
    const version = bare(word)
      .replace(/^[>=~^]{1,3}/, '')
      .replace(/^v(?=\d)/, '')
    if (!VERSION.test(version)) break
    versions.push(version)
    if (!word.endsWith(',') && !BETWEEN.test(words[index + 1] ?? '')) break
  }
  return versions.length === 0 ? undefined : [...new Set(versions)].join(', ')
}
