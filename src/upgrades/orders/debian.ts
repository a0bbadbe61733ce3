/** Versions of Debian's packages and of those of its descendants. Source: Debian Policy Manual, 5.6.12; dpkg, lib/dpkg/version.c. */
import { compareNumbers, isDigit, isLetter, isNumber, runEnd } from './digits.js'
import type { Order } from './order.js'

interface Debian {
  readonly epoch: string
  readonly upstream: string
  readonly revision: string
}

export const DEBIAN: Order<Debian> = { parse, compare }

function parse(text: string): Debian | undefined {
  const colon = text.indexOf(':')
  const epoch = colon < 0 ? '0' : text.slice(0, colon)
  const rest = text.slice(colon + 1)
  const hyphen = rest.lastIndexOf('-')
  const upstream = hyphen < 0 ? rest : rest.slice(0, hyphen)
  if (!isNumber(epoch) || !isDigit(upstream[0]) || ![...rest].every(isAllowed)) return undefined
  return { epoch, upstream, revision: hyphen < 0 ? '' : rest.slice(hyphen + 1) }
}

function isAllowed(char: string): boolean {
  return isDigit(char) || isLetter(char) || '.+-~:'.includes(char)
}

function compare(left: Debian, right: Debian): number {
  return (
    compareNumbers(left.epoch, right.epoch) || compareParts(left.upstream, right.upstream) || compareParts(left.revision, right.revision)
  )
}

/** By turns what is no digit and what is a number. */
function compareParts(left: string, right: string): number {
  let [a, b] = [0, 0]
  while (a < left.length || b < right.length) {
    while (isNoDigit(left[a]) || isNoDigit(right[b])) {
      const difference = weightOf(left[a]) - weightOf(right[b])
      if (difference !== 0) return difference
      a += 1
      b += 1
    }
    const [endOfA, endOfB] = [runEnd(left, a, isDigit), runEnd(right, b, isDigit)]
    const difference = compareNumbers(left.slice(a, endOfA), right.slice(b, endOfB))
    if (difference !== 0) return difference
    ;[a, b] = [endOfA, endOfB]
  }
  return 0
}

function isNoDigit(char: string | undefined): boolean {
  return char !== undefined && !isDigit(char)
}

/** A tilde comes before the end, letters before everything else. */
function weightOf(char: string | undefined): number {
  if (char === undefined || isDigit(char)) return 0
  if (char === '~') return -1
  return char.charCodeAt(0) + (isLetter(char) ? 0 : 256)
}
