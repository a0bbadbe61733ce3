import type { ProblemCode } from '../../finding.js'
import { asIndex, asObject, asText, isObject, type JsonObject } from '../vocabulary/json.js'
import { type Component, type Components, findComponent } from './components.js'

/** What a result's `ruleId`, `ruleIndex` and `rule` lead to (§3.27.5-7, §3.52). */
export interface FoundRule {
  /** As the result writes it, hierarchical parts included; else the descriptor's. Undefined when neither has one. */
  readonly id: string | undefined
  readonly descriptor: JsonObject | undefined
  /** Where messages are looked up. */
  readonly component: Component
  readonly problem: Extract<ProblemCode, 'rule-index-out-of-range' | 'rule-id-mismatch'> | undefined
}

/**
 * Finds the rule of a result: by index, by guid, by id and then by the id's parents (`CA1000/1` is a case of `CA1000`, §3.52.4), by a
 * deprecated id. Without a reference to a component the driver goes first and every extension follows: tools with rule packs rely on it.
 * An index wins over an id that it contradicts, unless that id is exactly another rule's: some tools write `ruleIndex: 0` on every result.
 */
export function lookUpRule(components: Components, result: JsonObject): FoundRule {
  const reference = asObject(result['rule'])
  const id = asText(result['ruleId']) ?? asText(reference?.['id'])
  const index = asIndex(reference?.['index']) ?? asIndex(result['ruleIndex'])
  const named = findComponent(components, reference?.['toolComponent'])
  const component = named ?? components.driver
  const indexed = index === undefined ? undefined : named?.rules.list[index]
  if (isObject(indexed)) return byIndex(component, indexed, id)
  const source = isObject(reference?.['toolComponent']) && named !== undefined ? within(named) : anywhere(components)
  const found = byGuid(component, asText(reference?.['guid'])) ?? byId(source, id) ?? { component, descriptor: undefined }
  const problem = index === undefined ? undefined : 'rule-index-out-of-range'
  return { ...found, id: id ?? asText(found.descriptor?.['id']), problem }
}

type Place = Pick<FoundRule, 'component' | 'descriptor'>

function byIndex(component: Component, indexed: JsonObject, id: string | undefined): FoundRule {
  const own = asText(indexed['id'])
  if (id === undefined || own === undefined || isSameOrBelow(id, own))
    return { id: id ?? own, descriptor: indexed, component, problem: undefined }
  return { id, descriptor: component.rules.byId.get(id) ?? indexed, component, problem: 'rule-id-mismatch' }
}

function byGuid(component: Component, guid: string | undefined): Place | undefined {
  const descriptor = guid === undefined ? undefined : component.rules.byGuid.get(guid.toLowerCase())
  return descriptor && { component, descriptor }
}

/** Hierarchical ids have few parts; a hostile report could write many. */
const DEEPEST = 32

/** Finds a rule by id or by deprecated id. */
interface Source {
  current(id: string): Place | undefined
  deprecated(id: string): Place | undefined
}

function within(component: Component): Source {
  const place = (descriptor: JsonObject | undefined): Place | undefined => descriptor && { component, descriptor }
  const { byId: current, byDeprecatedId: deprecated } = component.rules
  return { current: (id) => place(current.get(id)), deprecated: (id) => place(deprecated.get(id)) }
}

function anywhere({ ruleById, ruleByDeprecatedId }: Components): Source {
  return { current: (id) => ruleById.get(id), deprecated: (id) => ruleByDeprecatedId.get(id) }
}

function byId(source: Source, id: string | undefined): Place | undefined {
  if (id === undefined) return undefined
  let prefix = id
  for (let level = 0; level < DEEPEST && prefix !== ''; level++) {
    const place = source.current(prefix)
    if (place !== undefined) return place
    prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')))
  }
  return source.deprecated(id)
}

/** Component by component: `abc/def/x` is below `abc/def`, `abc/defg` is not. */
function isSameOrBelow(id: string, parent: string): boolean {
  return id === parent || (id.startsWith(parent) && id[parent.length] === '/')
}
