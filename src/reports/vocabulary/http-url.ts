import { asText } from './json.js'

/** Only http and https: anything else cannot be followed from Security Hub. */
export function httpUrl(value: unknown): string | undefined {
  const text = asText(value)
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined
}

/** Whose address it is: databases are told by it where they have no name. */
export function hostOf(value: unknown): string | undefined {
  const text = asText(value)
  return text !== undefined && URL.canParse(text) ? new URL(text).hostname : undefined
}
