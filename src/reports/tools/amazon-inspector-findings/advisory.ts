import type { CvssScore, Vulnerability } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { asObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { isoTime } from './iso-time.js'

/**
 * The advisory keeps its own name: what is related to a notice of a distribution or to a knowledge base article are the many
 * vulnerabilities that it mends.
 */
export function advisoryOf(entry: JsonObject, details: JsonObject): Vulnerability | undefined {
  const exploit = entry['exploitAvailable']
  const { sourceUrl, referenceUrls } = details
  const vulnerability = vulnerabilityOf({
    names: [details['vulnerabilityId']],
    packages: objectsOf(details['vulnerablePackages']).flatMap((one) => packageIn(one) ?? []),
    cvss: scoresOf(entry, details),
    epss: asObject(entry['epss'])?.['score'],
    exploited: exploit === 'YES' ? true : exploit === 'NO' ? false : undefined,
    vendor: {
      name: details['source'],
      severity: details['vendorSeverity'],
      url: sourceUrl,
      created: isoTime(details['vendorCreatedAt']),
      updated: isoTime(details['vendorUpdatedAt']),
    },
    urls: [sourceUrl, ...textsOf(referenceUrls)],
  })
  return vulnerability && { ...vulnerability, related: textsOf(details['relatedVulnerabilities']) }
}

function packageIn(one: JsonObject): ReturnType<typeof packageOf> {
  const { name, version, arch: architecture, epoch, release, filePath: path, fixedInVersion: fixed, packageManager: ecosystem } = one
  return packageOf({ name, version, ecosystem, architecture, epoch, release, path, fixed })
}

/** Those of the databases, and what Amazon Inspector has made of them where that differs. */
export function scoresOf(entry: JsonObject, details: JsonObject): readonly CvssScore[] {
  const listed = cvssScores(
    objectsOf(details['cvss']).map(({ baseScore: score, scoringVector: vector, version, source }) => ({ score, vector, version, source })),
  )
  // Amazon Inspector's API and that of ECR call it differently.
  const adjusted = asObject(asObject(entry['inspectorScoreDetails'])?.['adjustedCvss'] ?? asObject(entry['scoreDetails'])?.['cvss'])
  const own = cvssScores([
    { score: adjusted?.['score'], vector: adjusted?.['scoringVector'], version: adjusted?.['version'], source: 'Amazon Inspector' },
  ])
  return [...own.filter(({ score, vector }) => !listed.some((one) => one.score === score && one.vector === vector)), ...listed]
}
