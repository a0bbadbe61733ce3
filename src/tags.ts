/**
 * Tags of the repository: what the workflow gives it, and its custom properties on GitHub, by which findings are routed to whoever works on them.
 * Security Hub takes of tags what AWS takes of them: service model, Resource, Tags: "Tags must follow AWS tag naming limits"; user guide, Tag Editor,
 * "Tag naming limits and requirements".
 */
import { compareTexts } from './compare-texts.js'
import { redactText } from './redact/text.js'
import { quote } from './wrong-inputs.js'

export type Tags = Readonly<Record<string, string>>

const MOST_TAGS = 50
const KEY_LENGTH = 128
const VALUE_LENGTH = 256

/** Security Hub's own list is of ASCII (user guide 2022, Resources, Tags), AWS's at large has the letters of all languages. */
const FOREIGN = /[^A-Za-z0-9 _.:/=+@-]/u
const ALL_FOREIGN = /[^A-Za-z0-9 _.:/=+@-]/gu
const CHARACTERS = 'letters from A to Z, digits, blanks and _ . : / = + - @'

/** AWS keeps it for its own tags, however it is written. */
const RESERVED = /^aws:/i

export interface TagLines {
  readonly tags: Tags
  /** What is wrong, each with its line and what was expected. */
  readonly faults: readonly string[]
}

/** `key=value`, one a line; what begins with `#` is a comment, which no key can. */
export function parseTags(text: string): TagLines {
  const lines = text.split('\n').map((line, index) => ({ number: index + 1, text: line.trim() }))
  const tags = new Map<string, { readonly value: string; readonly line: number }>()
  const faults: string[] = []
  for (const { number, text: line } of lines.filter((one) => one.text !== '' && !one.text.startsWith('#'))) {
    const [key, value] = pairIn(line)
    const before = tags.get(key)?.line
    const fault =
      before === undefined ? faultOf(line, key, value) : `sets ${quote(key)} a second time after line ${before}, expected each key once`
    if (fault === undefined) tags.set(key, { value, line: number })
    else faults.push(`line ${number} ${fault}`)
  }
  if (tags.size > MOST_TAGS) faults.push(`has ${tags.size} tags, expected at most ${MOST_TAGS}`)
  return { tags: sorted([...tags].map(([key, { value }]) => [key, value])), faults }
}

/** A value may have `=` in it, so the first one divides. */
function pairIn(line: string): readonly [key: string, value: string] {
  const at = line.indexOf('=')
  return at < 0 ? ['', ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()]
}

function faultOf(line: string, key: string, value: string): string | undefined {
  // What is not quoted cannot leak.
  if (isSecret(key, value)) return 'looks like a credential, expected none: whoever may read findings reads tags'
  if (key === '' || value === '') return `is ${quote(line)}, expected key=value`
  if (RESERVED.test(key)) return `has the key ${quote(key)}, expected none that begins with aws:, which AWS keeps for itself`
  return lengthFault('key', key, KEY_LENGTH) ?? lengthFault('value', value, VALUE_LENGTH) ?? characterFault(key) ?? characterFault(value)
}

function lengthFault(what: string, text: string, most: number): string | undefined {
  return text.length > most ? `has a ${what} of ${text.length} characters, expected at most ${most}` : undefined
}

function characterFault(text: string): string | undefined {
  const at = text.search(FOREIGN)
  if (at < 0) return undefined
  return `has ${quote(String.fromCodePoint(text.codePointAt(at) ?? 0))} in ${quote(text)}, expected ${CHARACTERS} only`
}

function isSecret(key: string, value: string): boolean {
  const pair = `${key}=${value}`
  return redactText(pair) !== pair || redactText(value) !== value
}

export interface RepositoryTags {
  readonly tags: Tags
  /** What became of custom properties that are no tags as they are, in words. */
  readonly notices: readonly string[]
}

/** Why a property is no tag, in words, or how it became one. */
const FATES = {
  changed: 'changed to what Security Hub takes in tags',
  secret: 'left out, because it looks like a credential',
  reserved: 'left out, because its name begins with aws:, which AWS keeps for itself',
  double: 'left out, because its name with the characters of tags is that of another one',
  odd: 'left out, because it is no custom property as GitHub has them',
  many: `left out, because there are at most ${MOST_TAGS} tags`,
} as const
type Fate = keyof typeof FATES

/**
 * The workflow's own tags and the repository's custom properties; of one key the workflow's wins.
 * @param properties as they stand in the payload of the event, whatever that is
 */
export function repositoryTags(own: Tags, properties: Readonly<Record<string, unknown>>): RepositoryTags {
  const tags = new Map(Object.entries(own))
  const names = new Map<Fate, string[]>()
  const tell = (fate: Fate, name: string) => names.set(fate, [...(names.get(fate) ?? []), name])
  const taken = new Set<string>()
  for (const [name, value] of Object.entries(properties).sort(byKey)) {
    const key = fitted(name, KEY_LENGTH)
    const text = textOf(value)
    if (text === '' || Object.hasOwn(own, key)) continue
    const fate = fateOf(name, text, { key, isTaken: taken.has(key), isFull: tags.size >= MOST_TAGS })
    if (fate !== undefined) tell(fate, name)
    if (text === undefined || (fate !== undefined && fate !== 'changed')) continue
    taken.add(key)
    tags.set(key, fitted(text, VALUE_LENGTH))
  }
  return { tags: sorted([...tags]), notices: noticesOf(names) }
}

interface Room {
  readonly key: string
  readonly isTaken: boolean
  readonly isFull: boolean
}

/** Nothing for what is a tag as it is. */
function fateOf(name: string, text: string | undefined, { key, isTaken, isFull }: Room): Fate | undefined {
  if (text === undefined || key === '') return 'odd'
  if (isSecret(name, text)) return 'secret'
  if (RESERVED.test(key)) return 'reserved'
  if (isTaken) return 'double'
  if (isFull) return 'many'
  return key === name && fitted(text, VALUE_LENGTH) === text ? undefined : 'changed'
}

/** Joins what may be chosen several times, in an order that does not depend on who chose first. */
const JOINT = '+'

/** `''` for what is not set, `undefined` for what is no value of a custom property: docs.github.com, "REST API endpoints for custom properties". */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (!Array.isArray(value)) return undefined
  const texts = value.map((item: unknown) => (Array.isArray(item) ? undefined : textOf(item)))
  if (texts.includes(undefined)) return undefined
  return [...new Set(texts.filter((text) => text !== '' && text !== undefined))].sort().join(JOINT)
}

function fitted(text: string, length: number): string {
  return text.replace(ALL_FOREIGN, '_').slice(0, length).trim()
}

/** Names in one notice; the rest is counted. */
const NAMES_TOLD = 5

function noticesOf(names: ReadonlyMap<Fate, readonly string[]>): string[] {
  if (names.size === 0) return []
  const parts = [...names].map(([fate, all]) => `${all.length} ${all.length === 1 ? 'was' : 'were'} ${FATES[fate]} (${listed(all)})`)
  return [`Custom properties of the repository, which are tags of its findings: ${parts.join('; ')}.`]
}

function listed(names: readonly string[]): string {
  const told = names.slice(0, NAMES_TOLD).map((name) => quote(name))
  return [...told, ...(names.length > NAMES_TOLD ? [`and ${names.length - NAMES_TOLD} more`] : [])].join(', ')
}

/** In the order of the keys, so that the order in which they were written changes nothing. */
function sorted(tags: readonly (readonly [string, string])[]): Tags {
  return Object.fromEntries([...tags].sort(byKey))
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareTexts(a, b)
}
