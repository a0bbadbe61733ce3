/** Scanners of secrets that nobody has heard of yet, by their name or by what all of their report is about. */

import { isLeakedCredential } from '../../vocabulary/credentials.js'
import { cwesIn } from '../../vocabulary/cwes.js'
import { asObject, asText, isObject, type JsonObject, propertiesOf, textsOf } from '../../vocabulary/json.js'
import { isOfDefaults } from '../kinds.js'
import type { Components } from './components.js'

/** Results and rules that are looked at. */
const SAMPLED = 100

/** Of these, as many must speak of something secret: rules are also called after the service that a credential is for. */
const ENOUGH = 0.6

/** Names of drivers, by their words in lower case: `Acme SecretScanner`, `betterleaks`. Leaks of memory are another thing. */
function isCalledSo(driverName: string): boolean {
  return wordsOf(driverName).some(
    (word) => word.startsWith('secret') || word.endsWith('secrets') || word.startsWith('credential') || isOfLeaks(word),
  )
}

function isOfLeaks(word: string): boolean {
  return word.endsWith('leaks') && !word.startsWith('mem')
}

/** Says that it is about a secret in the open. */
const CERTAIN: ReadonlySet<string> = new Set(['secret', 'secrets', 'credential', 'credentials'])

/** What secrets are called, and what rules of such scanners are named after. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  ...CERTAIN,
  'apikey',
  'apikeys',
  'key',
  'keys',
  'passwd',
  'password',
  'passwords',
  'pat',
  'token',
  'tokens',
  'webhook',
])

/**
 * Whether all that a run reports are secrets, judged by its driver's name, else by its rules, else by its first results.
 * @param results of the run, from the first on
 */
export function scansForSecrets(driverName: string, { all }: Components, results: () => Iterable<unknown>): boolean {
  if (isCalledSo(driverName)) return true
  const rules = all.flatMap(({ rules: { list } }) => list.filter(isObject)).slice(0, SAMPLED)
  const found = sampled(results())
  const leaks = found.some(isLeak)
  const signs = rules.length > 0 ? rules.map(ruleSigns) : found.map(resultSigns)
  return (leaks || (rules.length > 0 && signs.some(isCertain))) && areAbout(signs)
}

function sampled(results: Iterable<unknown>): readonly JsonObject[] {
  const first: JsonObject[] = []
  for (const result of results) {
    if (isObject(result)) first.push(result)
    if (first.length === SAMPLED) break
  }
  return first
}

interface Signs {
  readonly words: readonly string[]
  /** Says itself that it is one of secrets. */
  readonly sure: boolean
}

function isCertain({ words, sure }: Signs): boolean {
  return sure || words.some((word) => CERTAIN.has(word))
}

function areAbout(all: readonly Signs[]): boolean {
  const about = all.filter(({ words, sure }) => sure || words.some((word) => SECRET_WORDS.has(word)))
  return about.length >= all.length * ENOUGH
}

function ruleSigns(rule: JsonObject): Signs {
  const texts = [rule['id'], rule['name'], asObject(rule['shortDescription'])?.['text']]
  const words = isOfDefaults(asText(rule['id']) ?? '') ? [] : texts.flatMap((text) => wordsOf(asText(text) ?? ''))
  return { words, sure: isTagged(rule) }
}

function resultSigns(result: JsonObject): Signs {
  const texts = [result['ruleId'], asObject(result['message'])?.['text']]
  return { words: texts.flatMap((text) => wordsOf(asText(text) ?? '')), sure: isLeak(result) }
}

/** Tags of such rules beside those that every tool's rules may have (`kinds.ts`), and the weakness that a leaked credential is. */
function isTagged(rule: JsonObject): boolean {
  if (isOfDefaults(asText(rule['id']) ?? '')) return false
  const tags = textsOf(propertiesOf(rule)['tags'])
  return isLeakedCredential(tags.flatMap(cwesIn)) || tags.some((tag) => wordsOf(tag).some((word) => CERTAIN.has(word)))
}

/** Members that only results of such scanners have: what the secret is, whether it works, its hash. */
const TELLING = [
  'secret',
  'Secret',
  'secretType',
  'secret_type',
  'secretHash',
  'secret_hash',
  'hashed_secret',
  'validation_status',
  'validationStatus',
  'validity',
  'entropy',
] as const

/** Whether a result says that it is a secret: gitleaks' wording and fingerprints, or a property. */
function isLeak(result: JsonObject): boolean {
  const prints = asObject(result['partialFingerprints'])
  const ofCommit = prints !== undefined && Object.hasOwn(prints, 'commitSha') && Object.hasOwn(prints, 'author')
  return (
    ofCommit ||
    isSaid(asText(asObject(result['message'])?.['text']) ?? '') ||
    TELLING.some((key) => Object.hasOwn(propertiesOf(result), key))
  )
}

const SAYINGS = [
  'detected secret',
  'secret detected',
  'secrets detected',
  'secret found',
  'found secret',
  'found a secret',
  'leaked secret',
  'exposed secret',
  'potential secret',
  'possible secret',
  'hardcoded secret',
  'hard-coded secret',
  'secret leak',
] as const

/** How much of a message is looked at, in UTF-16 code units. */
const LONGEST_MESSAGE = 500

function isSaid(message: string): boolean {
  const text = message.slice(0, LONGEST_MESSAGE).toLowerCase()
  return SAYINGS.some((words) => text.includes(words))
}

/** Also where they are joined: `SecretScanner`, `aws-access-key`. */
function wordsOf(text: string): readonly string[] {
  const parted = text.slice(0, LONGEST_MESSAGE).replace(/([a-z])([A-Z])/g, '$1 $2')
  return parted.toLowerCase().split(/[^a-z0-9]+/)
}
