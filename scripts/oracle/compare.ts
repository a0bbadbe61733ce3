/** Where two readings of one report differ. */
import { oneLine, plainLinks } from '../../src/reports/shared/plain-text.js'
import type { OwnResult } from './own-results.js'
import type { OracleResult } from './project.js'

export type Field = 'count' | 'rule' | 'kind' | 'level' | 'message' | 'line'

export interface Difference {
  readonly field: Field
  /** `runs[0].results[3]`. */
  readonly at: string
  readonly own: string
  readonly oracle: string
}

export interface Comparison {
  /** How many results both have. */
  readonly results: number
  /** How many levels were derived, because the oracle cannot tell a stated `warning` from none. */
  readonly derivedLevels: number
  readonly differences: readonly Difference[]
}

/** Compares the results at equal places, and how many there are. */
export function compare(own: readonly OwnResult[], oracle: readonly OracleResult[]): Comparison {
  const places = new Map(own.map((result) => [placeOf(result), result]))
  const pairs = oracle.map((result) => ({ at: placeOf(result), own: places.get(placeOf(result)), oracle: result }))
  const counts: Difference = { field: 'count', at: '', own: String(own.length), oracle: String(oracle.length) }
  return {
    results: pairs.filter((pair) => pair.own !== undefined).length,
    derivedLevels: pairs.filter((pair) => pair.own !== undefined && isHidden(pair.own)).length,
    differences: [
      ...(own.length === oracle.length ? [] : [counts]),
      ...pairs.flatMap((pair) => (pair.own === undefined ? [] : differencesOf(pair.at, pair.own, pair.oracle))),
    ],
  }
}

function placeOf({ run, index }: { readonly run: number; readonly index: number }): string {
  return `runs[${run}].results[${index}]`
}

function differencesOf(at: string, own: OwnResult, oracle: OracleResult): Difference[] {
  const fields: readonly (readonly [Field, string | undefined, string])[] = [
    ['kind', own.kind, oracle.kind],
    ['level', own.kind === 'fail' ? own.level : undefined, isHidden(own) ? 'warning' : oracle.level],
    ['rule', own.ruleId, expectedRule(own.ruleId, oracle.ruleId)],
    ['message', own.message === undefined ? undefined : oneLine(own.message), expectedMessage(own, oracle)],
    ['line', own.ruleId === undefined ? undefined : String(own.startLine ?? ''), oracle.startLine],
  ]
  return fields.flatMap(([field, mine, theirs]) =>
    mine === undefined || mine === theirs ? [] : [{ field, at, own: mine, oracle: theirs }],
  )
}

/**
 * In the oracle's object model an absent level is `warning`, so on a stated `warning` it answers with the rule's default. The standard does
 * not (§3.27.10): what a result states is its level.
 */
function isHidden({ statedLevel }: OwnResult): boolean {
  return statedLevel === 'warning'
}

/** The oracle names the rule, we the case of it where the result names one (§3.52.4: `CA1000/1` is a case of `CA1000`). */
function expectedRule(own: string | undefined, oracle: string): string {
  return own !== undefined && oracle !== '' && own.startsWith(`${oracle}/`) ? own : oracle
}

/** Links are reduced to their text (§3.11.6). Where the oracle finds no message, ours is what the rule says. */
function expectedMessage({ message = '' }: OwnResult, oracle: OracleResult): string {
  return oracle.message.trim() === '' ? oneLine(message) : oneLine(plainLinks(oracle.message))
}
