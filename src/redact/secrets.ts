/** Secrets that a scanner found, wherever they are quoted. */
import { REDACTED } from './mark.js'
import { isCredentialName, isVocabulary } from './vocabulary.js'

/** Shorter ones are not secret enough to tell them from other text. */
const SHORTEST = 4

/** From this length on the encoded forms of a secret are looked for, and its single lines. */
const SHORTEST_VARIANT = 8

/** From this length on text without a digit is no word either. */
const LONGEST_WORD = 16

/** Text to replace, longest first, so that no part of a secret is left over when another one is contained in it. */
export type Needles = readonly string[]

/** A secret, its lines, and the forms it takes inside JSON, a URL and base64. */
export function needlesOf(secrets: readonly string[]): Needles {
  const needles = new Set<string>()
  for (const secret of secrets) for (const form of formsOf(secret.trim())) if (isTellable(form)) needles.add(form)
  return [...needles].sort((a, b) => b.length - a.length)
}

/** Those that are no word by any chance: for text that is not about the secret, such as the rule's or the name of a file. */
export function unlikeWords(needles: Needles): Needles {
  return needles.filter((needle) => needle.length >= LONGEST_WORD || !/^[\p{L}_-]+$/u.test(needle))
}

/**
 * @param glued from this length on a needle is replaced also in the middle of a word; a shorter one (`password`) only as a word of its
 *   own, since it is more likely a part of another word than a secret
 */
export function redactSecrets(text: string, needles: Needles, glued: number): string {
  let result = text
  for (const needle of needles) {
    if (result.includes(needle)) result = needle.length >= glued ? result.replaceAll(needle, () => REDACTED) : replaceWords(result, needle)
    result = withoutBeginning(result, needle)
  }
  return result
}

/** From how many characters on the beginning of a secret is looked for where a text is cut off, and at how many places. */
const SHORTEST_BEGINNING = 8
const MOST_PLACES = 64

/** Tools cut what they quote, and say so with dots or not at all: then the text ends within the secret. */
function withoutBeginning(text: string, needle: string): string {
  const dots = /["'\x60]?(?:\.{1,3}|\u2026)?["'\x60)]{0,2}\.?$/.exec(text)?.index ?? text.length
  const start = needle.slice(0, SHORTEST_BEGINNING)
  let at = start.length < SHORTEST_BEGINNING ? -1 : text.indexOf(start, Math.max(0, dots - needle.length))
  for (let tries = 0; at !== -1 && at < dots && tries < MOST_PLACES; tries++, at = text.indexOf(start, at + 1)) {
    const part = text.slice(at, dots)
    if (needle.startsWith(part) && !isVocabulary(part) && !isCredentialName(part))
      return `${text.slice(0, at)}${REDACTED}${text.slice(dots)}`
  }
  return text
}

function* formsOf(secret: string): Iterable<string> {
  yield secret
  if (secret.length < SHORTEST_VARIANT) return
  const wellFormed = secret.toWellFormed()
  yield JSON.stringify(secret).slice(1, -1)
  yield encodeURIComponent(wellFormed)
  yield Buffer.from(wellFormed).toString('base64')
  yield Buffer.from(wellFormed).toString('base64url')
  for (const line of secret.split(/[\r\n]+/)) if (line.trim().length >= SHORTEST_VARIANT) yield line.trim()
}

/** A row of asterisks is a secret that was redacted already, and the mark of redaction must stay whole. */
function isTellable(text: string): boolean {
  return text.length >= SHORTEST && /[\p{L}\p{N}]/u.test(text) && !REDACTED.includes(text)
}

function replaceWords(text: string, word: string): string {
  let result = ''
  let done = 0
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    if (isWordCharacter(text[at - 1]) || isWordCharacter(text[at + word.length])) continue
    result += `${text.slice(done, at)}${REDACTED}`
    done = at + word.length
  }
  return result + text.slice(done)
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character)
}
