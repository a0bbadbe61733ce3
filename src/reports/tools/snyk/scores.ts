import type { CvssScore } from '../../../finding.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** All scores of an issue, Snyk's own among them: `cvssSources` since 2024, `cvssDetails` before, which left Snyk's out. */
export function scoresOf(issue: JsonObject): readonly CvssScore[] {
  const sources = objectsOf(issue['cvssSources']).map(({ assigner, baseScore, cvssVersion, vector }) => ({
    source: assigner,
    score: baseScore,
    version: cvssVersion,
    vector,
  }))
  const details = objectsOf(issue['cvssDetails']).map(({ assigner, cvssV3BaseScore, cvssV3Vector }) => ({
    source: assigner,
    score: cvssV3BaseScore,
    version: 3,
    vector: cvssV3Vector,
  }))
  const all = sources.length > 0 ? sources : details
  const own = { source: 'Snyk', score: issue['cvssScore'], version: 3, vector: issue['CVSSv4'] ?? issue['CVSSv3'] }
  const isListed = all.some(({ vector, score }) => asText(vector) === asText(own.vector) && score === own.score)
  return cvssScores(isListed ? all : [own, ...all])
}
