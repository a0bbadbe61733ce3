import type { Rule } from '../../../finding.js'
import { oneLine } from '../../vocabulary/plain-text.js'

/** How much of a text is compared, in UTF-16 code units: tools put the instance into the first sentence. */
const COMPARED = 1000

/** Words that two texts must have in common to be the same sentence. */
const FEWEST_EQUAL = 2

/** Of the words of a sentence at most this part may differ: what it is about this time. */
const MOST_DIFFERENT = 1 / 3

/**
 * Whether a rule's text is what the tool said of another result: the same sentence about another variable, or one that names a line of a
 * file. Cppcheck, ShiftLeft and Fortify describe a rule by the first of its results.
 */
export function isOfAnotherResult(text: string, message: string, startLine: number | undefined): boolean {
  const [ours, its] = [oneLine(message.slice(0, COMPARED)), oneLine(text.slice(0, COMPARED))]
  return (
    !ours.includes(its.replace(/[.!]$/, '')) &&
    (isSameSentence(wordsOf(its), wordsOf(ours)) || hasSameHead(its, ours) || namesAnotherLine(its, ours, startLine))
  )
}

/** A rule as its results see it: with the texts that are about this one. */
export interface RuleViews {
  seenFrom(message: string, startLine: number | undefined): Rule
}

/** A rule is shared by many results, and what is worked out of it is remembered by the object that it is. */
export function createRuleViews(rule: Rule): RuleViews {
  const { title, description, ...bare } = rule
  if (title === undefined && description === undefined) return { seenFrom: () => rule }
  const untitled: Rule = { ...bare, ...(description !== undefined && { description }) }
  const undescribed: Rule = { ...bare, ...(title !== undefined && { title }) }
  return {
    seenFrom(message, startLine) {
      const foreign = (text: string | undefined) => text !== undefined && isOfAnotherResult(text, message, startLine)
      if (foreign(title)) return foreign(description) ? bare : untitled
      return foreign(description) ? undescribed : rule
    },
  }
}

/** What is quoted is one word. */
function wordsOf(text: string): readonly string[] {
  return text
    .split(/((?<!\w)'[^']{1,200}'(?!\w)|"[^"]{1,200}"|`[^`]{1,200}`)|\s/)
    .filter((word) => word !== undefined && word !== '')
    .map((word) => word.replace(/[.,;:!]$/, ''))
}

/**
 * Word by word, or the same beginning and end around something else. The message may go on. A sentence that begins otherwise is the rule's
 * own: `Field should be final` of `Shop.name should be final`.
 */
function isSameSentence(text: readonly string[], message: readonly string[]): boolean {
  const most = Math.max(1, Math.floor(text.length * MOST_DIFFERENT))
  const equal = text.filter((word, index) => word === message[index]).length
  if (text[0] !== message[0] && /^[A-Z][a-z]+$/.test(text[0] ?? '')) return false
  const [start, end] = [inCommon(text, message), inCommon(text.toReversed(), message.toReversed())]
  const around = Math.min(start + end, text.length)
  return [message.length >= text.length ? equal : 0, start > 0 ? around : 0].some(
    (same) => same >= FEWEST_EQUAL && same < text.length && text.length - same <= most,
  )
}

/** `Uninitialized variables: a, b` */
function hasSameHead(text: string, message: string): boolean {
  const head = text.slice(0, text.indexOf(': ') + 1)
  return head.includes(' ') && message.startsWith(`${head} `)
}

function inCommon(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((word, index) => word !== other[index])
  return differs < 0 ? one.length : differs
}

/** `main.c:12`, `on line 12`: no rule in general is about that. */
function namesAnotherLine(text: string, message: string, startLine: number | undefined): boolean {
  const named = /\w\.[a-z]{1,5}:\d{1,7}(?!\d)|\b(?:in|on|at) line \d{1,7}(?!\d)/i.exec(text)?.[0]
  return named !== undefined && !message.includes(named) && Number(/\d{1,7}$/.exec(named)?.[0]) !== startLine
}
