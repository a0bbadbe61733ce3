/** Comparing text as StringFilter and MapFilter do: case-sensitive; what may stand beside what is the API reference's. */
import { isObject, member, stringMember } from '../server/json.js'
import { invalidInput } from '../server/service-error.js'

type ComparisonName = 'EQUALS' | 'PREFIX' | 'CONTAINS' | 'NOT_EQUALS' | 'PREFIX_NOT_EQUALS' | 'NOT_CONTAINS'

export interface Comparison {
  readonly name: ComparisonName
  readonly value: string
}

/**
 * Which comparisons there are. CONTAINS and NOT_CONTAINS are for automation rules alone, CONTAINS_WORD for the V2 operations; a map has no prefixes.
 * Source: API reference, StringFilter and MapFilter, Comparison.
 */
export const COMPARISONS = {
  search: { string: ['EQUALS', 'PREFIX', 'NOT_EQUALS', 'PREFIX_NOT_EQUALS'], map: ['EQUALS', 'NOT_EQUALS'] },
  rule: {
    string: ['EQUALS', 'PREFIX', 'CONTAINS', 'NOT_EQUALS', 'PREFIX_NOT_EQUALS', 'NOT_CONTAINS'],
    map: ['EQUALS', 'CONTAINS', 'NOT_EQUALS', 'NOT_CONTAINS'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<'string' | 'map', readonly ComparisonName[]>>>>

/** `search`: GetFindings and insights; `rule`: the criteria of automation rules. */
export type Grammar = keyof typeof COMPARISONS

/** How a text is compared, as far as that is not what is asked for. */
export interface Comparing {
  readonly field: string
  readonly allowed: readonly ComparisonName[]
  /** Members that such a filter has. */
  readonly members: readonly string[]
}

/** Reads the filters of one field. Throws InvalidInputException, also for a mixture the service does not allow. */
export function stringComparisons(filters: readonly unknown[], comparing: Comparing): readonly Comparison[] {
  const comparisons = filters.map((filter) => comparisonOf(filter, comparing))
  checkMixture(comparing.field, new Set(comparisons.map(({ name }) => name)))
  return comparisons
}

function checkMixture(field: string, names: ReadonlySet<ComparisonName>): void {
  if (names.has('EQUALS') && (names.has('NOT_EQUALS') || names.has('PREFIX_NOT_EQUALS'))) {
    throw refused(`data.Filters.${field} can't have both an EQUALS filter and a NOT_EQUALS or PREFIX_NOT_EQUALS filter`)
  }
  for (const name of ['CONTAINS', 'NOT_CONTAINS'] as const)
    if (names.has(name) && names.size > 1) throw refused(`data.Filters.${field} can have ${name} filters only with other ${name} filters`)
}

/** Refuses what a filter of that kind does not have: a mistyped member would change what is found. */
export function checkMembers(field: string, filter: unknown, members: readonly string[]): void {
  const unknown = isObject(filter) ? Object.keys(filter).find((name) => !members.includes(name)) : undefined
  if (unknown !== undefined) throw refused(`data.Filters.${field}[0] should NOT have additional properties (${unknown})`)
}

/** Positive comparisons are joined by OR, negative ones by AND. A field with several values meets a positive one with any of them. */
export function satisfies(actual: readonly string[], comparisons: readonly Comparison[]): boolean {
  const positive = comparisons.filter(({ name }) => isPositive(name))
  const negative = comparisons.filter(({ name }) => !isPositive(name))
  const chosen = positive.length === 0 || positive.some((comparison) => actual.some((text) => holds(text, comparison)))
  return chosen && negative.every((comparison) => !actual.some((text) => holds(text, comparison)))
}

function isPositive(name: ComparisonName): boolean {
  return name === 'EQUALS' || name === 'PREFIX' || name === 'CONTAINS'
}

function comparisonOf(filter: unknown, { field, allowed, members }: Comparing): Comparison {
  checkMembers(field, filter, members)
  const value = stringMember(filter, 'Value')
  const name = allowed.find((candidate) => candidate === member(filter, 'Comparison'))
  if (value === undefined || value.trim() === '') throw refused(`data.Filters.${field} should have required property 'Value'`)
  if (name === undefined) throw refused(`data.Filters.${field} should have a Comparison equal to one of: ${allowed.join(', ')}`)
  return { name, value }
}

/** Whether the text is what the comparison names, before any negation. */
function holds(text: string, { name, value }: Comparison): boolean {
  if (name === 'EQUALS' || name === 'NOT_EQUALS') return text === value
  return name === 'CONTAINS' || name === 'NOT_CONTAINS' ? text.includes(value) : text.startsWith(value)
}

export function refused(message: string) {
  return invalidInput(`Invalid parameter 'Filters'. ${message}`)
}
