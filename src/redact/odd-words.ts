import type { Range } from './ranges.js'
import type { Saying } from './saying.js'
import { holdsCredential, isCredentialName, tellsAbout } from './vocabulary.js'
import { bare, isChance, isCodeAt, isEnglish, isHarmless, isMasked, WORD } from './words.js'

/** From this length on a word that looks made by chance is taken for a secret where only likely a credential is spoken of. */
const LONG = 8

/** Words that look made by chance or are masked in part, and words behind `password`, `secret (` or `password is` that no scanner says. */
export function* oddIn(text: string, speech: Saying): Iterable<Range> {
  let expected: Expected = 'nothing'
  let before = ''
  let end = 0
  for (const found of text.matchAll(WORD)) {
    const word = bare(found[0])
    if (word === '') continue
    const start = found.index + Math.max(0, found[0].indexOf(word))
    const between = text.slice(end, start)
    if (!/^[\s([{<|*:=\u2013\u2014-]{1,6}$/.test(between)) expected = 'nothing'
    const odd: boolean = isOdd(word, { ...speech, expected, before }) && !isCodeAt(text, start)
    if (odd) yield { start, end: start + word.length }
    else expected = expectedAfter(word, before, expected)
    before = word
    end = start + word.length
  }
}

/**
 * What the words in front say: that a value may follow (`password`, `the secret named`), or that one does (`password is set to`). Of
 * several passwords nobody says what they are.
 */
type Expected = 'nothing' | 'named' | 'several' | 'given'

interface Surroundings extends Saying {
  readonly expected: Expected
  readonly before: string
}

function isOdd(word: string, { certain, names, expected, before }: Surroundings): boolean {
  if (isHarmless(word, names) || (/^commit$/i.test(before) && /^[0-9a-f]{7,64}$/.test(word))) return false
  if (isMasked(word)) return true
  if (isChance(word)) return certain || word.length >= LONG || expected !== 'nothing'
  if (expected === 'nothing' || isEnglish(word)) return false
  return certain || (expected === 'given' && !isAddress(word))
}

/** Of a resource or an attribute: settings tell what is set to what. */
function isAddress(word: string): boolean {
  return /^[A-Za-z_]\w{0,60}(?:\.[\w*[\]-]{1,60}){1,8}$/.test(word)
}

function expectedAfter(word: string, before: string, expected: Expected): Expected {
  if (isHolder(word)) return /s$/i.test(word) ? 'several' : 'named'
  if (expected === 'nothing' || !isLink(word)) return 'nothing'
  return expected === 'named' && isGiver(word, before) ? 'given' : expected
}

/** Behind these stands what they hold: words, and the names of variables and attributes. */
function isHolder(word: string): boolean {
  return (
    /^(?:passwords?|passwd|pwd|passphrase|secret|token|key|credentials?|value|literal|string|revoke|rotate)$/i.test(word) ||
    (/_|[a-z][A-Z]/.test(word) && (holdsCredential(word) || (isCredentialName(word) && !tellsAbout(word))))
  )
}

/** These say that what follows is the value; `to` may as well begin a purpose. */
function isGiver(word: string, before: string): boolean {
  return /^(?:is|was|equals?|be)$/i.test(word) || (/^to$/i.test(word) && /^(?:set|equal)$/i.test(before))
}

/** These can stand in between. */
function isLink(word: string): boolean {
  return /^(?:is|was|be|equals?|to|as|named|set|the|value|detected|found|should|must|not|default)$/i.test(word)
}
