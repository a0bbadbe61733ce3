import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** How many places are told; a wide resource has hundreds. */
const MOST_PLACES = 20

/** What to change in the manifest. */
export function remediationOf(control: JsonObject): string {
  return remediationOfPaths(objectsOf(control['rules']).flatMap((rule) => objectsOf(rule['paths'])))
}

/** One sentence for each place. */
export function remediationOfPaths(paths: readonly JsonObject[]): string {
  const sentences = [...new Set(paths.flatMap((path) => sentenceOf(path) ?? []))]
  const more = sentences.length - MOST_PLACES
  return [...sentences.slice(0, MOST_PLACES), ...(more > 0 ? [`And ${more} more places.`] : [])].join('\n')
}

function sentenceOf(facts: JsonObject): string | undefined {
  const fix = asObject(facts['fixPath'])
  const [path, value, remove, command] = [fix?.['path'], fix?.['value'], facts['deletePath'], facts['fixCommand']].map(asText)
  const look = asText(facts['reviewPath']) ?? asText(facts['failedPath'])
  if (path !== undefined) return value === undefined ? `Set ${path}.` : `Set ${path} to ${value}.`
  if (remove !== undefined) return `Remove ${remove}.`
  if (command !== undefined) return `Run ${command}`
  return look === undefined ? undefined : `Review ${look}.`
}
