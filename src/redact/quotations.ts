import type { Range } from './ranges.js'

/** What closes what. Source: Unicode, general categories Pi and Pf, and what programming languages use. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['<', '>'],
  ['\u201c', '\u201d'],
  ['\u201d', '\u201d'],
  ['\u201e', '\u201c'],
  ['\u2018', '\u2019'],
  ['\u201a', '\u2018'],
  ['\u00ab', '\u00bb'],
  ['\u00bb', '\u00ab'],
  ['\u2039', '\u203a'],
  ['\u300c', '\u300d'],
  ['\u300e', '\u300f'],
  ['\uff02', '\uff02'],
  ['\u00b4', '\u00b4'],
])

const OPENING = /["'`<\u201c\u201d\u201e\u2018\u201a\u00ab\u00bb\u2039\u300c\u300e\uff02\u00b4]/g

/** Longer quotations are taken for none; what a scanner quotes is a line or a key. In UTF-16 code units. */
const LONGEST = 8192

/** How much in front of a quotation is looked at. */
const BEFORE = 100

/** Both are asked with what stands in front of a quotation, the opening sign included. */
export interface QuotationJudge {
  /** Whether the content may be told. */
  isName(content: string, before: string): boolean
  /** Whether a value follows. */
  introduces(before: string): boolean
}

/** Quotations whose content may not be told. An apostrophe in a word opens nothing and closes nothing. */
export function quotedIn(text: string, judge: QuotationJudge): readonly Range[] {
  const ranges: Range[] = []
  let from = 0
  for (const { index, 0: sign } of text.matchAll(OPENING)) {
    if (index < from || !opens(text, index)) continue
    const close = closeOf(text, index, sign)
    const before = text.slice(Math.max(0, index - BEFORE), index + 1)
    if (close === undefined) {
      if (isCutOff(text, index, judge)) ranges.push({ start: index + 1, end: lineEnd(text, index) })
      continue
    }
    const content = text.slice(index + 1, close)
    if (sign === '<' && !(judge.introduces(before) || /^[^\s<>/][^\s<>]{0,500}$/.test(content))) continue
    from = close + 1
    if (!judge.isName(content, before)) ranges.push({ start: index + 1, end: text.charAt(close - 1) === '\\' ? close - 1 : close })
  }
  return ranges
}

/** A quotation that ends with the text: only where a value is expected. */
function isCutOff(text: string, open: number, { isName, introduces }: QuotationJudge): boolean {
  const before = text.slice(Math.max(0, open - BEFORE), open + 1)
  const content = text.slice(open + 1, open + BEFORE)
  return text.charAt(open) !== '<' && (/[:=(]\s{0,3}\\?.$/.test(before) || introduces(before)) && !isName(content, before)
}

/** `b'…'` and `r"…"` too. */
function opens(text: string, at: number): boolean {
  const previous = text.charAt(at - 1)
  return !isWordCharacter(previous) || (/[bruf]/i.test(previous) && !isWordCharacter(text.charAt(at - 2)))
}

function closeOf(text: string, open: number, sign: string): number | undefined {
  const closing = CLOSING.get(sign) ?? sign
  const escaped = text.charAt(open - 1) === '\\'
  const last = Math.min(text.length, open + LONGEST)
  for (let at = text.indexOf(closing, open + 1); at !== -1 && at < last; at = text.indexOf(closing, at + 1)) {
    if (closing !== sign) return at
    if (!isWordCharacter(text.charAt(at + 1)) && (text.charAt(at - 1) === '\\') === escaped) return at
  }
  return undefined
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character)
}
