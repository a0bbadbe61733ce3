/**
 * Semantic versions: npm, Cargo, Go, Hex, Pub, Swift; NuGet and Composer, which may have a fourth number and take no notice of case.
 * Sources: semver.org; learn.microsoft.com/nuget/concepts/package-versioning; getcomposer.org/doc/articles/versions.md.
 */
import SemVer from 'semver/classes/semver.js'
import { compareNumbers, isDigit, isNumber, runEnd } from './digits.js'
import type { Order } from './order.js'

export interface Semantic {
  readonly version: SemVer
  readonly fourth: string
}

/** More numbers than that are no version. */
const MOST_NUMBERS = 4

/** @param options.ignoreCase whether `RC1` is `rc1` */
export function semanticOrder({ ignoreCase }: { readonly ignoreCase: boolean }): Order<Semantic> {
  return { parse: (text) => parse(ignoreCase ? text.toLowerCase() : text), compare }
}

/** What is missing of three numbers is zero: `4.17` is `4.17.0`. */
function parse(text: string): Semantic | undefined {
  const bare = text.startsWith('v') ? text.slice(1) : text
  const end = runEnd(bare, 0, (char) => isDigit(char) || char === '.')
  const numbers = bare.slice(0, end).split('.')
  const rest = bare.slice(end)
  if (!numbers.every(isNumber) || numbers.length > MOST_NUMBERS || isPatch(rest) || isHash(numbers, rest)) return undefined
  const [major = '0', minor = '0', patch = '0', fourth = '0'] = numbers
  const version = semVerOf(`${[major, minor, patch].map(Number).join('.')}${rest}`)
  return version === undefined ? undefined : { version, fourth }
}

function semVerOf(text: string): SemVer | undefined {
  try {
    return new SemVer(text, { loose: true })
  } catch {
    return undefined
  }
}

/** What Composer orders behind the version itself, `1.0.0-p1`, everybody else puts in front of it. */
function isPatch(rest: string): boolean {
  return ['-p', '-pl', '-patch'].some((word) => rest.startsWith(word) && isNumber(rest.slice(word.length).replace('.', '')))
}

/** The id of a commit may begin with a digit. Only behind all three numbers a prerelease needs no hyphen (`1.0.0beta1`). */
function isHash(numbers: readonly string[], rest: string): boolean {
  return numbers.length < 3 && rest !== '' && rest[0] !== '-' && rest[0] !== '+'
}

function compare(left: Semantic, right: Semantic): number {
  return left.version.compareMain(right.version) || compareNumbers(left.fourth, right.fourth) || left.version.comparePre(right.version)
}
