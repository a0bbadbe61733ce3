/** Scanner text as ASFF takes it: plain, well-formed, nothing hidden in it, never blank, never too long. */
import { replaceHidden } from '../hidden-characters.js'

const ELLIPSIS = '…'

/** How far back, in UTF-16 units, a cut looks for the end of a word. */
const WORD_SEARCH = 64

/** Every way to end a line; Unicode Standard, section 5.8. */
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/** Anything but printable ASCII and single spaces: what is not to be cleaned at all is told much faster than it is cleaned. */
const UNUSUAL_IN_TEXT = /[^ -~\n]/
const UNUSUAL_IN_LINE = /[^ -~]| {2}/

/** Plain text without a blank end; `undefined` for text that says nothing. */
export function plainText(text: string | undefined, length: number): string | undefined {
  if (text === undefined) return undefined
  const plain = beginning(text, length, clean)
  return plain === '' ? undefined : cut(plain, length)
}

/** As `plainText`, on one line. */
export function lineOfText(text: string | undefined, length: number): string | undefined {
  if (text === undefined) return undefined
  const trimmed = text.trim()
  const line = UNUSUAL_IN_LINE.test(trimmed) ? beginning(trimmed, length, cleanLine) : trimmed
  return line === '' ? undefined : cut(line, length)
}

/** A list of lines: blank ones and repeats left out, at most `count`; `undefined` when nothing is left. */
export function linesOfText(texts: Iterable<string>, limits: { count: number; length: number }): string[] | undefined {
  const lines = new Set<string>()
  for (const text of texts) {
    if (lines.size === limits.count) break
    const line = lineOfText(text, limits.length)
    if (line !== undefined) lines.add(line)
  }
  return lines.size === 0 ? undefined : [...lines]
}

/** At most `length` code points. Longer text ends at a word where there is one, and with an ellipsis. */
export function cut(text: string, length: number): string {
  if (unitsOf(text, length) === text.length) return text
  const units = unitsOf(text, length - 1)
  return `${text.slice(0, wordEnd(text, units)).trimEnd()}${ELLIPSIS}`
}

/** How many UTF-16 units the first `count` code points take. */
export function unitsOf(text: string, count: number): number {
  if (text.length <= count) return text.length
  let units = 0
  for (let seen = 0; seen < count && units < text.length; seen += 1) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
  return units
}

/** UTF-16 units of a text that are cleaned first, for each code point that is kept of it, and besides. */
const UNITS_PER_KEPT = 4
const UNITS_BESIDES = 1024

/** Code points at the end of a piece of text that may look different with what follows: half of an emoji, of a line end. */
const EDGE = 64

/**
 * The text cleaned, as far as a cut to `length` shows it. Cleaning takes much longer than cutting, and scanners quote whole files: so the beginning is
 * cleaned, and all of it only where too little is left of that.
 */
function beginning(text: string, length: number, cleaned: (text: string) => string): string {
  const enough = length * UNITS_PER_KEPT + UNITS_BESIDES
  if (text.length <= enough) return cleaned(text)
  const start = cleaned(text.slice(0, enough))
  return unitsOf(start, length + EDGE) < start.length ? start : cleaned(text)
}

function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ')
}

function clean(text: string): string {
  if (!UNUSUAL_IN_TEXT.test(text)) return text.trim()
  return replaceHidden(text.toWellFormed().replace(LINE_ENDS, '\n'), '').trim()
}

/** The last end of a word at or before `end`; `end` itself when the word is too long to be left out. */
function wordEnd(text: string, end: number): number {
  const lowest = Math.max(1, end - WORD_SEARCH)
  for (let at = end; at >= lowest; at -= 1) if (isSpace(text.charCodeAt(at))) return at
  return end
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x09
}
