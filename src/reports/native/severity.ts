import type { CvssScore, Severity, StatedSeverity } from '../../finding.js'
import { asText } from '../vocabulary/json.js'
import { bandOf } from '../vocabulary/severity-bands.js'
import { WORDS } from '../vocabulary/severity-words.js'

/** A tool's own words, lower case, where they mean something else than in general or where nothing else has them. */
export type SeverityWords = ReadonlyMap<string, Severity>

export interface SeverityFacts {
  /** Scores by whoever graded the problem for this tool, highest version first. */
  readonly cvss?: readonly CvssScore[]
  /** The tool's own word; a number is one too. */
  readonly word?: unknown
  readonly words?: SeverityWords
  /** Scores by others, asked when nothing else answers. */
  readonly others?: readonly CvssScore[]
}

/** What a problem is that nobody has graded, in every format: as a SARIF result without a level (SARIF 2.1.0, section 3.27.10). */
const UNGRADED: Severity = 'MEDIUM'

/** The first that answers: a CVSS base score, the tool's own word, a score by others. `original` is what answered, as the tool wrote it. */
export function severityOf({ cvss = [], word, words, others = [] }: SeverityFacts): StatedSeverity {
  const original = typeof word === 'number' ? String(word) : asText(word)
  return (
    severityOfScore(cvss) ?? severityOfWord(original, words) ?? severityOfScore(others) ?? { label: UNGRADED, original: original ?? 'none' }
  )
}

/** A leaked secret that was tried and works is critical, any other one high, unless the tool has a word of its own. */
export function secretSeverity(verified: boolean, word?: unknown, words?: SeverityWords): StatedSeverity {
  if (verified) return { label: 'CRITICAL', original: 'verified' }
  return severityOfWord(asText(word), words) ?? { label: 'HIGH', original: 'unverified' }
}

function severityOfScore(scores: readonly CvssScore[]): StatedSeverity | undefined {
  const score = scores.find((one) => one.score !== undefined)?.score
  return score === undefined ? undefined : { label: bandOf(score), original: String(score) }
}

function severityOfWord(original: string | undefined, words: SeverityWords | undefined): StatedSeverity | undefined {
  const key = original?.toLowerCase()
  const label = key === undefined ? undefined : (words?.get(key) ?? WORDS.get(key))
  return label === undefined || original === undefined ? undefined : { label, original }
}
