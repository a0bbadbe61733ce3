import type { Reading } from '../../finding.js'
import { isObject, type JsonObject } from '../vocabulary/json.js'
import { type Entry, readEach, readOne, toReading } from './readings.js'

/** Reads one vulnerability as far as it concerns one thing that it affects; `undefined` when the report names none. */
export type AffectReader = (vulnerability: JsonObject, affected: JsonObject | undefined) => Entry

/**
 * Reads vulnerabilities with lists of what they affect: one entry for each pair, because each is mended by itself. A vulnerability that
 * names nothing is one entry.
 */
export function* readAffects(vulnerabilities: unknown, read: AffectReader): Generator<Reading> {
  if (!Array.isArray(vulnerabilities)) return yield* readEach(vulnerabilities, 'vulnerabilities', (entry) => read(entry, undefined))
  for (const [index, vulnerability] of vulnerabilities.entries()) {
    const at = `vulnerabilities[${index}]`
    const affects: unknown = isObject(vulnerability) ? vulnerability['affects'] : undefined
    if (!isObject(vulnerability) || !Array.isArray(affects) || affects.length === 0) {
      yield readOne(vulnerability, at, (entry) => read(entry, undefined))
    } else {
      for (const [place, affected] of affects.entries()) {
        const entryAt = `${at}.affects[${place}]`
        yield isObject(affected)
          ? toReading(read(vulnerability, affected), entryAt)
          : readOne(affected, entryAt, (entry) => read(vulnerability, entry))
      }
    }
  }
}
