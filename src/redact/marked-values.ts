/** The values in what a scanner marks as a secret or quotes as code that holds one: `key = "…"` is marked, and a message may quote only the value. */
import type { Finding } from '../finding.js'
import { isCredentialName, isVocabulary } from './vocabulary.js'
import { isChance } from './words.js'

/** Shorter values cannot be told from ordinary text; redacting them would only do harm. */
const SHORTEST = 4

/** An unquoted word counts as a value from this length on, and only with a digit in it. */
const SHORTEST_WORD = 12

/** How much of a piece of code is taken apart, in UTF-16 code units; the whole piece is a secret in any case. */
const EXAMINED = 20_000

/** How much of a rule's texts is known by name, in UTF-16 code units. */
const KNOWN = 10_000

/** All that is marked, and the values in it. What the rule and the path say as well are names, unless they look made by chance. */
export function markedValues(finding: Finding, certain: boolean): readonly string[] {
  const marked = certain ? [...finding.secrets, ...(finding.quoted ?? [])] : finding.secrets
  if (marked.length === 0) return marked
  const names = namesIn(finding)
  const isName = (word: string) => isVocabulary(word) || isCredentialName(word) || (!isChance(word) && names.includes(word.toLowerCase()))
  const values = marked.flatMap(valuesIn).filter((word) => !isName(word))
  const quoted = certain ? (finding.quoted ?? []).filter((text) => !isVocabulary(text) && !isCredentialName(text)) : []
  return [...finding.secrets, ...quoted, ...values]
}

function namesIn({ rule: { id, name, title, description }, location }: Finding): string {
  const path = location?.path ?? ''
  return `${[id, name, title, description].join(' ').slice(0, KNOWN)} ${path}`.toLowerCase()
}

/** Quoted strings that are no keys, and unquoted words that look like a value. */
function valuesIn(code: string): readonly string[] {
  const examined = code.slice(0, EXAMINED).replace(/(["'])[\w-]{1,60}\1\s{0,4}:/g, ' ')
  const words = examined.split(/[\s"'`=:,;()[\]{}<>]+/).filter((word) => word.length >= SHORTEST_WORD && /\d/.test(word))
  const quotes = Array.from(examined.matchAll(/'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`/g), ([, single, double, back]) =>
    (single ?? double ?? back ?? '').trim(),
  )
  return [...quotes.filter((quote) => quote.length >= SHORTEST), ...words]
}
