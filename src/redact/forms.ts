/**
 * Values that a form gives to a name without a sign between the two: a block of YAML, a pair of `name` and `value`, the argument of a call,
 * a line of .netrc. Whether the name is one for a credential is for the vocabulary to say.
 */
import { REDACTED } from './mark.js'
import { holdsCredential, isCredentialName, isVocabulary } from './vocabulary.js'

interface Form {
  /** Part of every text in which the pattern can match. */
  readonly hint: RegExp
  /** Up to the value, with the name as its first group. */
  readonly pattern: RegExp
  /** How long the value is that starts there. */
  lengthAt(text: string, start: number, found: RegExpMatchArray): number
}

/** Values longer than this are looked at up to here. In UTF-16 code units. */
const LONGEST = 4096

const FORMS: readonly Form[] = [
  // password: |
  //   swordfish
  {
    hint: /:[ \t]{0,3}[|>]/,
    pattern: /(?<![\w-])([A-Za-z_][\w-]{0,60})["']?:[ \t]{0,3}[|>][+-]?\d?[ \t]{0,3}\r?\n([ \t]{1,64})(?=\S)/g,
    lengthAt: (text, start, found) => lengthOfBlock(text, start, found[2] ?? ''),
  },
  // <add key="Password" value="swordfish" />, {"name": "DB_PASSWORD", "value": "swordfish"}, - name: DB_PASSWORD / value: swordfish
  {
    hint: /value/i,
    pattern:
      /\b(?:key|name)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([A-Za-z_][\w.-]{0,80})\\?["']?[\s,]{1,20}\\?["']?value\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?/gi,
    lengthAt: (text, start) => lengthOf(/[^\s"'<>,}\\]{1,4096}/y, text, start),
  },
  // setPassword("swordfish"), .withApiKey('…'), setProperty("db.password", "…")
  {
    hint: /\(\s{0,3}\\?["'\x60]/,
    pattern: /\b(?:set|with|use|add|add_|set_|with_|use_)([A-Za-z][A-Za-z_]{1,40})\(\s{0,3}\\?["'\x60]/g,
    lengthAt: lengthOfQuoted,
  },
  {
    hint: /,\s{0,3}\\?["'\x60]/,
    pattern:
      /\b(?:set|put|add|append|define|setProperty|setenv|putenv|setHeader|header)\(\s{0,3}\\?["'\x60]([\w.-]{1,80})\\?["'\x60]\s{0,3},\s{0,3}\\?["'\x60]/gi,
    lengthAt: lengthOfQuoted,
  },
  // token -> swordfish
  {
    hint: /\s->\s/,
    pattern: /(?<![\w-])([A-Za-z_][\w-]{0,40})\s{1,2}->\s{1,2}\\?["'\x60]?(?=[^\s"'\x60]{0,64}[\d!@#$%^*])/g,
    lengthAt: (text, start) => lengthOf(/[^\s"'\x60,;]{1,4096}/y, text, start),
  },
  // machine host login somebody password swordfish
  {
    hint: /login/i,
    pattern: /\blogin\s{1,4}\S{1,200}\s{1,4}(password)\s{1,4}/gi,
    lengthAt: (text, start) => lengthOf(/\S{1,4096}/y, text, start),
  },
]

/** Returns the same text when there is none. */
export function redactForms(text: string): string {
  return FORMS.reduce((result, form) => (form.hint.test(result) ? without(result, form) : result), text)
}

function without(text: string, { pattern, lengthAt }: Form): string {
  let result = ''
  let done = 0
  for (const found of text.matchAll(pattern)) {
    const start = found.index + found[0].length
    if (found.index < done || !namesCredential(found[1] ?? '')) continue
    const length = lengthAt(text, start, found)
    if (!isValue(text.slice(start, start + length))) continue
    result += `${text.slice(done, start)}${REDACTED}`
    done = start + length
  }
  return done === 0 ? text : result + text.slice(done)
}

/** `db.password` and `spring.datasource.password` too. */
function namesCredential(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1)
  return isCredentialName(last) || holdsCredential(last)
}

/** A template, a word that scanners say, or nothing is no value. */
function isValue(value: string): boolean {
  return value.length >= 3 && !value.includes(REDACTED) && !/^(?:\$[{(A-Za-z_]|%[A-Za-z_(]|\{\{?|<)/.test(value) && !isVocabulary(value)
}

function lengthOf(word: RegExp, text: string, start: number): number {
  word.lastIndex = start
  return word.test(text) ? word.lastIndex - start : 0
}

function lengthOfQuoted(text: string, start: number): number {
  const value = /[^"'\x60\n\\]{1,4096}/y
  value.lastIndex = start
  return value.test(text) ? value.lastIndex - start : 0
}

/** Up to the first line that is indented less. */
function lengthOfBlock(text: string, start: number, indent: string): number {
  const last = Math.min(text.length, start + LONGEST)
  for (let at = start; ; ) {
    const end = text.indexOf('\n', at)
    if (end === -1 || end >= last) return last - start
    if (!text.startsWith(indent, end + 1)) return end - start
    at = end + 1
  }
}
