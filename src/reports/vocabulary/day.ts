import { asText } from './json.js'

/** The beginning of a day as a time: databases of advisories write `2024-02-04`. `undefined` for what is no day. */
export function startOfDay(day: unknown): string | undefined {
  const text = asText(day)
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : undefined
}
