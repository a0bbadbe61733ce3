/** What Security Hub takes, and what it takes but no good client sends. */
import { readFileSync } from 'node:fs'
import Ajv from 'ajv'
import type { AwsSecurityFinding } from '../../src/securityhub/port.js'

/** The service's messages are those of ajv 6. The schema refuses members that the format does not have. */
const ajv = new Ajv({ allErrors: true, logger: false })
const adheres = ajv.compile(JSON.parse(readFileSync('local-hub/asff/asff.schema.json', 'utf8')))

/** The service's message, and the places of empty and broken values. Empty when there is nothing to say against the finding. */
export function objections(finding: AwsSecurityFinding): string[] {
  return [...(adheres(finding) ? [] : [ajv.errorsText(adheres.errors)]), ...oddPlaces(finding, 'finding')]
}

function oddPlaces(value: unknown, at: string): string[] {
  if (value === undefined || value === null || Number.isNaN(value)) return [`${at} is ${value}`]
  if (typeof value === 'string') return oddities(value).map((oddity) => `${at} ${oddity}`)
  if (typeof value !== 'object') return []
  const members = Object.entries(value)
  return members.length === 0 ? [`${at} is empty`] : members.flatMap(([key, member]) => oddPlaces(member, `${at}.${key}`))
}

function oddities(text: string): string[] {
  return [
    ...(text.trim() === '' ? ['is blank'] : []),
    ...(text.isWellFormed() ? [] : ['has half a surrogate pair']),
    ...(/[^\P{Cc}\n\t]/u.test(text) ? ['has control characters'] : []),
  ]
}
