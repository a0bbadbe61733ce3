/** Comparing text as StringFilter and MapFilter do: case-sensitive; what may stand beside what is the API reference's. */
import { member, stringMember } from '../server/json.js'
import { invalidInput } from '../server/service-error.js'

/** CONTAINS and NOT_CONTAINS are for automation rules, CONTAINS_WORD for the V2 operations. */
const COMPARISONS = ['EQUALS', 'PREFIX', 'NOT_EQUALS', 'PREFIX_NOT_EQUALS'] as const
type ComparisonName = (typeof COMPARISONS)[number]

export interface Comparison {
  readonly name: ComparisonName
  readonly value: string
}

/** Reads the filters of one field. Throws InvalidInputException, also for a mixture the service does not allow. */
export function stringComparisons(
  field: string,
  filters: readonly unknown[],
  allowed: readonly ComparisonName[] = COMPARISONS,
): readonly Comparison[] {
  const comparisons = filters.map((filter) => comparisonOf(field, filter, allowed))
  const names = new Set(comparisons.map(({ name }) => name))
  if (names.has('EQUALS') && (names.has('NOT_EQUALS') || names.has('PREFIX_NOT_EQUALS'))) {
    throw refused(`data.Filters.${field} can't have both an EQUALS filter and a NOT_EQUALS or PREFIX_NOT_EQUALS filter`)
  }
  return comparisons
}

/** Positive comparisons are joined by OR, negative ones by AND. A field with several values meets a positive one with any of them. */
export function satisfies(actual: readonly string[], comparisons: readonly Comparison[]): boolean {
  const positive = comparisons.filter(({ name }) => name === 'EQUALS' || name === 'PREFIX')
  const negative = comparisons.filter(({ name }) => name !== 'EQUALS' && name !== 'PREFIX')
  const chosen = positive.length === 0 || positive.some((comparison) => actual.some((text) => holds(text, comparison)))
  return chosen && negative.every((comparison) => !actual.some((text) => holds(text, comparison)))
}

function comparisonOf(field: string, filter: unknown, allowed: readonly ComparisonName[]): Comparison {
  const value = stringMember(filter, 'Value')
  const name = allowed.find((candidate) => candidate === member(filter, 'Comparison'))
  if (value === undefined || value.trim() === '') throw refused(`data.Filters.${field} should have required property 'Value'`)
  if (name === undefined) throw refused(`data.Filters.${field} should have a Comparison equal to one of: ${allowed.join(', ')}`)
  return { name, value }
}

/** Whether the text is what the comparison names, before any negation. */
function holds(text: string, { name, value }: Comparison): boolean {
  return name === 'EQUALS' || name === 'NOT_EQUALS' ? text === value : text.startsWith(value)
}

function refused(message: string) {
  return invalidInput(`Invalid parameter 'Filters'. ${message}`)
}
