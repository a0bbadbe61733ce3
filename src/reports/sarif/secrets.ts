import { asObject, asText, type JsonObject, objectsOf, ownValue, propertiesOf } from '../vocabulary/json.js'

/** Shorter values cannot be told from ordinary text; redacting them would only do harm. */
const SHORTEST_SECRET = 4

/** An unquoted word of a snippet counts as a value from this length on, and only with a digit in it. */
const SHORTEST_TOKEN = 12

/** How much of a snippet is taken apart, in UTF-16 code units; the whole snippet is a secret in any case. */
const EXAMINED = 20_000

/** Properties in which scanners put what they found. */
const KEYS = [
  'offender',
  'secret',
  'Secret',
  'secretValue',
  'secret_value',
  'match',
  'Match',
  'matched',
  'matchedText',
  'matched_text',
  'matchedContent',
  'content',
  'lineContent',
  'raw',
  'Raw',
  'RawV2',
  'token',
  'value',
  'line',
  'snippet',
  'evidence',
] as const

/**
 * Everything in a result that may be the secret itself: snippets, what the tool kept in properties, quoted words of the message.
 * Words that occur in `known` (rule texts, path) are names and not values. Longest first, so that a value is redacted with what is around it.
 */
export function secretsOf(result: JsonObject, message: string, known: string): readonly string[] {
  const places = [...objectsOf(result['locations']), ...objectsOf(result['relatedLocations'])]
  const snippets = places.flatMap(snippetsOf)
  const bag = propertiesOf(result)
  const values = KEYS.map((key) => asText(ownValue(bag, key))).filter((value) => value !== undefined)
  const lowerKnown = known.toLowerCase()
  const words = [...snippets.flatMap(valuesIn), ...quotedIn(message)].filter((word) => !lowerKnown.includes(word.toLowerCase()))
  const all = new Set([...snippets, ...values, ...words, ...matchOf(message)])
  return [...all].filter((secret) => secret.length >= SHORTEST_SECRET).sort((left, right) => right.length - left.length)
}

/** A message without the matched text that some tools put at its end (`Match: …`). */
export function withoutMatch(message: string): string {
  const at = matchStart(message)
  return at < 0 ? message : message.slice(0, at).trimEnd()
}

/** Where scanners say whether they tried a secret, and how they say that it works. */
const VERDICTS = [
  'verified',
  'Verified',
  'validity',
  'tokenValidation',
  'validation_state',
  'validationState',
  'validation_status',
  'validationStatus',
  'secretValidity',
] as const
const WORKS: ReadonlySet<string> = new Set(['true', 'active', 'valid', 'verified', 'confirmed_valid', 'live', 'active credential'])

/** Whether the scanner tried the secret and it worked. */
export function isVerified(bag: JsonObject): boolean {
  const words = VERDICTS.map((key) => ownValue(bag, key))
  return words.some((word) => word === true || (typeof word === 'string' && WORKS.has(word.toLowerCase())))
}

function snippetsOf(location: JsonObject): readonly string[] {
  const physical = asObject(location['physicalLocation'])
  const regions = [physical?.['region'], physical?.['contextRegion'], ...objectsOf(location['annotations'])].map(asObject)
  return regions.map((region) => asText(asObject(region?.['snippet'])?.['text'])).filter((text) => text !== undefined)
}

/** Quoted strings that are no keys, and unquoted words that look like a value. */
function valuesIn(snippet: string): readonly string[] {
  const examined = snippet.slice(0, EXAMINED).replace(/(["'])[\w-]{1,60}\1\s{0,4}:/g, ' ')
  const tokens = examined.split(/[\s"'`=:,;()[\]{}<>]+/).filter((token) => token.length >= SHORTEST_TOKEN && /\d/.test(token))
  return [...quotedIn(examined), ...tokens]
}

function quotedIn(text: string): readonly string[] {
  const quotes = text.slice(0, EXAMINED).matchAll(/'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`/g)
  return Array.from(quotes, ([, single, double, back]) => (single ?? double ?? back ?? '').trim()).filter(
    (word) => word.length >= SHORTEST_SECRET,
  )
}

function matchOf(message: string): readonly string[] {
  const at = matchStart(message)
  if (at < 0) return []
  const match = message.slice(message.indexOf(':', at) + 1).trim()
  return match === '' ? [] : [match, ...valuesIn(match)]
}

function matchStart(message: string): number {
  return message.search(/^(?:match(?: content)?|matched|evidence|secret value): /im)
}
