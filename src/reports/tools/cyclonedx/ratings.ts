import type { CvssScore, Severity, StatedSeverity } from '../../../finding.js'
import { severityOf } from '../../native/severity.js'
import { cvssScores } from '../../shared/cvss-score.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../shared/json.js'

/** What the ratings of a vulnerability come to. */
export interface Grade {
  readonly severity: StatedSeverity
  readonly cvss: readonly CvssScore[]
  /** Probability 0..1, which Amazon Inspector puts among the ratings. */
  readonly epss: unknown
  /** The word of whoever described the vulnerability. */
  readonly word: string | undefined
}

/** `unknown` is no answer. Source: CycloneDX 1.7, vulnerability severity. */
const WORDS: ReadonlyMap<string, Severity> = new Map([['none', 'INFORMATIONAL']])

/**
 * A vulnerability is rated by several databases and described by one of them: that one's rating counts; without one, all of them count.
 */
export function gradeOf(vulnerability: JsonObject): Grade {
  const all = objectsOf(vulnerability['ratings'])
  const ratings = all.filter((rating) => !isEpss(rating))
  const describer = sourceName(vulnerability)?.toLowerCase()
  const chosen = ratings.filter((rating) => sourceName(rating)?.toLowerCase() === describer)
  const own = chosen.length === 0 ? ratings : chosen
  const words = own.map(({ severity }) => asText(severity)).filter((text) => text !== undefined)
  const word = words.find((text) => text !== 'unknown') ?? words[0]
  const cvss = scoresOf(ratings)
  return {
    severity: severityOf({ cvss: scoresOf(own), word, words: WORDS, others: cvss }),
    cvss,
    epss: all.find(isEpss)?.['score'],
    word,
  }
}

export function sourceName({ source }: JsonObject): string | undefined {
  return asText(asObject(source)?.['name'])
}

function isEpss(rating: JsonObject): boolean {
  return sourceName(rating)?.toUpperCase() === 'EPSS'
}

/** Other methods (OWASP, SSVC) have other scales. */
function scoresOf(ratings: readonly JsonObject[]): readonly CvssScore[] {
  return cvssScores(
    ratings
      .filter(({ method }) => method === undefined || /^cvss/i.test(asText(method) ?? ''))
      .map((rating) => ({ version: rating['method'], score: rating['score'], vector: rating['vector'], source: sourceName(rating) })),
  )
}
