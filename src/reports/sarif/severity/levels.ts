import { asArray, asIndex, asObject, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import type { Components } from '../rules/components.js'
import { type FoundRule, lookUpRule } from '../rules/rules.js'

const KINDS = ['pass', 'open', 'informational', 'notApplicable', 'review', 'fail'] as const
const LEVELS = ['none', 'note', 'warning', 'error'] as const

/** §3.27.9. */
export type Kind = (typeof KINDS)[number]
/** §3.27.10. */
export type Level = (typeof LEVELS)[number]

/** §3.27.9: an absent kind is `fail`. */
export function kindOf(result: JsonObject): { readonly kind: Kind; readonly valid: boolean } {
  const kind = KINDS.find((candidate) => candidate === result['kind'])
  return { kind: kind ?? 'fail', valid: kind !== undefined || result['kind'] === undefined }
}

export function levelOf(value: unknown): Level | undefined {
  return LEVELS.find((candidate) => candidate === value)
}

export interface EffectiveLevel {
  readonly level: Level
  /** False when neither the result, nor an override, nor the rule said anything. */
  readonly stated: boolean
}

/**
 * The level of a result seen as a problem: its own, the invocation's override, the rule's default, `warning`. The pseudo-code of §3.27.10
 * hangs the rule's default on "there is no invocation"; §3.51.3 says that what an override leaves out stays in force, and that is done here.
 * `none` beside the kinds `open` and `review` is what the format demands there, so it says nothing about the problem.
 */
export function effectiveLevel(
  result: JsonObject,
  kind: Kind,
  override: JsonObject | undefined,
  rule: JsonObject | undefined,
): EffectiveLevel {
  const own = levelOf(result['level'])
  const level = (kind !== 'fail' && own === 'none' ? undefined : own) ?? levelOf(override?.['level']) ?? defaultLevel(rule)
  return { level: level ?? 'warning', stated: level !== undefined }
}

function defaultLevel(descriptor: JsonObject | undefined): Level | undefined {
  return levelOf(asObject(descriptor?.['defaultConfiguration'])?.['level'])
}

/** Finds the configuration that an invocation put in place of a rule's own (§3.51), if any. */
export type Overrides = (result: JsonObject, rule: FoundRule) => JsonObject | undefined

/**
 * Reads the rule overrides of every invocation once. A result belongs to the invocation it names, or to the only one there is
 * (§3.48.6; the schema's default of -1 contradicts the prose, and the specification's own example follows the prose).
 */
export function readOverrides(run: JsonObject, components: Components): Overrides {
  const invocations = asArray(run['invocations'])
  const tables = invocations.map((invocation) => overrideTable(asObject(invocation), components))
  if (tables.every((table) => table.size === 0)) return () => undefined
  return (result, rule) => {
    const index = asIndex(asObject(result['provenance'])?.['invocationIndex']) ?? (tables.length === 1 ? 0 : undefined)
    const key = rule.descriptor ?? rule.id
    return index === undefined || key === undefined ? undefined : tables[index]?.get(key)
  }
}

/** By descriptor, or by id for rules that have none. */
function overrideTable(invocation: JsonObject | undefined, components: Components): Map<JsonObject | string, JsonObject> {
  const table = new Map<JsonObject | string, JsonObject>()
  for (const { descriptor, configuration } of objectsOf(invocation?.['ruleConfigurationOverrides'])) {
    const rule = isObject(descriptor) ? lookUpRule(components, { rule: descriptor }) : undefined
    const key = rule?.descriptor ?? rule?.id
    if (key !== undefined && isObject(configuration) && !table.has(key)) table.set(key, configuration)
  }
  return table
}
