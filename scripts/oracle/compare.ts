/** Where two readings of one report differ. */
import { plainLinks } from '../../src/reports/vocabulary/plain-links.js'
import { oneLine } from '../../src/reports/vocabulary/plain-text.js'
import type { OwnReading, OwnResult } from './own-results.js'
import type { OracleResult, Projection } from './project.js'

/** `file`: the oracle reads the report and we do not. `count`: how many results there are. */
export type Field = 'file' | 'count' | 'rule' | 'kind' | 'level' | 'message' | 'line'

export interface Difference {
  readonly field: Field
  /** `runs[0].results[3]`; empty for the file as a whole. */
  readonly at: string
  readonly own: string
  readonly oracle: string
}

export interface Comparison {
  /** Why the oracle cannot read the report. */
  readonly oracleFails?: string
  /** Why we do not. */
  readonly weFail?: string
  /** How many results both have. */
  readonly results: number
  /** How many of their levels were derived, because the oracle cannot tell a stated `warning` from none. */
  readonly derivedLevels: number
  readonly differences: readonly Difference[]
}

/** What only the oracle fails to read is no difference: there is nothing to compare with. */
export function compareFiles(own: OwnReading, oracle: Projection): Comparison {
  if (!('unreadable' in own) && !('unreadable' in oracle)) return compareResults(own.results, oracle.results)
  const nothing = { results: 0, derivedLevels: 0, differences: [] }
  if ('unreadable' in oracle) return { ...nothing, oracleFails: oracle.unreadable, ...('unreadable' in own && { weFail: own.unreadable }) }
  const weFail = 'unreadable' in own ? own.unreadable : ''
  return { ...nothing, weFail, differences: [{ field: 'file', at: '', own: weFail, oracle: 'reads it' }] }
}

/** Compares the results at equal places, and how many there are. */
export function compareResults(own: readonly OwnResult[], oracle: readonly OracleResult[]): Comparison {
  const byPlace = new Map(own.map((result) => [placeOf(result), result]))
  const pairs = oracle.flatMap((theirs) => {
    const ours = byPlace.get(placeOf(theirs))
    return ours === undefined ? [] : [{ ours, theirs }]
  })
  const count: Difference = { field: 'count', at: '', own: String(own.length), oracle: String(oracle.length) }
  const complete = own.length === oracle.length && pairs.length === oracle.length
  return {
    results: pairs.length,
    derivedLevels: pairs.filter(({ ours }) => isHidden(ours)).length,
    differences: [...(complete ? [] : [count]), ...pairs.flatMap(({ ours, theirs }) => differencesOf(ours, theirs))],
  }
}

function placeOf({ run, index }: { readonly run: number; readonly index: number }): string {
  return `runs[${run}].results[${index}]`
}

/** What we say and what the oracle's words lead one to expect. Where there is no finding there is nothing but a kind. */
function differencesOf(own: OwnResult, oracle: OracleResult): Difference[] {
  const kinds: readonly Pair[] = [
    ['kind', own.kind, oracle.kind],
    ...(own.kind === 'fail' ? [['level', own.level, isHidden(own) ? 'warning' : oracle.level] as const] : []),
  ]
  const { finding } = own
  const parts: readonly Pair[] =
    finding === undefined
      ? []
      : [
          ['rule', finding.ruleId, expectedRule(finding.ruleId, oracle.ruleId)],
          ['message', oneLine(finding.message), expectedMessage(oracle.message)],
          ['line', String(finding.startLine ?? NO_LINE), oracle.startLine || NO_LINE],
        ]
  return [...kinds, ...parts].flatMap(([field, mine, theirs]) =>
    mine === theirs ? [] : [{ field, at: placeOf(own), own: mine, oracle: theirs }],
  )
}

type Pair = readonly [field: Field, own: string, oracle: string]

/** The oracle's object model has 0 for an absent line. */
const NO_LINE = '0'

/** What we call a rule that has no name. */
const UNNAMED = 'unknown'

/**
 * In the oracle's object model an absent level is `warning`, so on a stated `warning` it answers with the rule's default. The standard does
 * not (§3.27.10): what a result states is its level.
 */
function isHidden({ statedLevel }: OwnResult): boolean {
  return statedLevel === 'warning'
}

/** The oracle names the rule, we the case of it where the result names one (§3.52.4: `CA1000/1` is a case of `CA1000`). */
function expectedRule(own: string, oracle: string): string {
  if (oracle === '') return UNNAMED
  return own.startsWith(`${oracle}/`) ? own : oracle
}

/** Links are reduced to their text (§3.11.6). */
function expectedMessage(oracle: string): string {
  return oneLine(plainLinks(oracle))
}
