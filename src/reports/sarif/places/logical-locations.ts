import { asIndex, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** Parents above this depth are not followed: nobody writes them, and a hostile report could. */
const DEEPEST = 64

/** The fully qualified name of the first logical location of a location (§3.28.4, §3.33). */
export function logicalName(run: JsonObject, location: JsonObject): string | undefined {
  const [first] = objectsOf(location['logicalLocations'])
  return first && qualifiedName(resolved(run, first), run)
}

/** `index` leads to the run's copy, which has all properties (§3.33.3). */
function resolved(run: JsonObject, location: JsonObject): JsonObject {
  return cached(run, location['index']) ?? location
}

function cached(run: JsonObject, index: unknown): JsonObject | undefined {
  const at = asIndex(index)
  const all = run['logicalLocations']
  return at === undefined || !Array.isArray(all) ? undefined : asObject(all[at])
}

function qualifiedName(location: JsonObject, run: JsonObject): string | undefined {
  const stated = asText(location['fullyQualifiedName'])
  if (stated !== undefined) return stated
  const names: string[] = []
  let current: JsonObject | undefined = location
  for (let depth = 0; current !== undefined && depth < DEEPEST; depth++) {
    const qualified = asText(current['fullyQualifiedName'])
    names.unshift(...[qualified ?? asText(current['name']) ?? asText(current['decoratedName'])].filter((name) => name !== undefined))
    current = qualified === undefined ? cached(run, current['parentIndex']) : undefined
  }
  return names.length === 0 ? undefined : names.join('::')
}
