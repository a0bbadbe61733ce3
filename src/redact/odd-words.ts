import type { Range } from './ranges.js'
import type { Saying } from './saying.js'
import { bare, isChance, isCodeAt, isEnglish, isHarmless, isMasked, WORD } from './words.js'

/** From this length on a word that looks made by chance is taken for a secret where only likely a credential is spoken of. */
const LONG = 8

/** Words that look made by chance or are masked in part, and words behind `password`, `secret (` or `password is` that no scanner says. */
export function* oddIn(text: string, speech: Saying): Iterable<Range> {
  let expected: boolean = false
  let before = ''
  let end = 0
  for (const found of text.matchAll(WORD)) {
    const word = bare(found[0])
    if (word === '') continue
    const start = found.index + Math.max(0, found[0].indexOf(word))
    const between = text.slice(end, start)
    expected &&= /^[\s([{<|*:=\u2013\u2014-]{1,6}$/.test(between)
    const odd: boolean = isOdd(word, { ...speech, expected, before }) && !isCodeAt(text, start)
    if (odd) yield { start, end: start + word.length }
    expected = odd ? expected : isHolder(word) || (expected && isLink(word))
    before = word
    end = start + word.length
  }
}

interface Surroundings extends Saying {
  /** What stands in front says that a value follows. */
  readonly expected: boolean
  readonly before: string
}

function isOdd(word: string, { certain, names, expected, before }: Surroundings): boolean {
  if (isHarmless(word, names) || (/^commit$/i.test(before) && /^[0-9a-f]{7,64}$/.test(word))) return false
  if (isMasked(word)) return true
  if (isChance(word)) return certain || word.length >= LONG || expected
  return certain && expected && !isEnglish(word)
}

/** Behind these stands what they hold. */
function isHolder(word: string): boolean {
  return /^(?:passwords?|passwd|pwd|passphrase|secret|token|key|credentials?|value|literal|string|revoke|rotate)$/i.test(word)
}

/** These can stand between the two. */
function isLink(word: string): boolean {
  return /^(?:is|was|equals|to|as|named|set|the|value|detected|found)$/i.test(word)
}
