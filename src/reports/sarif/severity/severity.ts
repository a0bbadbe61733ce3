import type { CvssScore, Severity, StatedSeverity } from '../../../finding.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'
import { bandOf } from '../../vocabulary/severity-bands.js'
import type { EffectiveLevel, Level } from './levels.js'

/** What the rungs of the ladder hold for one result. */
export interface SeverityEvidence {
  /** The result's own `security-severity`, then the rule's. */
  readonly scores: readonly (StatedSeverity | undefined)[]
  readonly cvss: readonly CvssScore[]
  /** The tool's own words, the result's before the rule's. */
  readonly words: readonly (StatedSeverity | undefined)[]
  /** For leaked secrets: whether the scanner tried it and it worked. */
  readonly secret?: 'verified' | 'unverified'
  readonly level: EffectiveLevel
  /** The level that the tool writes where it has no grade: MEDIUM, as what is ungraded in its own format. */
  readonly ungraded?: Level | undefined
}

/**
 * The first that answers: `security-severity` of the result, of the rule, a CVSS base score (highest version), the tool's own word, for
 * secrets whether they are live, the SARIF level. `original` is what answered, as the tool wrote it.
 */
export function decideSeverity({ scores, cvss, words, secret, level, ungraded }: SeverityEvidence): StatedSeverity {
  const stated = firstOf(scores) ?? severityOfCvss(cvss) ?? firstOf(words)
  if (stated !== undefined) return stated
  if (secret === 'verified') return { label: 'CRITICAL', original: secret }
  const isGraded = level.level !== ungraded
  if (secret === 'unverified' && !(level.stated && isGraded)) return { label: 'HIGH', original: secret }
  if (!isGraded) return { label: 'MEDIUM', original: 'none' }
  return { label: LEVEL_LABELS[level.level], original: level.level }
}

const LEVEL_LABELS: Readonly<Record<Level, Severity>> = { error: 'HIGH', warning: 'MEDIUM', note: 'LOW', none: 'INFORMATIONAL' }

/** Words that stand in `security-severity` (Semgrep writes them). */
const SCORE_WORDS: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']

/** Scores go up to this, as for CVSS. */
const HIGHEST_SCORE = 10

/**
 * A `security-severity` property: a number above 0.0 up to 10.0, as a number or in plain decimal writing, or a word.
 * (docs.github.com, "SARIF support for code scanning", reportingDescriptor object.)
 */
export function securitySeverity(value: unknown): StatedSeverity | undefined {
  const original = typeof value === 'number' ? String(value) : asText(value)
  if (original === undefined) return undefined
  const score = /^\d{1,3}(?:\.\d{1,15})?$/.test(original) ? Number(original) : Number.NaN
  if (score > 0 && score <= HIGHEST_SCORE) return { label: bandOf(score), original }
  const word = SCORE_WORDS.find((label) => label === original.toUpperCase())
  return word && { label: word, original }
}

/** The `security-severity` of a property bag. */
export function scoreInBag(bag: JsonObject): StatedSeverity | undefined {
  const value = bag['security-severity']
  return value === undefined ? undefined : securitySeverity(value)
}

function severityOfCvss(cvss: readonly CvssScore[]): StatedSeverity | undefined {
  const score = cvss.find((candidate) => candidate.score !== undefined)?.score
  return score === undefined ? undefined : { label: bandOf(score), original: String(score) }
}

function firstOf(candidates: readonly (StatedSeverity | undefined)[]): StatedSeverity | undefined {
  return candidates.find((candidate) => candidate !== undefined)
}
