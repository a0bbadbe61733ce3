import type { ProblemCode } from '../../../finding.js'
import { asIndex, asObject, asText, isObject, type JsonObject } from '../../vocabulary/json.js'
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
 * An index that leads to a rule of another name is no evidence: some tools write `ruleIndex: 0` on every result (gosec, dalfox). The id then
 * names the rule, and where none has it the result stands alone.
 */
export function lookUpRule(components: Components, result: JsonObject): FoundRule {
  const reference = asObject(result['rule'])
  const id = asText(result['ruleId']) ?? asText(reference?.['id'])
  const index = asIndex(reference?.['index']) ?? asIndex(result['ruleIndex'])
  const named = findComponent(components, reference?.['toolComponent'])
  const component = named ?? components.driver
  const indexed = index === undefined ? undefined : named?.rules.list[index]
  if (isObject(indexed) && isNamed(indexed, id))
    return { id: id ?? asText(indexed['id']), descriptor: indexed, component, problem: undefined }
  const source = isObject(reference?.['toolComponent']) && named !== undefined ? within(named) : anywhere(components)
  const own = isObject(indexed) && asText(indexed['name']) === id ? { component, descriptor: indexed } : undefined
  const found = byGuid(component, asText(reference?.['guid'])) ?? byId(source, id) ?? own ?? { component, descriptor: undefined }
  return { ...found, id: id ?? asText(found.descriptor?.['id']), problem: problemOf(index, indexed) }
}

type Place = Pick<FoundRule, 'component' | 'descriptor'>

function problemOf(index: number | undefined, indexed: unknown): FoundRule['problem'] {
  if (index === undefined) return undefined
  return isObject(indexed) ? 'rule-id-mismatch' : 'rule-index-out-of-range'
}

/** Whether a descriptor may be the one of an id: it has that id or one above it, or one of the two has none. */
export function isNamed(descriptor: JsonObject, id: string | undefined): boolean {
  const own = asText(descriptor['id'])
  return id === undefined || own === undefined || isSameOrBelow(id, own)
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
  return id === undefined ? undefined : (first(id, source.current) ?? first(id, source.deprecated))
}

/** What an id leads to, or else the nearest of its parents that leads anywhere. */
function first(id: string, find: (id: string) => Place | undefined): Place | undefined {
  let prefix = id
  for (let level = 0; level < DEEPEST && prefix !== ''; level++) {
    const place = find(prefix)
    if (place !== undefined) return place
    prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')))
  }
  return undefined
}

/** Component by component: `abc/def/x` is below `abc/def`, `abc/defg` is not. */
function isSameOrBelow(id: string, parent: string): boolean {
  return id === parent || (id.startsWith(parent) && id[parent.length] === '/')
}
