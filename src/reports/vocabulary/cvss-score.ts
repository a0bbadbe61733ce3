import calculator from 'ae-cvss-calculator'
import type { CvssScore } from '../../finding.js'
import { asText } from './json.js'

/** What a tool says of a CVSS score, as it stands in the report. */
export interface CvssFacts {
  /** `3.1`, `V3`, 3; the vector's own word wins. */
  readonly version?: unknown
  readonly score?: unknown
  readonly vector?: unknown
  /** Who scored. */
  readonly source?: unknown
}

/** A CVSS base score is at most this (CVSS 3.1 specification, section 5). */
const HIGHEST = 10

/**
 * A score, computed from the vector when the tool gives only that. A score of 0 is what tools write for "none".
 * @returns `undefined` when there is neither a score nor a vector
 */
export function cvssScore(facts: CvssFacts): CvssScore | undefined {
  const vector = vectorOf(facts.vector)
  if ((vector === undefined || statedVersion(vector) === undefined) && isOfOtherScale(facts)) return undefined
  const score = scoreOf(facts.score) ?? (vector === undefined ? undefined : scoreOfVector(vector))
  if (score === undefined && vector === undefined) return undefined
  const version = vector === undefined ? versionOf(facts.version) : (statedVersion(vector) ?? versionOf(facts.version))
  const source = asText(facts.source)
  return {
    ...(version !== undefined && { version }),
    ...(score !== undefined && { score }),
    ...(vector !== undefined && { vector }),
    ...(source !== undefined && { source }),
  }
}

/** The scores that there are, highest version first, as the severity asks for them. */
export function cvssScores(all: readonly CvssFacts[]): readonly CvssScore[] {
  const scores = all.map(cvssScore).filter((score) => score !== undefined)
  return scores.sort((left, right) => Number(right.version ?? 0) - Number(left.version ?? 0))
}

/** EPSS is a probability, KEV a list, SSVC a decision; OWASP's risk rating and percents have other ranges. Told by who scored or by the method. */
function isOfOtherScale({ version, source }: CvssFacts): boolean {
  return (
    /\b(?:epss|kev|ssvc)\b|^first(?:\.org)?$|known exploited/i.test(asText(source) ?? '') ||
    /epss|kev|ssvc|owasp|percent|^other$/i.test(asText(version) ?? '')
  )
}

/** Version 2 vectors stand in parentheses in older databases and do not say their version (CVSS v2 guide, section 2.4). */
function vectorOf(value: unknown): string | undefined {
  return asText(value)?.replace(/^\((.*)\)$/, '$1')
}

function statedVersion(vector: string): string | undefined {
  return /^CVSS:(\d\.\d)\//.exec(vector)?.[1] ?? (/^AV:[LAN]\/AC:[LMH]\/Au:[MSN]\//.test(vector) ? '2.0' : undefined)
}

/** Which 3 only the vector says. */
function versionOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? value.toFixed(1) : asText(value)
  const version = /(?:^|[vV_ ])([234])(?:[._]?([01]))?$/.exec(text ?? '')
  return version === null ? undefined : `${version[1]}.${version[2] ?? '0'}`
}

function scoreOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,2}(?:\.\d{1,6})?$/.test(value) ? Number(value) : value
  return typeof number === 'number' && number > 0 && number <= HIGHEST ? number : undefined
}

const CALCULATORS: ReadonlyMap<string, Calculator> = new Map<string, Calculator>([
  ['2.0', calculator.Cvss2],
  ['3.0', calculator.Cvss3P0],
  ['3.1', calculator.Cvss3P1],
  ['4.0', calculator.Cvss4P0],
])

type Calculator = typeof calculator.Cvss2 | typeof calculator.Cvss3P0 | typeof calculator.Cvss3P1 | typeof calculator.Cvss4P0

/** Longer vectors than one with every metric of version 4 are none. */
const LONGEST_VECTOR = 400

/** The base score; `undefined` for a vector that is wrong or incomplete. */
export function scoreOfVector(vector: string): number | undefined {
  const Calculator = CALCULATORS.get(statedVersion(vector) ?? '')
  if (Calculator === undefined || vector.length > LONGEST_VECTOR) return undefined
  try {
    const parsed = new Calculator(vector)
    const scores = parsed.calculateScores()
    const base = 'baseMetricsOnly' in scores ? scores.baseMetricsOnly : scores.base
    return parsed.isBaseFullyDefined() ? scoreOf(base) : undefined
  } catch {
    return undefined
  }
}
