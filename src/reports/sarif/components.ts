import { asArray, asObject, asText, isObject, type JsonObject, objectsOf } from './json.js'

/** A tool component (§3.19) with its rules ready to be looked up. */
export interface Component {
  readonly data: JsonObject
  readonly rules: readonly unknown[]
  readonly notifications: readonly unknown[]
  readonly byId: ReadonlyMap<string, JsonObject>
  readonly byGuid: ReadonlyMap<string, JsonObject>
  readonly byDeprecatedId: ReadonlyMap<string, JsonObject>
}

export interface Components {
  readonly driver: Component
  /** By their place in `tool.extensions`; undefined where that is not an object. */
  readonly extensions: readonly (Component | undefined)[]
  /** Driver first. */
  readonly all: readonly Component[]
}

/** Indexes the driver and the extensions of a run once, so that each result is looked up without a search. */
export function readComponents(run: JsonObject): Components {
  const tool = asObject(run['tool'])
  const driver = readComponent(asObject(tool?.['driver']) ?? {})
  const extensions = asArray(tool?.['extensions']).map((item) => (isObject(item) ? readComponent(item) : undefined))
  return { driver, extensions, all: [driver, ...extensions.filter((item) => item !== undefined)] }
}

/**
 * The component that a reference names (§3.54): an index counts in `tool.extensions` and never means the driver, then the guid,
 * then (our tolerance: the specification gives it no part) the name. Undefined when the reference leads nowhere.
 */
export function findComponent(components: Components, reference: unknown): Component | undefined {
  if (!isObject(reference)) return components.driver
  const { index, guid, name } = reference
  if (typeof index === 'number' && index >= 0) return components.extensions[index]
  const wanted = asText(guid)?.toLowerCase()
  if (wanted !== undefined) return components.all.find(({ data }) => asText(data['guid'])?.toLowerCase() === wanted)
  return (typeof name === 'string' ? components.all.find(({ data }) => data['name'] === name) : undefined) ?? components.driver
}

function readComponent(data: JsonObject): Component {
  const rules = asArray(data['rules'])
  return { data, rules, notifications: asArray(data['notifications']), ...indexesOf(objectsOf(rules)) }
}

function indexesOf(rules: readonly JsonObject[]): Pick<Component, 'byId' | 'byGuid' | 'byDeprecatedId'> {
  const byId = new Map<string, JsonObject>()
  const byGuid = new Map<string, JsonObject>()
  const byDeprecatedId = new Map<string, JsonObject>()
  for (const rule of rules) {
    addFirst(byId, asText(rule['id']), rule)
    addFirst(byGuid, asText(rule['guid'])?.toLowerCase(), rule)
    for (const id of asArray(rule['deprecatedIds'])) addFirst(byDeprecatedId, asText(id), rule)
  }
  return { byId, byGuid, byDeprecatedId }
}

/** Ids may occur twice (§3.49.3 allows it when the index tells them apart): without an index the first one counts. */
function addFirst(map: Map<string, JsonObject>, key: string | undefined, rule: JsonObject): void {
  if (key !== undefined && !map.has(key)) map.set(key, rule)
}
