import type { CvssScore, Severity, StatedSeverity } from '../../../finding.js'
import { severityOf } from '../../native/severity.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** What the ratings of a vulnerability come to. */
export interface Grade {
  readonly severity: StatedSeverity
  readonly cvss: readonly CvssScore[]
  /** Probability 0..1, which Amazon Inspector and Grype put among the ratings. */
  readonly epss: unknown
  /** CISA lists it as exploited, which Grype puts among the ratings. */
  readonly exploited: boolean
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
  const ratings = all.filter((rating) => !isEpss(rating) && !isKev(rating))
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
    exploited: all.some(isKev),
    word,
  }
}

export function sourceName({ source }: JsonObject): string | undefined {
  return asText(asObject(source)?.['name'])
}

/** FIRST publishes EPSS. Sources: Amazon Inspector user guide; github.com/anchore/grype, grype/presenter/cyclonedx/vulnerability.go. */
function isEpss(rating: JsonObject): boolean {
  return /^(?:epss|first(?:\.org)?)$/i.test(sourceName(rating) ?? '') || /first\.org\/epss/i.test(sourceUrl(rating) ?? '')
}

/** A rating of 1 that says that CISA's catalogue of known exploited vulnerabilities lists it: no score. */
function isKev(rating: JsonObject): boolean {
  return /\bkev\b|known exploited/i.test(sourceName(rating) ?? '') || /known-exploited-vulnerabilities/i.test(sourceUrl(rating) ?? '')
}

function sourceUrl({ source }: JsonObject): string | undefined {
  return asText(asObject(source)?.['url'])
}

/** Other methods (OWASP, SSVC) have other scales. */
function scoresOf(ratings: readonly JsonObject[]): readonly CvssScore[] {
  return cvssScores(
    ratings
      .filter(({ method }) => method === undefined || /^cvss/i.test(asText(method) ?? ''))
      .map((rating) => ({ version: rating['method'], score: rating['score'], vector: rating['vector'], source: sourceName(rating) })),
  )
}
