/**
 * Values that a form gives to a name without a sign between the two: a block of YAML, a pair of `name` and `value`, the argument of a call,
 * a line of .netrc. Whether the name is one for a credential is for the vocabulary to say.
 */
import { type Range, withoutRanges } from './ranges.js'
import { isNone, valueAt } from './values.js'
import { holdsCredential, isCredentialName, isVocabulary } from './vocabulary.js'

interface Form {
  /** Part of every text in which the pattern can match. */
  readonly hint: RegExp
  /** Up to the value, with the name as its first group. */
  readonly pattern: RegExp
  /** Where the value is; as `valueIn` when absent. */
  readonly value?: (text: string, start: number, found: RegExpMatchArray) => Range
}

/** Values longer than this are looked at up to here. In UTF-16 code units. */
const LONGEST = 4096

const FORMS: readonly Form[] = [
  // password: |
  //   swordfish
  {
    hint: /:[ \t]{0,3}[|>]/,
    pattern: /(?<![\w-])([A-Za-z_][\w-]{0,60})["']?:[ \t]{0,3}[|>][+-]?\d?[ \t]{0,3}\r?\n([ \t]{1,64})(?=\S)/g,
    value: (text, start, found) => ({ start, end: endOfBlock(text, start, found[2] ?? '') }),
  },
  // <add key="Password" value="swordfish" />, {"name": "DB_PASSWORD", "value": "swordfish"}, - name: DB_PASSWORD / value: swordfish
  {
    hint: /value/i,
    pattern:
      /\b(?:key|name)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([A-Za-z_][\w.-]{0,80})\\?["']?[\s,]{1,20}\\?["']?value\\?["']?\s{0,3}[:=]\s{0,3}/gi,
  },
  // setPassword("swordfish"), .withApiKey('…')
  {
    hint: /\(\s{0,3}\\?["'\x60]/,
    pattern: /\b(?:set|with|use|add)_?([A-Za-z][A-Za-z_]{1,40})\(\s{0,3}(?=\\?["'\x60])/g,
  },
  // setProperty("db.password", "…")
  {
    hint: /,\s{0,3}\\?["'\x60]/,
    pattern:
      /\b(?:set|put|add|append|define|setProperty|setenv|putenv|setHeader|header)\(\s{0,3}\\?["'\x60]([\w.-]{1,80})\\?["'\x60]\s{0,3},\s{0,3}(?=\\?["'\x60])/gi,
  },
  // token -> swordfish
  {
    hint: /\s->\s/,
    pattern: /(?<![\w-])([A-Za-z_][\w-]{0,40})\s{1,2}->\s{1,2}(?=\\?["'\x60]?[^\s"'\x60]{0,64}[\d!@#$%^*])/g,
  },
  // machine host login somebody password swordfish
  {
    hint: /login/i,
    pattern: /\blogin\s{1,4}\S{1,200}\s{1,4}(password)\s{1,4}/gi,
    value: (text, start) => ({ start, end: endOfWord(text, start) }),
  },
]

/** Returns the same text when there is none. */
export function redactForms(text: string): string {
  return FORMS.reduce((result, form) => (form.hint.test(result) ? without(result, form) : result), text)
}

function without(text: string, { pattern, value = valueIn }: Form): string {
  const ranges: Range[] = []
  for (const found of text.matchAll(pattern)) {
    if (!namesCredential(found[1] ?? '')) continue
    const range = value(text, found.index + found[0].length, found)
    if (isValue(text.slice(range.start, range.end))) ranges.push(range)
  }
  return ranges.length === 0 ? text : withoutRanges(text, ranges)
}

function valueIn(text: string, start: number): Range {
  const value = valueAt(text, start)
  return value === undefined ? { start, end: start } : { start: value.end - value.text.length, end: value.end }
}

/** `db.password` and `spring.datasource.password` too. */
function namesCredential(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1)
  return isCredentialName(last) || holdsCredential(last)
}

function isValue(value: string): boolean {
  return !isNone(value) && !isVocabulary(value)
}

function endOfWord(text: string, start: number): number {
  const word = /\S{1,4096}/y
  word.lastIndex = start
  return word.test(text) ? word.lastIndex : start
}

/** Up to the first line that is indented less. */
function endOfBlock(text: string, start: number, indent: string): number {
  const last = Math.min(text.length, start + LONGEST)
  for (let at = start; ; ) {
    const end = text.indexOf('\n', at)
    if (end === -1 || end >= last) return last
    if (!text.startsWith(indent, end + 1)) return end
    at = end + 1
  }
}
