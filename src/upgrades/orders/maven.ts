/** Versions of Maven. Source: maven.apache.org/pom.html, "Version Order Specification". */
import { compareTexts } from '../../compare-texts.js'
import { compareNumbers, isDigit, isNumber, runEnd } from './digits.js'
import type { Order } from './order.js'

interface Token {
  readonly separator: '.' | '-'
  readonly value: string
}

export const MAVEN: Order<readonly Token[]> = { parse, compare }

function parse(text: string): readonly Token[] | undefined {
  return isDigit(text[0]) ? trimmed(tokensOf(text.toLowerCase())) : undefined
}

/** Split at dots, hyphens, and where digits meet letters, which counts as a hyphen. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let separator: Token['separator'] = '.'
  for (let at = 0; at <= text.length; ) {
    const end = isDigit(text[at]) ? runEnd(text, at, isDigit) : runEnd(text, at, isOther)
    tokens.push({ separator, value: spelt(text.slice(at, end), isDigit(text[end])) })
    const next = text[end]
    separator = next === '.' ? '.' : '-'
    at = next === undefined || isSeparator(next) ? end + 1 : end
  }
  return tokens
}

function isSeparator(char: string | undefined): boolean {
  return char === '.' || char === '-' || char === '_'
}

function isOther(char: string | undefined): boolean {
  return char !== undefined && !isDigit(char) && !isSeparator(char)
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])

function spelt(value: string, beforeDigit: boolean): string {
  if (value === '') return '0'
  return beforeDigit ? (SHORT.get(value) ?? value) : value
}

/** Tokens that say nothing where they end a part. */
const NULLS: ReadonlySet<string> = new Set(['final', 'ga', 'release'])

function isNull({ value }: Token): boolean {
  return NULLS.has(value) || (isNumber(value) && compareNumbers(value, '0') === 0)
}

/** Without what says nothing at the end, before each hyphen, and before each qualifier: `.rc` counts as `-rc`. */
function trimmed(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  for (const token of tokens) {
    if (token.separator === '-' || !isNumber(token.value)) dropNulls(kept)
    kept.push(token)
  }
  dropNulls(kept)
  return kept
}

function dropNulls(tokens: Token[]): void {
  for (let last = tokens.at(-1); last !== undefined && isNull(last); last = tokens.at(-1)) tokens.pop()
}

const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const RELEASE = QUALIFIERS.indexOf('')

function compare(left: readonly Token[], right: readonly Token[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = compareTokens(left[index], right[index])
    if (difference !== 0) return difference
  }
  return 0
}

function compareTokens(left: Token | undefined, right: Token | undefined): number {
  const [a, b] = [left ?? nothingLike(right), right ?? nothingLike(left)]
  const [kindOfA, kindOfB] = [kindOf(a), kindOf(b)]
  if (kindOfA !== kindOfB) return kindOfA - kindOfB
  return kindOfA === 0 ? compareQualifiers(a.value, b.value) : compareNumbers(a.value, b.value)
}

/** What the longer one is compared with. */
function nothingLike(other: Token | undefined): Token {
  if (other === undefined || !isNumber(other.value)) return { separator: '-', value: '' }
  return { separator: other.separator, value: '0' }
}

/** `.qualifier` and `-qualifier` before `-number` before `.number`. */
function kindOf({ separator, value }: Token): number {
  if (!isNumber(value)) return 0
  return separator === '-' ? 1 : 2
}

function compareQualifiers(left: string, right: string): number {
  return rankOf(left) - rankOf(right) || (rankOf(left) === QUALIFIERS.length ? compareTexts(left, right) : 0)
}

/** What is unknown comes behind all that is known. */
function rankOf(qualifier: string): number {
  if (NULLS.has(qualifier)) return RELEASE
  const rank = QUALIFIERS.indexOf(qualifier === 'cr' ? 'rc' : qualifier)
  return rank < 0 ? QUALIFIERS.length : rank
}
