/** What a single word of a text about a credential looks like. */
import { isCredentialName, isVocabulary } from './vocabulary.js'

/** A run of a text without blanks and without the punctuation of sentences. A quotation mark between letters belongs to it. */
export const WORD =
  /(?:[^\s"'`(){}<>,;|\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e\u2039\u203a]|(?<=[A-Za-z0-9])["'`](?=[A-Za-z0-9]))(?:[^\s"'`(){}<>,;|\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e\u2039\u203a]|(?<=[A-Za-z0-9])["'`](?=[A-Za-z0-9])){0,2000}/g

/** Without the signs around it: `**word**`, `word.` */
export function bare(word: string): string {
  return word.replace(/^[*_#\-.:[\]=~]{1,8}/, '').replace(/[.,:;!?\]=~]{1,8}$/, '')
}

/** `AK************PLE`, `hun…er2`: beginning and end of a value are a part of it. */
export function isMasked(word: string): boolean {
  return /[A-Za-z0-9][*\u2022\u25cf]{2}|[*\u2022\u25cf]{2}[A-Za-z0-9]|[A-Za-z0-9_]{2}(?:\.{3}|\u2026|\[\.{3}\])[A-Za-z0-9]|[A-Za-z0-9]X{4}/.test(
    word,
  )
}

/** Letters and digits mixed, or so long that it is no word. Names of several words are none. */
export function isChance(word: string): boolean {
  if (/^[A-Z]{1,6}-?\d{1,6}$/.test(word)) return false
  const parts = word.replace(/([a-z])(?=[A-Z][a-z])/g, '$1_').split(/[_./:[\]\\-]+/)
  return parts.some((part) => isChancePart(part, word.length))
}

function isChancePart(part: string, length: number): boolean {
  if (part === '' || /^\d{1,4}$/.test(part) || (/^[A-Za-z]{1,4}\d{1,2}$/.test(part) && length > part.length + 3)) return false
  if (/\d/.test(part)) return length >= 5 && (/[A-Za-z]/.test(part) || part.length >= 6)
  return part.length >= 24 || (length >= 6 && /[A-Za-z][!@#$%^&*+~?]+[A-Za-z0-9]/.test(part))
}

const HARMLESS_SHAPES: readonly RegExp[] = [
  /^\d{1,4}$/,
  /^OWASP[\w:.-]{0,60}$/,
  /^(?:e\.g|i\.e|etc|vs|a\.k\.a)$/i,
  /^v?\d{1,6}(?:\.\d{1,6}){1,4}%?$/,
  /^(?:CWE|CVE|GHSA|RFC|ISO|NIST|PCI|CIS|AVD|PKCS)[-_#]?[A-Z0-9]{0,6}(?:[-_:.][A-Za-z0-9]{1,6}){0,4}$/,
  /^(?:DL|SC|ES|KSV|BC|HS|G|S|B|A|CKV2?)[-_]?(?:[A-Z]{2,10}[-_])?\d{1,6}$/,
  /^(?:SHA-?\d{1,3}|MD\d|base\d\d|oauth\d?(?:\.0)?|x\.?509|s3|ec2|utf-?\d{1,2}|log4j|rsa-?\d{4}|aes-?\d{3}|hs\d{3}|rs\d{3}|es\d{3}|pkcs#?\d{1,2}|id_?(?:rsa|dsa|ecdsa|ed25519)|ed25519|p12|tls1|http2|h2|k8s|oauth2|web3|auth0)$/i,
  /^https?:\/\/[\w.-]{1,200}(?::\d{1,5})?(?:\/[\w.,~/#%+-]{0,300})?$/,
]

/** Files and folders, unless a part of them looks made by chance: base64 has slashes, too. */
const FILE =
  /^(?:\.{0,2}\/)?(?:[\w.@-]{1,80}\/){1,20}[\w.@-]{1,80}(?::\d{1,7})?$|^[\w-]{1,80}\.(?:py|js|ts|jsx|tsx|go|java|rb|php|cs|c|h|cpp|rs|kt|swift|scala|tf|yml|yaml|json|xml|toml|ini|env|conf|cfg|properties|sh|md|txt|sql|pem|key|gradle|html)(?::\d{1,7})?$/

/** A word of scanners, the name of a credential, a number, a version, an id, an address without parameters, a file. */
export function isHarmless(word: string, names: ReadonlySet<string>): boolean {
  return (
    word.includes('[redacted') ||
    !/[\p{L}\p{N}]/u.test(word) ||
    names.has(word) ||
    isVocabulary(word.replace(/(?:n't|'s|\(s\))$/, '')) ||
    isCredentialName(word) ||
    HARMLESS_SHAPES.some((shape) => shape.test(word)) ||
    (FILE.test(word) && !isChance(word))
  )
}

/** By its ending a word of a sentence: an adverb, a verb, an abstract noun. */
export function isEnglish(word: string): boolean {
  return /^[A-Za-z]?[a-z]{3,20}(?:ly|tion|tions|ment|ments|ness|ity|ised|ized|ated|ates|ating|ively|able|ible|ance|ence)$/.test(word)
}

/** A call, an element, a member: `os.environ["X"]`, `get_secret()`, `process.env.SECRET`. */
export function isCodeAt(text: string, at: number): boolean {
  const code = /[A-Za-z_$][A-Za-z_$]{0,60}(?:(?:\.|::|->)[A-Za-z_$][A-Za-z_$]{0,60}){0,6}/y
  code.lastIndex = at
  const [found] = code.exec(text) ?? ['']
  const next = text.charAt(at + found.length)
  return found !== '' && (next === '(' || next === '[' || (/[.:>]/.test(found) && /[\s;,)\]}]|^$/.test(next)))
}
