/**
 * What a text about a credential says of its value, whatever the tool's wording: in quotes, behind a colon or an equals sign, behind
 * `password is`, as a word that looks made by chance, in a quoted piece of code. When it is unsure whether a word is the secret, it is.
 */
import { oddIn } from './odd-words.js'
import { quotedIn } from './quotations.js'
import type { Range } from './ranges.js'
import type { Saying } from './saying.js'
import { introduces, toldIn } from './stretches.js'
import { holdsCredential, isCredentialName, isVocabulary, tellsAbout } from './vocabulary.js'
import { bare, isChance, isHarmless } from './words.js'

/** More of a text is not looked through word by word: it goes. In UTF-16 code units. */
const EXAMINED = 20_000

/** @returns where values are, in any order and overlapping */
export function spokenIn(whole: string, speech: Saying): readonly Range[] {
  const text = whole.slice(0, EXAMINED)
  const quoted = quotedIn(text, { isName: (content, before) => isQuotedName(content, before, speech), introduces: introducesValue })
  const rest = whole.length > EXAMINED && speech.certain ? [{ start: EXAMINED, end: whole.length }] : []
  return [...fencedIn(text), ...quoted, ...toldIn(text, speech), ...oddIn(text, speech), ...rest]
}

/** Pieces of code between fences. */
function fencedIn(text: string): readonly Range[] {
  const ranges: Range[] = []
  for (let at = text.indexOf('```'); at !== -1; ) {
    const close = text.indexOf('```', at + 3)
    const end = close === -1 ? text.length : close
    ranges.push({ start: at + 3, end })
    at = close === -1 ? -1 : text.indexOf('```', close + 3)
  }
  return ranges
}

const OPENING = String.raw`[bru]?\\?["'\x60<\u201c\u2018\u00ab\u2039\u201e]?$`

/** Words after which a quoted word is the name of something. */
const NAMING = new RegExp(
  `(?:variables?|parameters?|arguments?|attributes?|propert(?:y|ies)|fields?|functions?|methods?|class|classes|files?|constants?|names?|named|called|headers?|modules?|packages?|rules?|detectors?|plugins?|types?|blocks?|resources?|columns?|options?|flags?|settings?|control|calls?) {0,2}[:=]? {0,2}${OPENING}`,
  'i',
)

/** `the password "`, `secret (`. */
const HOLDING = new RegExp(`(?:password|passwd|pwd|passphrase|secret|token|key|credentials?|values?|literal|string) {1,2}${OPENING}`, 'i')

/** `password: "`, `secret = '`, `value is "`. */
const GIVING = new RegExp(`([A-Za-z][\\w-]{0,60})["'\\x60\\]]{0,2} {0,3}(?::|=|=>|:=) {0,3}${OPENING}`)

/** `password is set to "`, `'password' is equal '`. */
const SAYING = new RegExp(
  `([A-Za-z][\\w-]{0,60})["'\\x60]{0,2}(?: (?:is|was|be|set|to|equals?|has|the|a|as|default|value|hard-?coded|should|must|not|of|with)){1,6} {1,2}${OPENING}`,
)

const IDENTIFIER = /^[A-Za-z_$@/.*-][\w$.:/@*[\]-]{0,120}(?:\(\))?$/

function introducesValue(before: string): boolean {
  const said = SAYING.exec(before)?.[1] ?? ''
  return (
    HOLDING.test(before) ||
    introduces(GIVING.exec(before)?.[1] ?? '') ||
    holdsCredential(said) ||
    (isCredentialName(said) && !tellsAbout(said))
  )
}

function isQuotedName(content: string, before: string, speech: Saying): boolean {
  const text = withoutEscapes(content).trim()
  if (!/[\p{L}\p{N}]/u.test(text) || speech.names.has(text)) return true
  if (introducesValue(before)) return false
  if (isCredentialName(text) || /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/[\w/{}.-]{0,200}$/.test(text)) return true
  if (before.endsWith('<') && isHarmless(text, speech.names)) return true
  const looksNamed = IDENTIFIER.test(text) && !isChance(text)
  if (looksNamed && NAMING.test(before)) return true
  if (speech.strict ?? speech.certain) return text.includes(' ') && text.split(/\s+/).every((word) => isVocabulary(bare(word)))
  return looksNamed || isProse(text)
}

function isProse(text: string): boolean {
  const words = text.split(/\s+/)
  return words.length > 1 && words.every((word) => /^[A-Za-z'()-]{1,30}[.,:]?$/.test(word))
}

/** Without the backslashes at the end, which escape the quote behind it. */
function withoutEscapes(content: string): string {
  let end = content.length
  while (content[end - 1] === '\\') end -= 1
  return content.slice(0, end)
}
