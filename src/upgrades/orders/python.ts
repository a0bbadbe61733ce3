/** Python's versions. Source: PEP 440 (packaging.python.org/specifications/version-specifiers), with every spelling that it normalises. */
import { compareTexts } from '../../compare-texts.js'
import { compareNumbers, firstDifference, isDigit, isLetter, isNumber, runEnd } from './digits.js'
import type { Order } from './order.js'

interface Python {
  readonly epoch: string
  readonly release: readonly string[]
  readonly pre: Phase | undefined
  readonly post: string | undefined
  readonly dev: string | undefined
  readonly local: readonly string[]
}

interface Phase {
  readonly rank: number
  readonly number: string
}

export const PYTHON: Order<Python> = { parse, compare }

type Part = 'pre' | 'post' | 'dev'

/** In the order in which they stand. */
const PARTS: readonly Part[] = ['pre', 'post', 'dev']

interface Word {
  readonly part: Part
  readonly rank: number
}

const WORDS: ReadonlyMap<string, Word> = new Map<string, Word>([
  ...['a', 'alpha'].map((word) => [word, { part: 'pre', rank: 0 }] as const),
  ...['b', 'beta'].map((word) => [word, { part: 'pre', rank: 1 }] as const),
  ...['c', 'rc', 'pre', 'preview'].map((word) => [word, { part: 'pre', rank: 2 }] as const),
  ...['post', 'rev', 'r'].map((word) => [word, { part: 'post', rank: 0 }] as const),
  ['dev', { part: 'dev', rank: 0 }],
])

function parse(text: string): Python | undefined {
  const lower = text.toLowerCase()
  const [all = '', ...local] = (lower.startsWith('v') ? lower.slice(1) : lower).split('+')
  const [version = '', epoch = '0', ...others] = all.split('!').toReversed()
  const end = releaseEnd(version)
  const release = version.slice(0, end).split('.')
  const phases = phasesIn(version.slice(end))
  if (!release.every(isNumber) || !isNumber(epoch) || others.length > 0 || local.length > 1 || phases === undefined) return undefined
  const [pre, post, dev] = PARTS.map((part) => phases.get(part))
  return { epoch, release, pre, post: post?.number, dev: dev?.number, local: localOf(local[0]) }
}

/** Numbers and dots, but not the dot before a word. */
function releaseEnd(version: string): number {
  const end = runEnd(version, 0, (char) => isDigit(char) || char === '.')
  return version[end - 1] === '.' ? end - 1 : end
}

/** `undefined` for what is no phase, or stands in another order. */
function phasesIn(text: string): ReadonlyMap<Part, Phase> | undefined {
  const phases = new Map<Part, Phase>()
  let last = -1
  for (let at = 0; at < text.length; ) {
    const start = isSeparator(text[at]) ? at + 1 : at
    const endOfWord = runEnd(text, start, isLetter)
    const digits = isSeparator(text[endOfWord]) && isDigit(text[endOfWord + 1]) ? endOfWord + 1 : endOfWord
    const end = runEnd(text, digits, isDigit)
    const known = wordOf(text.slice(start, endOfWord), text[at], end - digits)
    if (known === undefined || PARTS.indexOf(known.part) <= last) return undefined
    last = PARTS.indexOf(known.part)
    phases.set(known.part, { rank: known.rank, number: text.slice(digits, end) })
    at = end
  }
  return phases
}

/** `1.0-1` is `1.0.post1`. */
function wordOf(word: string, before: string | undefined, digits: number) {
  if (word === '' && before === '-' && digits > 0) return WORDS.get('post')
  return WORDS.get(word)
}

function isSeparator(char: string | undefined): boolean {
  return char === '.' || char === '-' || char === '_'
}

function localOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.replace(/[-_.]+/g, '-').split('-')
}

function compare(left: Python, right: Python): number {
  return firstDifference([
    compareNumbers(left.epoch, right.epoch),
    compareReleases(left.release, right.release),
    comparePhases(phaseOf(left), phaseOf(right)),
    compareOptional(left.post, right.post, -1),
    compareOptional(left.dev, right.dev, 1),
    compareLocals(left.local, right.local),
  ])
}

function compareReleases(left: readonly string[], right: readonly string[]): number {
  const length = Math.max(left.length, right.length)
  return firstDifference(Array.from({ length }, (_, at) => compareNumbers(left[at] ?? '0', right[at] ?? '0')))
}

/** A development version alone comes before all prereleases, what has no phase behind them. */
function phaseOf({ pre, post, dev }: Python): Phase {
  if (pre !== undefined) return pre
  return { rank: post === undefined && dev !== undefined ? -1 : Number.POSITIVE_INFINITY, number: '' }
}

function comparePhases(left: Phase, right: Phase): number {
  return left.rank === right.rank ? compareNumbers(left.number, right.number) : left.rank - right.rank
}

/** @param absent where what has none stands to what has one */
function compareOptional(left: string | undefined, right: string | undefined, absent: number): number {
  if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? absent : -absent
  return compareNumbers(left, right)
}

/** Numbers come behind words, and the longer one behind its beginning. */
function compareLocals(left: readonly string[], right: readonly string[]): number {
  const length = Math.min(left.length, right.length)
  const differences = Array.from({ length }, (_, at) => compareSegments(left[at] ?? '', right[at] ?? ''))
  return firstDifference([...differences, left.length - right.length])
}

function compareSegments(left: string, right: string): number {
  if (isNumber(left) !== isNumber(right)) return isNumber(left) ? 1 : -1
  return isNumber(left) ? compareNumbers(left, right) : compareTexts(left, right)
}
