/** Versions of RubyGems. Source: github.com/rubygems/rubygems, lib/rubygems/version.rb. */
import { compareTexts } from '../../compare-texts.js'
import { compareNumbers, isDigit, isLetter, isNumber, runEnd } from './digits.js'
import type { Order } from './order.js'

export const RUBY: Order<readonly string[]> = { parse, compare }

/** `1.2.rc1` is `1`, `2`, `rc`, `1`. A hyphen begins a prerelease. */
function parse(text: string): readonly string[] | undefined {
  if (!isDigit(text[0])) return undefined
  const parts: string[] = []
  for (let at = 0; at < text.length; ) {
    const kind = isDigit(text[at]) ? isDigit : isLetter
    const end = runEnd(text, at, kind)
    if (end > at) parts.push(text.slice(at, end))
    else if (text[at] === '-') parts.push('pre')
    else if (text[at] !== '.') return undefined
    at = Math.max(end, at + 1)
  }
  return parts
}

/** What is missing is zero; letters come before any number. */
function compare(left: readonly string[], right: readonly string[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = compareParts(left[index] ?? '0', right[index] ?? '0')
    if (difference !== 0) return difference
  }
  return 0
}

function compareParts(left: string, right: string): number {
  const numbers = [left, right].map(isNumber)
  if (numbers[0] !== numbers[1]) return numbers[0] === true ? 1 : -1
  return numbers[0] === true ? compareNumbers(left, right) : compareTexts(left, right)
}
