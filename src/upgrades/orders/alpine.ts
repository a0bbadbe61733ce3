/** Versions of Alpine's packages. Source: gitlab.alpinelinux.org/alpine/apk-tools, src/version.c and doc/apk-package.5.scd. */
import { compareTexts } from '../../compare-texts.js'
import { compareNumbers, firstDifference, isDigit, isLetter, isNumber, runEnd } from './digits.js'
import type { Order } from './order.js'

interface Alpine {
  readonly numbers: readonly string[]
  readonly letter: string
  readonly suffixes: readonly Suffix[]
  readonly release: string
}

interface Suffix {
  readonly weight: number
  readonly number: string
}

export const ALPINE: Order<Alpine> = { parse, compare }

/** What comes before the version itself and what comes behind it. */
const BEFORE = ['alpha', 'beta', 'pre', 'rc']
const BEHIND = ['cvs', 'svn', 'git', 'hg', 'p']

function parse(text: string): Alpine | undefined {
  const hyphen = text.lastIndexOf('-r')
  const release = hyphen < 0 ? '0' : text.slice(hyphen + 2)
  const [version = '', ...rest] = (hyphen < 0 ? text : text.slice(0, hyphen)).split('_')
  const end = runEnd(version, 0, (char) => isDigit(char) || char === '.')
  const [numbers, letter] = [version.slice(0, end).split('.'), version.slice(end)]
  const suffixes = rest.map(suffixOf).filter((suffix) => suffix !== undefined)
  const isLetterOrNothing = letter === '' || (letter.length === 1 && isLetter(letter))
  if (!numbers.every(isNumber) || !isLetterOrNothing || suffixes.length < rest.length || !isNumber(release)) return undefined
  return { numbers, letter, suffixes, release }
}

function suffixOf(text: string): Suffix | undefined {
  const end = runEnd(text, 0, isLetter)
  const [word, number] = [text.slice(0, end), text.slice(end)]
  const before = BEFORE.indexOf(word)
  const weight = before < 0 ? BEHIND.indexOf(word) + 1 : before - BEFORE.length
  return weight === 0 || (number !== '' && !isNumber(number)) ? undefined : { weight, number }
}

function compare(left: Alpine, right: Alpine): number {
  return firstDifference([
    compareLists(left.numbers, right.numbers, compareDotted),
    compareTexts(left.letter, right.letter),
    compareLists(left.suffixes, right.suffixes, compareSuffixes),
    compareNumbers(left.release, right.release),
  ])
}

function compareLists<T>(
  left: readonly T[],
  right: readonly T[],
  compareItems: (a: T | undefined, b: T | undefined, at: number) => number,
) {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = compareItems(left[index], right[index], index)
    if (difference !== 0) return difference
  }
  return 0
}

/** More numbers are newer. Behind a dot, numbers that begin with zero are read as digits of a fraction. */
function compareDotted(left: string | undefined, right: string | undefined, index: number): number {
  if (left === undefined || right === undefined) return left === undefined ? -1 : 1
  const isFraction = index > 0 && (left.startsWith('0') || right.startsWith('0'))
  return isFraction ? compareTexts(left, right) : compareNumbers(left, right)
}

function compareSuffixes(left: Suffix | undefined, right: Suffix | undefined): number {
  return (left?.weight ?? 0) - (right?.weight ?? 0) || compareNumbers(left?.number ?? '', right?.number ?? '')
}
