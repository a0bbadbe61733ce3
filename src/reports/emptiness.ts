import type { ReportDocument } from './document.js'
import { isObject, type JsonObject } from './shared/json.js'

/** What scanners write when they have found nothing and their format has no frame around the results. */
export type Emptiness = 'nothing' | 'null' | '[]' | '{}' | '{"results":[]}'

/** How empty a document is; `undefined` when something is in it. */
export function emptinessOf({ syntax, skeleton }: ReportDocument): Emptiness | undefined {
  if (syntax === 'nothing') return 'nothing'
  if (syntax !== 'json') return undefined
  if (skeleton === null) return 'null'
  if (Array.isArray(skeleton)) return skeleton.length === 0 ? '[]' : undefined
  return isObject(skeleton) ? emptinessOfObject(skeleton) : undefined
}

function emptinessOfObject(object: JsonObject): Emptiness | undefined {
  const keys = Object.keys(object)
  if (keys.length === 0) return '{}'
  const { results } = object
  return keys.length === 1 && Array.isArray(results) && results.length === 0 ? '{"results":[]}' : undefined
}
