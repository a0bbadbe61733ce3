/** Versions of RPM packages. Source: github.com/rpm-software-management/rpm, rpmio/rpmvercmp.cc and docs/manual/dependencies.md. */
import { compareTexts } from '../../compare-texts.js'
import { compareNumbers, isDigit, isLetter, isNumber, runEnd } from './digits.js'
import type { Order } from './order.js'

interface Rpm {
  readonly epoch: string
  readonly version: string
  readonly release: string | undefined
}

export const RPM: Order<Rpm> = { parse, compare }

function parse(text: string): Rpm | undefined {
  const colon = text.indexOf(':')
  const epoch = colon < 0 ? '0' : text.slice(0, colon)
  const [version = '', ...release] = text.slice(colon + 1).split('-')
  if (!isNumber(epoch) || !isPart(version[0]) || release.length > 1) return undefined
  return { epoch, version, release: release[0] }
}

function compare(left: Rpm, right: Rpm): number {
  return (
    compareNumbers(left.epoch, right.epoch) || compareParts(left.version, right.version) || compareReleases(left.release, right.release)
  )
}

/** None comes before any. To rpm it is equal to all of them, which orders no list: `1.0-1` and `1.0-2` are not equal. */
function compareReleases(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined)
  return compareParts(left, right)
}

function isPart(char: string | undefined): boolean {
  return isDigit(char) || isLetter(char)
}

function isNothing(char: string | undefined): boolean {
  return char !== undefined && !isPart(char) && char !== '~' && char !== '^'
}

function compareParts(left: string, right: string): number {
  let [a, b] = [0, 0]
  while (a < left.length || b < right.length) {
    ;[a, b] = [runEnd(left, a, isNothing), runEnd(right, b, isNothing)]
    const sign = compareSigns(left[a], right[b])
    if (sign !== undefined && sign !== 0) return sign
    if (sign === 0) {
      ;[a, b] = [a + 1, b + 1]
      continue
    }
    if (a >= left.length || b >= right.length) break
    const kind = isDigit(left[a]) ? isDigit : isLetter
    const [endOfA, endOfB] = [runEnd(left, a, kind), runEnd(right, b, kind)]
    // Numbers are newer than letters.
    if (endOfB === b) return kind === isDigit ? 1 : -1
    const compareRuns = kind === isDigit ? compareNumbers : compareTexts
    const difference = compareRuns(left.slice(a, endOfA), right.slice(b, endOfB))
    if (difference !== 0) return difference
    ;[a, b] = [endOfA, endOfB]
  }
  return Math.sign(left.length - a) - Math.sign(right.length - b)
}

/** A tilde comes before the end, a caret behind it and before anything else; `undefined` where neither stands, zero where both have the same. */
function compareSigns(left: string | undefined, right: string | undefined): number | undefined {
  const [a, b] = [weightOf(left), weightOf(right)]
  return left === '~' || right === '~' || left === '^' || right === '^' ? a - b : undefined
}

function weightOf(char: string | undefined): number {
  if (char === '~') return 0
  if (char === undefined) return 1
  return char === '^' ? 2 : 3
}
