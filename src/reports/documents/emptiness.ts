import { isObject } from '../vocabulary/json.js'
import type { ReportDocument } from './document.js'

/** Objects that hold nothing but empty lists, as JSON with their members in alphabetical order. */
const EMPTY_OBJECTS = [
  '{}',
  '{"Findings":[]}',
  '{"advisories":[]}',
  '{"comments":[]}',
  '{"dependencies":[]}',
  '{"errors":[],"issues":[]}',
  '{"errors":[],"results":[]}',
  '{"findings":[]}',
  '{"results":[]}',
  '{"results":null}',
] as const

/** What scanners write when they have found nothing and their format has no frame around the results that tells them apart. */
export type Emptiness = 'nothing' | 'null' | '[]' | (typeof EMPTY_OBJECTS)[number]

/** How empty a document is; `undefined` when something is in it. */
export function emptinessOf({ syntax, skeleton }: ReportDocument): Emptiness | undefined {
  if (syntax === 'nothing') return 'nothing'
  if (syntax !== 'json') return undefined
  if (skeleton === null) return 'null'
  if (Array.isArray(skeleton)) return skeleton.length === 0 ? '[]' : undefined
  return isObject(skeleton) ? emptinessOfObject(Object.entries(skeleton)) : undefined
}

function emptinessOfObject(members: readonly (readonly [string, unknown])[]): Emptiness | undefined {
  if (!members.every(([, value]) => value === null || (Array.isArray(value) && value.length === 0))) return undefined
  const text = JSON.stringify(Object.fromEntries(members.toSorted(([left], [right]) => (left < right ? -1 : 1))))
  return EMPTY_OBJECTS.find((known) => known === text)
}
