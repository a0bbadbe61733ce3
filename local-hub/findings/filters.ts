/** The filters of GetFindings and of insights, and the criteria of automation rules. Source: API reference, AwsSecurityFindingFilters, StringFilter, MapFilter, NumberFilter, DateFilter. */

import { instantOf } from '../asff/instant.js'
import { isObject, member, stringMember } from '../server/json.js'
import { type FilterAttribute, filterAttribute, ruleAttribute } from './filter-attributes.js'
import type { StoredFinding } from './store.js'
import { COMPARISONS, type Comparison, checkMembers, type Grammar, refused, satisfies, stringComparisons } from './string-filter.js'

export type Matcher = (finding: StoredFinding) => boolean

/**
 * Source: API reference, GetFindings and Insight, Filters: "You can filter by up to ten finding attributes. For each attribute, you can provide up to 20
 * filter values." AutomationRulesFindingFilters: each "Array Members: Minimum number of 1 item. Maximum number of 20 items"; how many attributes a rule
 * may have is not said.
 */
const MAX_ATTRIBUTES: Readonly<Record<Grammar, number>> = { search: 10, rule: Number.POSITIVE_INFINITY }
const MAX_VALUES = 20

/** How filters are read. */
interface Reading {
  readonly now: number
  readonly grammar: Grammar
}

/** One predicate for a whole Filters member: different attributes are joined by AND. Throws InvalidInputException. */
export function matcherOf(filters: unknown, now: number, grammar: Grammar = 'search'): Matcher {
  if (filters === undefined || filters === null) return () => true
  if (!isObject(filters)) throw refused('data.Filters should be object')
  const attributes = Object.entries(filters)
  const most = MAX_ATTRIBUTES[grammar]
  if (attributes.length > most) throw refused(`data.Filters should NOT have more than ${most} properties`)
  const matchers = attributes.map(([name, values]) => attributeMatcher(name, values, { now, grammar }))
  return (finding) => matchers.every((matches) => matches(finding))
}

/** Every value at that path, lists on the way included. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path))
  const [name, ...rest] = path
  if (name === undefined) return value === undefined ? [] : [value]
  return valuesAt(member(value, name), rest)
}

function attributeMatcher(name: string, values: unknown, reading: Reading): Matcher {
  const attribute = reading.grammar === 'rule' ? ruleAttribute(name) : filterAttribute(name)
  if (attribute === undefined) throw refused(`data.Filters should NOT have additional properties (${name})`)
  if (!Array.isArray(values) || values.length === 0) throw refused(`data.Filters.${name} should be a non-empty array`)
  if (values.length > MAX_VALUES) throw refused(`data.Filters.${name} should NOT have more than ${MAX_VALUES} items`)
  return matcherOfKind(name, attribute, values, reading)
}

function matcherOfKind(name: string, { kind, path }: FilterAttribute, values: readonly unknown[], reading: Reading): Matcher {
  switch (kind) {
    case 'string': {
      const allowed = COMPARISONS[reading.grammar].string
      return stringMatcher(path, stringComparisons(values, { field: name, allowed, members: ['Value', 'Comparison'] }))
    }
    case 'map':
      return mapMatcher(name, path, values, reading)
    case 'number':
      return anyOf(
        path,
        values.map((value) => numberTest(name, value)),
      )
    case 'date':
      return anyOf(
        path,
        values.map((value) => dateTest(name, value, reading.now)),
      )
    case 'boolean':
      return anyOf(
        path,
        values.map((value) => (actual: unknown) => actual === member(value, 'Value')),
      )
  }
}

function stringMatcher(path: readonly string[], comparisons: readonly Comparison[]): Matcher {
  return (finding) => satisfies(textsOf(valuesAt(finding, path)), comparisons)
}

/** Filters on different keys of a map are filters on different fields. */
function mapMatcher(name: string, path: readonly string[], values: readonly unknown[], { grammar }: Reading): Matcher {
  const byKey = new Map<string, unknown[]>()
  for (const value of values) {
    const key = stringMember(value, 'Key')
    if (key === undefined) throw refused(`data.Filters.${name}[0] should have required property 'Key'`)
    byKey.set(key, [...(byKey.get(key) ?? []), value])
  }
  const comparing = { field: name, allowed: COMPARISONS[grammar].map, members: ['Key', 'Value', 'Comparison'] }
  const matchers = [...byKey].map(([key, filters]) => stringMatcher([...path, key], stringComparisons(filters, comparing)))
  return (finding) => matchers.every((matches) => matches(finding))
}

type ValueTest = (actual: unknown) => boolean

function anyOf(path: readonly string[], tests: readonly ValueTest[]): Matcher {
  return (finding) => valuesAt(finding, path).some((actual) => tests.some((test) => test(actual)))
}

const BOUNDS = ['Gte', 'Lte', 'Eq', 'Gt', 'Lt']

function numberTest(name: string, filter: unknown): ValueTest {
  checkMembers(name, filter, BOUNDS)
  const bounds = BOUNDS.map((bound) => [bound, member(filter, bound)] as const)
  const given = bounds.filter((bound): bound is readonly [string, number] => typeof bound[1] === 'number')
  if (given.length === 0) throw refused(`data.Filters.${name} needs Gte, Lte, Eq, Gt or Lt`)
  return (actual) => typeof actual === 'number' && given.every(([bound, value]) => withinBound(actual, bound, value))
}

function withinBound(actual: number, bound: string, value: number): boolean {
  if (bound === 'Gte') return actual >= value
  if (bound === 'Lte') return actual <= value
  if (bound === 'Gt') return actual > value
  return bound === 'Lt' ? actual < value : actual === value
}

function dateTest(name: string, filter: unknown, now: number): ValueTest {
  checkMembers(name, filter, ['Start', 'End', 'DateRange'])
  const [start, end] = isObject(member(filter, 'DateRange')) ? rangeOf(name, member(filter, 'DateRange'), now) : startAndEnd(name, filter)
  return (actual) => {
    const instant = typeof actual === 'string' ? instantOf(actual) : undefined
    return instant !== undefined && instant >= start && instant <= end
  }
}

function startAndEnd(name: string, filter: unknown): readonly [bigint, bigint] {
  const start = instantOf(stringMember(filter, 'Start') ?? '')
  const end = instantOf(stringMember(filter, 'End') ?? '')
  if (start === undefined || end === undefined) throw refused(`data.Filters.${name} needs a Start and an End timestamp or a DateRange`)
  return [start, end]
}

const NANOSECONDS_PER_DAY = 86_400_000_000_000n

function rangeOf(name: string, range: unknown, now: number): readonly [bigint, bigint] {
  checkMembers(name, range, ['Value', 'Unit', 'Comparison'])
  const days = member(range, 'Value')
  if (typeof days !== 'number' || !Number.isInteger(days) || member(range, 'Unit') !== 'DAYS') {
    throw refused(`data.Filters.${name} needs a DateRange with a Value and the Unit DAYS`)
  }
  const today = BigInt(Math.trunc(now)) * 1_000_000n
  const limit = today - BigInt(days) * NANOSECONDS_PER_DAY
  return member(range, 'Comparison') === 'OLDER_THAN' ? [0n, limit] : [limit, today]
}

function textsOf(values: readonly unknown[]): readonly string[] {
  return values.filter((value): value is string => typeof value === 'string')
}
