import { asArray, asObject, asText, isObject, type JsonObject, objectsOf, ownValue, propertiesOf, textsOf } from '../../vocabulary/json.js'

/** Descriptors ready to be looked up. Of a GUID or id that occurs twice the first one counts. */
export interface Descriptors {
  /** By index: elements that are no objects are kept in their place. */
  readonly list: readonly unknown[]
  readonly byId: ReadonlyMap<string, JsonObject>
  readonly byGuid: ReadonlyMap<string, JsonObject>
  /** By an id that the rule had, or that stands in its properties. */
  readonly byDeprecatedId: ReadonlyMap<string, JsonObject>
}

/** A tool component (§3.19). */
export interface Component {
  readonly data: JsonObject
  readonly rules: Descriptors
  readonly notifications: Descriptors
}

export interface Components {
  readonly driver: Component
  /** By their place in `tool.extensions`; undefined where that is not an object. */
  readonly extensions: readonly (Component | undefined)[]
  /** Driver first. */
  readonly all: readonly Component[]
  readonly byGuid: ReadonlyMap<string, Component>
  readonly byName: ReadonlyMap<string, Component>
  /** The rules of all components; of several with one id the driver's, then the first extension's. */
  readonly ruleById: ReadonlyMap<string, ComponentRule>
  readonly ruleByDeprecatedId: ReadonlyMap<string, ComponentRule>
}

export interface ComponentRule {
  readonly component: Component
  readonly descriptor: JsonObject
}

/** Indexes the driver and the extensions of a run once, so that each result is looked up without a search. */
export function readComponents(run: JsonObject): Components {
  const tool = asObject(run['tool'])
  const driver = readComponent(asObject(tool?.['driver']) ?? {})
  const extensions = asArray(tool?.['extensions']).map((item) => (isObject(item) ? readComponent(item) : undefined))
  const all = [driver, ...extensions.filter((item) => item !== undefined)]
  const byGuid = new Map<string, Component>()
  const byName = new Map<string, Component>()
  const ruleById = new Map<string, ComponentRule>()
  const ruleByDeprecatedId = new Map<string, ComponentRule>()
  for (const component of all) {
    for (const [id, descriptor] of component.rules.byId) addFirst(ruleById, id, { component, descriptor })
    for (const [id, descriptor] of component.rules.byDeprecatedId) addFirst(ruleByDeprecatedId, id, { component, descriptor })
    addFirst(byGuid, asText(component.data['guid'])?.toLowerCase(), component)
    addFirst(byName, asText(component.data['name']), component)
  }
  return { driver, extensions, all, byGuid, byName, ruleById, ruleByDeprecatedId }
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
  if (wanted !== undefined) return components.byGuid.get(wanted)
  return components.byName.get(asText(name) ?? '') ?? components.driver
}

function readComponent(data: JsonObject): Component {
  return { data, rules: readDescriptors(data['rules']), notifications: readDescriptors(data['notifications']) }
}

function readDescriptors(value: unknown): Descriptors {
  const byId = new Map<string, JsonObject>()
  const byGuid = new Map<string, JsonObject>()
  const byDeprecatedId = new Map<string, JsonObject>()
  for (const descriptor of objectsOf(value)) {
    addFirst(byId, asText(descriptor['id']), descriptor)
    addFirst(byGuid, asText(descriptor['guid'])?.toLowerCase(), descriptor)
    for (const id of textsOf(descriptor['deprecatedIds'])) addFirst(byDeprecatedId, asText(id), descriptor)
    // Checkmarx One: the rule has a part of the id that its results have, and the whole in its properties.
    addFirst(byDeprecatedId, asText(ownValue(propertiesOf(descriptor), 'id')), descriptor)
  }
  // §3.49.6: a guid that it has now is more than one that another had.
  for (const descriptor of objectsOf(value)) {
    for (const guid of textsOf(descriptor['deprecatedGuids'])) addFirst(byGuid, asText(guid)?.toLowerCase(), descriptor)
  }
  return { list: asArray(value), byId, byGuid, byDeprecatedId }
}

function addFirst<Value>(map: Map<string, Value>, key: string | undefined, value: Value): void {
  if (key !== undefined && !map.has(key)) map.set(key, value)
}
