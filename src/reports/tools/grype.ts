import type { CvssScore, Finding } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import { mergeAliases } from '../native/merge-aliases.js'
import { type Entry, problem, readEach, suppressed, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { type SyftTarget, syftLayer, syftPath, syftTarget } from '../native/syft-target.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/anchore/grype, grype/presenter/models. */
export const grype: DocumentFormat = {
  shape: 'document',
  id: 'grype',
  name: 'Grype JSON',
  tool: { name: 'Grype', vendor: 'Anchore' },
  covers: 'Grype, all versions: images, directories and SBOMs',
  command: 'grype dir:. --output json --file grype.json',
  // Other tools of the same makers and their like (Xeol) write the same frame under another name.
  detect: (report) => has(report, 'matches', 'source') && asText(asObject(report['descriptor'])?.['name'])?.toLowerCase() === 'grype',
  read: (report, { places }) => {
    const target = syftTarget(asObject(report['source']), places)
    const entryOf = (make: (finding: Finding) => Entry) => (match: JsonObject) => readMatch(match, target, make)
    return {
      tool: { version: asText(asObject(report['descriptor'])?.['version']) },
      *readings() {
        yield* mergeAliases(readEach(report['matches'], 'matches', entryOf(problem)))
        yield* mergeAliases(readEach(report['ignoredMatches'], 'ignoredMatches', entryOf(suppressed)))
      },
    }
  },
}

function readMatch(match: JsonObject, target: SyftTarget, make: (finding: Finding) => Entry): Entry {
  const vulnerability = asObject(match['vulnerability'])
  const id = asText(vulnerability?.['id'])
  if (vulnerability === undefined || id === undefined) return unreadable('has no vulnerability')
  const related = objectsOf(match['relatedVulnerabilities'])
  const artifact = asObject(match['artifact'])
  const path = syftPath(artifact)
  const cvss = cvssOf(vulnerability)
  const others = [...legacyCvssOf(vulnerability), ...related.flatMap(cvssOf)]
  const location = target.location(path ?? '')
  const affected = packageOf({
    name: artifact?.['name'],
    version: artifact?.['version'],
    purl: artifact?.['purl'],
    ecosystem: artifact?.['type'],
    path: target.image === undefined ? location?.path : path,
    fixed: asObject(vulnerability['fix'])?.['versions'],
  })
  return make(
    findingOf({
      kind: 'vulnerability',
      rule: { id, description: descriptionOf([vulnerability, ...related]), helpUrl: vulnerability['dataSource'] },
      severity: severityOf({ cvss, word: vulnerability['severity'], others }),
      location,
      cwes: cwesOf([vulnerability, ...related].flatMap(({ cwes }) => objectsOf(cwes).map(({ cwe }) => cwe))),
      vulnerability: vulnerabilityOf({
        names: [id, ...related.map((one) => one['id']), ...objectsOf(vulnerability['advisories']).map((one) => one['id'])],
        packages: affected === undefined ? [] : [affected],
        cvss: [...cvss, ...others],
        epss: objectsOf(vulnerability['epss'])[0]?.['epss'],
        exploited: objectsOf(vulnerability['knownExploited']).length > 0 ? true : undefined,
        vendor: { name: vendorOf(vulnerability), severity: vulnerability['severity'], url: vulnerability['dataSource'] },
        urls: [vulnerability, ...related].flatMap(({ dataSource, urls, links }) => [dataSource, ...textsOf(urls), ...textsOf(links)]),
      }),
      image: target.image,
      layer: target.image === undefined ? undefined : syftLayer(artifact),
    }),
  )
}

/** Scores by the database that the match is from. */
function cvssOf({ cvss }: JsonObject): readonly CvssScore[] {
  return cvssScores(
    objectsOf(cvss).map(({ version, vector, source, metrics }) => ({ version, vector, source, score: asObject(metrics)?.['baseScore'] })),
  )
}

/** Versions before 0.10 add NVD's scores to whatever database the match is from. */
function legacyCvssOf({ cvssV2, cvssV3 }: JsonObject): readonly CvssScore[] {
  return cvssScores(
    [cvssV3, cvssV2].map(asObject).map((score) => ({ score: score?.['baseScore'], vector: score?.['vector'], source: 'NVD' })),
  )
}

/** Distributions describe nothing; the CVE does. */
function descriptionOf(vulnerabilities: readonly JsonObject[]): string | undefined {
  return vulnerabilities.map(({ description }) => asText(description)).find((text) => text !== undefined)
}

/** `github:language:javascript`, `debian:distro:debian:12`, `nvd:cpe`. */
function vendorOf({ namespace }: JsonObject): string {
  return asText(namespace)?.split(':')[0] ?? 'Anchore'
}
