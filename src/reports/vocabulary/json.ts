/** Reading parsed JSON whose shape nobody has promised: each function answers with the wanted kind of value or with nothing. */
import { createHash } from 'node:crypto'
import { LONGEST_TEXT } from '../../longest-text.js'

export type JsonObject = { readonly [key: string]: unknown }

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The objects of an array, with everything else left out. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return asArray(value).filter(isObject)
}

/** The texts of an array, or the one text that stands where an array should be. */
export function textsOf(value: unknown): readonly string[] {
  const values = typeof value === 'string' ? [value] : asArray(value)
  return values.filter((item): item is string => typeof item === 'string' && item.trim() !== '').map(ofBearableLength)
}

/** A string that says something, trimmed. */
export function asText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const trimmed = ofBearableLength(value.trim())
  return trimmed === '' ? undefined : trimmed
}

/** A longer text ends in a hash of all of it: two that differ only behind their cut are two. */
export function ofBearableLength(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  // A copy: a piece of a text keeps all of the text in memory.
  const beginning = Buffer.from(text.slice(0, LONGEST_TEXT), 'utf16le').toString('utf16le')
  return `${beginning}… ${createHash('sha256').update(text).digest('hex')}`
}

/** An array index. SARIF's "no index" is -1 (§3.7.4). */
export function asIndex(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** A member whose name comes from the report: never one that every object inherits. */
export function ownValue(map: unknown, key: string): unknown {
  return isObject(map) && Object.hasOwn(map, key) ? map[key] : undefined
}

/** The property bag of any SARIF object (§3.8); `NO_PROPERTIES` when it has none. */
export function propertiesOf(object: JsonObject | undefined): JsonObject {
  return asObject(object?.['properties']) ?? NO_PROPERTIES
}

export const NO_PROPERTIES: JsonObject = {}
