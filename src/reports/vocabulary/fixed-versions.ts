import { textsOf } from './json.js'

/** An operator and a version, with the epoch that those of distributions may have. Longer ones are no versions. */
const COMPARISON = /([<>=~^!]{0,2})\s{0,3}v?((?:\d{1,3}:)?\d[\w.+-]{0,60})/g

/** Operators of requirements that the version itself meets, in npm, Cargo, RubyGems, Composer and Python. */
const MET = new Set(['', '=', '==', '>=', '~', '~>', '^', '~='])

/**
 * The versions with which each fixed range begins: `>=0.2.1 <1.0.0 || >=1.2.3` gives `0.2.1` and `1.2.3`. Of several conditions for one range
 * (`~> 2.0.9, >= 2.0.9.1`) the highest counts. A range that begins behind a version keeps its sign (`>1.1.0`). An upper end alone is no fix.
 * @param requirements a requirement or several, of which any will do
 */
export function fixedVersions(requirements: unknown): readonly string[] {
  const ranges = textsOf(requirements).flatMap((text) => text.split('||'))
  return [...new Set(ranges.flatMap((range) => startsOf(range).reduce<readonly string[]>(higher, [])))]
}

function startsOf(range: string): readonly string[] {
  const starts = Array.from(range.matchAll(COMPARISON), ([, sign = '', version = '']) => {
    if (sign === '>') return `>${version}`
    return MET.has(sign) ? version : ''
  })
  return starts.filter((version) => version !== '')
}

function higher([highest]: readonly string[], version: string): readonly string[] {
  if (highest === undefined) return [version]
  return compare(numbersOf(version) ?? [], numbersOf(highest) ?? []) > 0 ? [version] : [highest]
}

/** An upper end of a range. */
const UPPER_END = /<(=?)\s{0,3}v?((?:\d{1,3}:)?\d[\w.+-]{0,60})/g

/** The first versions behind each affected range: `<1.2.3` ends before `1.2.3`, `<=1.1.0` with it, which makes it `>1.1.0`. */
export function versionsBehind(ranges: unknown): readonly string[] {
  const ends = textsOf(ranges).flatMap((text) =>
    Array.from(text.matchAll(UPPER_END), ([, orEqual = '', version = '']) => `${orEqual === '' ? '' : '>'}${version}`),
  )
  return [...new Set(ends)]
}

/**
 * The fixes that are upgrades: a release line older than the installed version has its fix too, which is a way back. All of them when
 * versions are written in a way that cannot be compared, such as those of distributions.
 */
export function upgradesFrom(installed: string | undefined, fixes: readonly string[]): readonly string[] {
  const from = numbersOf(installed ?? '')
  const upgrades = fixes.filter((fix) => {
    const to = numbersOf(fix)
    return from === undefined || to === undefined || compare(to, from) >= 0
  })
  return upgrades.length === 0 ? fixes : upgrades
}

/** The numbers at the beginning of a version: `>4.0.0.beta8` begins with 4.0.0. */
function numbersOf(version: string): readonly number[] | undefined {
  const numbers = /^[>v]?(\d{1,9}(?:\.\d{1,9}){0,9})(?![:~\d])/.exec(version)?.[1]
  return numbers?.split('.').map(Number)
}

/** Of versions that differ behind their numbers nothing is said. */
function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
