import type { Range } from './ranges.js'
import type { Saying } from './saying.js'
import { isCredentialName, isCredentialWord, isSmallWord, isVocabulary } from './vocabulary.js'
import { bare, isCodeAt, isHarmless, WORD } from './words.js'

/** From how many words on a stretch may be a sentence, and how much of it must be its small words. */
const SENTENCE = 5
const SMALL_SHARE = 0.3

const SIGN = /(?::(?![/\\:])|=)(?=[^=])/g

/** Stretches behind a colon or an equals sign, up to the next one or the end of the line. */
export function* toldIn(text: string, { certain, names }: Saying): Iterable<Range> {
  for (const { index, 0: sign } of text.matchAll(SIGN)) {
    const left = /([A-Za-z][\w-]{0,60})["'`\])]{0,3} {0,3}:?$/.exec(text.slice(Math.max(0, index - 70), index))?.[1] ?? ''
    const direct = introduces(left)
    const close = sign === ':' && /[^\s"'`\\]/.test(text.charAt(index + 1))
    if (isPosition(left, text.charAt(index + 1)) || (!direct && (!certain || close))) continue
    const start = startOfStretch(text, index + sign.length, direct)
    const range = valueWithin(text.slice(0, endOfStretch(text, start)), start, names, direct)
    if (range !== undefined) yield range
  }
}

/** What is called like this is the value itself. */
export function introduces(name: string): boolean {
  return (
    isCredentialName(name) ||
    /^(?:values?|match(?:es|ed)?|found|literals?|strings?|snippet|evidence|content|contents|text|offender|raw|detected|to|is)$/i.test(name)
  )
}

/** Behind these stands a number or a place; `file.py:12`, `12:30`. */
function isPosition(left: string, next: string): boolean {
  return (
    /^(?:lines?|columns?|cols?|entropy|score|severity|confidence|cwe|https?|files?|path|location|rule|level|count|length|owasp|remediation|recommendation|fix|note|info|type)$/i.test(
      left,
    ) ||
    (/\d/.test(next) && /\.[A-Za-z]{1,5}$/.test(left))
  )
}

/** The value may stand on a line of its own. */
function startOfStretch(text: string, start: number, direct: boolean): number {
  const blank = direct ? /\s*/y : / */y
  blank.lastIndex = start
  return blank.test(text) ? blank.lastIndex : start
}

function endOfStretch(text: string, start: number): number {
  const end = /\n|[^\s:]:(?=\s)|[^\s=]=(?=[^=])/g
  end.lastIndex = start
  const found = end.exec(text)
  if (found === null) return text.length
  return found[0] === '\n' ? found.index : found.index + 1
}

interface Told {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** From the first word that is not known for harmless to the last one. */
function valueWithin(text: string, start: number, names: ReadonlySet<string>, direct: boolean): Range | undefined {
  const told = wordsFrom(text, start)
  const words = told.map(({ word }) => word)
  if (isKindOfCredential(words)) return undefined
  const sentence = isSentence(words)
  const odd = told.filter((one) => !(isHarmless(one.word, names) || (sentence && isPlain(one.word)) || isCodeAt(text, one.start)))
  const [only] = told
  const single =
    direct && told.length === 1 && only !== undefined && !/^\d{1,3}$/.test(only.word) && !isVocabulary(only.word) ? only : undefined
  const first = odd[0] ?? single
  const last = odd.at(-1) ?? single
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end }
}

function wordsFrom(text: string, start: number): readonly Told[] {
  const told: Told[] = []
  for (const found of text.slice(start).matchAll(WORD)) {
    const word = bare(found[0])
    const at = start + found.index + Math.max(0, found[0].indexOf(word))
    if (word !== '') told.push({ word, start: at, end: at + word.length })
  }
  return told
}

function isPlain(word: string): boolean {
  return /^[A-Za-z][a-z'-]{0,30}$/.test(word)
}

function isSentence(words: readonly string[]): boolean {
  return words.length >= SENTENCE && words.filter(isSmallWord).length >= words.length * SMALL_SHARE
}

/** `Warehouse key`, `Partner API token`: what a rule calls what it finds. */
function isKindOfCredential(words: readonly string[]): boolean {
  const last = words.at(-1) ?? ''
  const isTitle = (word: string) => /^[A-Z][A-Za-z-]{0,30}$/.test(word) || isVocabulary(word)
  return words.length > 1 && words.length < 8 && isCredentialWord(last) && words.every(isTitle)
}
