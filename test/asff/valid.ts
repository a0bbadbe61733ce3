/** What Security Hub takes, and what it takes but no good client sends. */
import { formatError } from '../support/security-hub/validate.js'

/** The service's message, and the places of empty values. Empty when there is nothing to say against the finding. */
export function objections(finding: unknown): string[] {
  const error = formatError(finding, true)
  return [...(error === undefined ? [] : [error]), ...emptyPlaces(finding, 'finding')]
}

function emptyPlaces(value: unknown, at: string): string[] {
  if (value === undefined || value === null) return [`${at} is ${value}`]
  if (typeof value === 'string') return value.trim() === '' ? [`${at} is blank`] : []
  if (typeof value !== 'object') return []
  const members = Object.entries(value)
  return members.length === 0 ? [`${at} is empty`] : members.flatMap(([key, member]) => emptyPlaces(member, `${at}.${key}`))
}
