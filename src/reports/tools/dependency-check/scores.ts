import type { CvssScore } from '../../../finding.js'
import { type CvssFacts, cvssScores } from '../../vocabulary/cvss-score.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'

/** The scores of a vulnerability; the vectors of versions 2 and 3 are written metric by metric. */
export function scoresOf({ cvssv2, cvssv3, cvssv4 }: JsonObject): readonly CvssScore[] {
  const [second, third, fourth] = [cvssv2, cvssv3, cvssv4].map(asObject)
  return cvssScores([
    ...(fourth === undefined
      ? []
      : [{ version: fourth['version'] ?? 4, score: fourth['baseScore'], vector: fourth['vectorString'], source: fourth['source'] }]),
    ...(third === undefined ? [] : [scoreOfThird(third)]),
    ...(second === undefined ? [] : [{ version: 2, score: second['score'], vector: vectorOf(second, SECOND) }]),
  ])
}

/** Without a version nobody knows by which specification it was scored: 3.0 and 3.1 differ. */
function scoreOfThird(score: JsonObject): CvssFacts {
  const version = asText(score['version'])
  const metrics = vectorOf(score, THIRD)
  return {
    version: version ?? 3,
    score: score['baseScore'],
    vector: version === undefined || metrics === undefined ? undefined : `CVSS:${version}/${metrics}`,
  }
}

/** Abbreviation and names of each base metric. Source: CVSS 2.0 guide, section 2.4; CVSS 3.1 specification, section 6. */
type Metrics = readonly (readonly [string, ...string[]])[]

const SECOND: Metrics = [
  ['AV', 'accessVector'],
  ['AC', 'accessComplexity'],
  // Sic; the others are the names of other versions.
  ['Au', 'authenticationr', 'authentication'],
  ['C', 'confidentialityImpact', 'confidentialImpact'],
  ['I', 'integrityImpact'],
  ['A', 'availabilityImpact'],
]

const THIRD: Metrics = [
  ['AV', 'attackVector'],
  ['AC', 'attackComplexity'],
  ['PR', 'privilegesRequired'],
  ['UI', 'userInteraction'],
  ['S', 'scope'],
  ['C', 'confidentialityImpact'],
  ['I', 'integrityImpact'],
  ['A', 'availabilityImpact'],
]

/** A value's letter is its first: `NETWORK` is N. `undefined` when a metric is missing. */
function vectorOf(score: JsonObject, metrics: Metrics): string | undefined {
  const parts = metrics.map(([abbreviation, ...names]) => {
    const value = names.map((name) => asText(score[name])).find((text) => text !== undefined)
    return value === undefined ? undefined : `${abbreviation}:${value.slice(0, 1).toUpperCase()}`
  })
  return parts.includes(undefined) ? undefined : parts.join('/')
}
