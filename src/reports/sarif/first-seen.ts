import { asObject, asText, type JsonObject } from '../vocabulary/json.js'

/** Before this, a time is a default value and not a fact (.NET writes year 1). */
const EARLIEST = Date.UTC(2000, 0, 1)

/** A date, or a date and time, in the forms that §3.9 allows. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/

/** Since when the tool knows the problem (§3.48.3), as ISO 8601 in UTC; undefined when it does not say or what it says is no time. */
export function firstSeen(result: JsonObject): string | undefined {
  const text = asText(asObject(result['provenance'])?.['firstDetectionTimeUtc'])
  if (text === undefined || !DATE_TIME.test(text)) return undefined
  const inUtc = text.includes('T') && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text
  const time = Date.parse(inUtc)
  return time >= EARLIEST ? new Date(time).toISOString() : undefined
}
