/** `password = "…"`, `"api_key": "…"`, `--token …`, `-p …`: values that are given to a name that says what they are. */
import { redactCommands } from './commands.js'
import { REDACTED } from './mark.js'
import { isNone, type Value, valueAt } from './values.js'
import { isCredentialName, isVocabulary, tellsAbout } from './vocabulary.js'

const HINT = /pass|pwd|secret|token|key|credential|login|mysql|redis|curl/i

/** A name of a credential, what it may be continued with, and what gives it a value. */
const NAME =
  /(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|(?:api|access|private|client|account|auth|encryption|encrypt|signing|sign|app|application|master|license|licence|secret|session|consumer|shared|deploy|jwt|hmac|storage|service|subscription|write|admin)[_-]?key|connection[_-]?string|credentials?)([A-Za-z0-9_-]{0,40})(?:\\?["'\x60\]]){0,2}\s{0,3}(?::=|=>|=(?!=)|:(?![:/=]))\s{0,3}/gi

/** `<password>…</password>`: elements of XML, also with a prefix. */
const ELEMENT =
  /(<[A-Za-z_:.-]{0,40}(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)>)[^<>]{1,2048}(?=<\/)/gi

/** The same as an option of a command, whose value may stand behind a blank or be the next one of a list. */
const OPTION =
  /(?<![A-Za-z0-9-])--[a-z-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api-key|apikey|access-key|secret-key|credentials?)(?:\s{1,3}|=|\\?["']\s{0,3},\s{0,3})/gi

/** Returns the same text when there is none. */
export function redactAssignments(text: string): string {
  if (!HINT.test(text)) return text
  return givenTo(OPTION, givenTo(NAME, redactCommands(inElements(text)), isValue), isOptionValue)
}

function inElements(text: string): string {
  return text.includes('</') ? text.replace(ELEMENT, `$1${REDACTED}`) : text
}

type Judge = (value: Value, name: string, text: string, at: number) => boolean

function givenTo(pattern: RegExp, text: string, judge: Judge): string {
  let result = ''
  let done = 0
  for (const found of text.matchAll(pattern)) {
    const start = found.index + found[0].length
    if (found.index < done) continue
    const value = valueAt(text, start)
    if (value === undefined || !judge(value, found[0], text, found.index)) continue
    const begin = value.end - value.text.length
    result += `${text.slice(done, begin)}${REDACTED}`
    done = value.end
  }
  return done === 0 ? text : result + text.slice(done)
}

function isValue(value: Value, name: string, text: string, at: number): boolean {
  const trimmed = value.text.trim()
  if (isNone(trimmed) || tellsAbout(name) || isOther(text, at)) return false
  if (isCredentialName(trimmed)) return false
  if (value.quoted) return !(/\s/.test(trimmed) && trimmed.split(/\s+/).every((word) => isVocabulary(word.replace(/[.,]$/, ''))))
  const assigned = /=>?\s{0,3}$/.test(name)
  if (isCode(trimmed, value.next)) return false
  if (assigned) return isAssigned(trimmed, name, value.next)
  return isStated(trimmed, value.next) && (/\s$/.test(name) || !/^\d+$/.test(trimmed))
}

/** `password=swordfish` is one; `password = swordfish` may be code: then a digit or a sign tells. */
function isAssigned(value: string, name: string, next: string): boolean {
  if (/^\d{1,4}$/.test(value) || isVocabulary(value)) return false
  return !/\s$/.test(name) || hasMixture(value) || next === ';'
}

/** Behind a colon stands prose, a type or a value. */
function isStated(value: string, next: string): boolean {
  const word = value.replace(/[.!?]$/, '')
  if (isVocabulary(word) || /^\d{1,5}$/.test(word) || /^[\w.-]{1,60}:/.test(word)) return false
  return (word.length >= 5 && hasMixture(word)) || next === ';'
}

function isOptionValue({ text, quoted, next }: Value): boolean {
  const word = text.replace(/[.,:]$/, '')
  if (isNone(word) || isVocabulary(word) || /^-/.test(word) || isCode(word, next)) return false
  return quoted || !isCredentialName(word)
}

/** `Unexpected token: x` of parsers, `PublicKeyToken=` of assemblies. */
function isOther(text: string, at: number): boolean {
  return /public_?key$|(?:unexpected|invalid|illegal|expected|missing|next|current|unknown|parse|syntax|bad)\s{1,3}$/i.test(
    text.slice(Math.max(0, at - 16), at),
  )
}

/** A call, a member of something, an element: `os.environ["X"]`, `request.headers`, `get_secret(`. */
function isCode(value: string, next: string): boolean {
  return (
    /^[A-Za-z_$][\w$]{0,100}(?:(?:\.|::|->)[A-Za-z_$][\w$]{0,100}){0,8}[([]/.test(value) ||
    (/^[A-Za-z_$][A-Za-z_$]{0,100}(?:(?:\.|::|->)[A-Za-z_$][A-Za-z0-9_$]{0,100}){1,8}$/.test(value) && !/\d{2}/.test(value)) ||
    next === '('
  )
}

function hasMixture(value: string): boolean {
  return /\d/.test(value) ? /[A-Za-z!@#$%^*+~]/.test(value) || value.length >= 6 : /[!@#$%^*~+]/.test(value) && /[A-Za-z]/.test(value)
}
