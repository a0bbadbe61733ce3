import type { CvssScore, FindingKind, Reading, Vulnerability } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { readAffects } from '../native/read-affects.js'
import { type Entry, problem, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { hostOf } from '../vocabulary/http-url.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'
import { kindOfCheck } from './cyclonedx/checks.js'
import { readingsOfBom } from './cyclonedx/format.js'

/**
 * What `aws inspector-scan scan-sbom` answers: a CycloneDX document, or Amazon Inspector's own with `--output-format INSPECTOR`; both
 * below `sbom` unless somebody has taken them out. Source of the members: Amazon Inspector user guide, "Amazon Inspector Scan API".
 */
export const amazonInspector: DocumentFormat = {
  shape: 'document',
  id: 'amazon-inspector',
  name: 'Amazon Inspector scan JSON',
  tool: { name: 'Amazon Inspector', vendor: 'AWS' },
  covers: 'Amazon Inspector Scan (ScanSbom, the GitHub action): images, repositories, Dockerfiles, in both output formats',
  command: 'aws inspector-scan scan-sbom --sbom file://sbom.json --output-format CYCLONE_DX_1_5 > inspector.json',
  detect: (report) => {
    const scan = scanOf(report)
    return isOwn(scan) || (scan !== report && isScannedBom(scan))
  },
  // Related names are no other names here: a notice of a distribution is related to each of its many CVEs.
  read: (report, { places }) => {
    const scan = scanOf(report)
    const readings = (): Iterable<Reading> =>
      isOwn(scan)
        ? readAffects(scan['vulnerabilities'], (entry, affected) => readVulnerability(entry, affected, places))
        : readingsOfBom(scan, places)
    return { readings }
  },
}

function scanOf(report: JsonObject): JsonObject {
  return asObject(report['sbom']) ?? asObject(report['inspector']) ?? report
}

/** Others put bills of materials below `sbom` too, and nobody has scanned those. After a clean scan the list of vulnerabilities is left out. */
function isScannedBom(scan: JsonObject): boolean {
  const metadata = asObject(scan['metadata'])
  const tools = asObject(metadata?.['tools'])
  const makers = [...objectsOf(tools?.['services']), ...objectsOf(tools?.['components'])]
  const isScanner = makers.some(({ name }) => /^Amazon Inspector Scan\b/.test(asText(name) ?? ''))
  const marked = [metadata, ...objectsOf(scan['vulnerabilities']), ...objectsOf(scan['components'])]
  return scan['bomFormat'] === 'CycloneDX' && (isScanner || marked.some(hasProperty))
}

function hasProperty(holder: JsonObject | undefined): boolean {
  return objectsOf(holder?.['properties']).some(({ name }) => asText(name)?.startsWith('amazon:inspector:sbom_scanner:') === true)
}

function isOwn(scan: JsonObject): boolean {
  return isObject(scan['vulnerability_count']) && has(scan, 'vulnerabilities')
}

function readVulnerability(entry: JsonObject, affected: JsonObject | undefined, places: Places): Entry {
  const id = asText(entry['id'])
  if (id === undefined) return unreadable('has no id')
  const kind: FindingKind = kindOfCheck(id) ?? 'vulnerability'
  const properties = asObject(entry['properties'])
  const word = entry['severity']
  const scores = objectsOf(properties?.['cvss'])
  return problem(
    findingOf({
      kind,
      rule: { id, helpUrl: [entry['source'], ...textsOf(entry['references'])] },
      message: entry['description'],
      // Scores of several databases; the word is that of the one which Amazon Inspector goes by.
      severity: severityOf({ cvss: cvssOf(scores.filter(({ severity }) => severity === word)), word, others: cvssOf(scores) }),
      location: places({
        path: asText(affected?.['file'])?.replace(/^dockerfile:/, '') ?? affected?.['path'],
        startLine: affected?.['lines'],
      }),
      cwes: cwesOf(properties?.['cwes']),
      vulnerability: kind === 'vulnerability' ? advisoryOf(id, entry, affected) : undefined,
    }),
  )
}

function advisoryOf(id: string, entry: JsonObject, affected: JsonObject | undefined): Vulnerability | undefined {
  const properties = asObject(entry['properties'])
  const affectedPackage = packageOf({
    name: affected?.['name'],
    version: affected?.['version'],
    purl: affected?.['installed_version'],
    path: affected?.['path'],
    fixed: affected?.['fixed_version'],
  })
  return vulnerabilityOf({
    names: [id, ...textsOf(entry['related'])],
    packages: affectedPackage === undefined ? [] : [affectedPackage],
    cvss: cvssOf(objectsOf(properties?.['cvss'])),
    epss: properties?.['epss'],
    exploited: properties?.['exploit_available'] === true || asText(properties?.['cisa_kev_date_added']) !== undefined ? true : undefined,
    vendor: {
      name: hostOf(entry['source']),
      severity: entry['severity'],
      url: entry['source'],
      created: entry['created'],
      updated: entry['updated'],
    },
    urls: [entry['source'], ...textsOf(entry['references'])],
  })
}

/** The versions' members differ by their number: `cvss_3_base_score`, `cvss_4_base_vector`. */
function cvssOf(scores: readonly JsonObject[]): readonly CvssScore[] {
  return cvssScores(
    scores.flatMap((score) =>
      ['4', '3', '2'].map((version) => ({
        version: Number(version),
        score: tenths(score[`cvss_${version}_base_score`]),
        vector: score[`cvss_${version}_base_vector`],
        source: score['source'],
      })),
    ),
  )
}

/** Scores have one digit after the point (CVSS 3.1, section 7.4); here they come as `7.8000001907`. */
function tenths(score: unknown): unknown {
  return typeof score === 'number' ? Math.round(score * 10) / 10 : score
}
