/** What stands where a value is expected, and whether it can be one at all. */
import { REDACTED } from './mark.js'

/** Values longer than this are looked at up to here. In UTF-16 code units. */
const LONGEST_VALUE = 4096

export interface Value {
  readonly text: string
  readonly quoted: boolean
  /** What follows it. */
  readonly next: string
  readonly end: number
}

/** What is in quotes, or what goes on to the next character that ends a value. */
export function valueAt(text: string, start: number): Value | undefined {
  const opening = /(?:[bru]?\\?(["'\x60]))?/y
  opening.lastIndex = start
  const [lead = '', quote] = opening.exec(text) ?? []
  const begin = start + (quote === undefined ? 0 : lead.length)
  const end = quote === undefined ? endOfWord(text, begin) : endOfQuote(text, begin, quote, lead.includes('\\'))
  return end <= begin ? undefined : { text: text.slice(begin, end), quoted: quote !== undefined, next: text.charAt(end), end }
}

function endOfWord(text: string, begin: number): number {
  const word = /[^\s"'\x60,;<>&)}|]{1,4096}/y
  word.lastIndex = begin
  return word.test(text) ? word.lastIndex : begin
}

/** To the end of the line where the closing quote is missing. */
function endOfQuote(text: string, begin: number, quote: string, escaped: boolean): number {
  const last = Math.min(text.length, begin + LONGEST_VALUE)
  for (let at = begin; at < last; at++) {
    if (text[at] === '\n') return at
    if (text[at] === '\\' && !escaped) at++
    else if (text[at] === quote) return escaped && text[at - 1] === '\\' ? at - 1 : at
  }
  return last
}

/** Empty, masked whole, or a template of a value. */
export function isNone(text: string): boolean {
  return (
    text.length < 3 ||
    !/[\p{L}\p{N}]/u.test(text) ||
    text.includes(REDACTED) ||
    /^(?:\$[{(A-Za-z_]|%[A-Za-z_(]|\{\{?|<|\[|\.\.\.|x{3,}$|your[_-]|<?redacted|none$|null$|nil$|true$|false$|undefined$)/i.test(text)
  )
}
