import { asObject, asText, type JsonObject, objectsOf, ownValue, propertiesOf } from '../vocabulary/json.js'

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

/** Everything in a result that may hold the secret itself: snippets, what the tool kept in properties, the matched text of the message. */
export function quotedIn(result: JsonObject, message: string): readonly string[] {
  const places = [...objectsOf(result['locations']), ...objectsOf(result['relatedLocations'])]
  const bag = propertiesOf(result)
  const values = KEYS.map((key) => asText(ownValue(bag, key))).filter((value) => value !== undefined)
  return [...new Set([...places.flatMap(snippetsOf), ...values, ...matchOf(message)])]
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

function matchOf(message: string): readonly string[] {
  const at = matchStart(message)
  if (at < 0) return []
  const match = message.slice(message.indexOf(':', at) + 1).trim()
  return match === '' ? [] : [match]
}

function matchStart(message: string): number {
  return message.search(/^(?:match(?: content)?|matched|evidence|secret value): /im)
}
