import type { Problem, Reading } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'
import { readFinding } from './amazon-inspector-findings/finding.js'
import { morePages } from './amazon-inspector-findings/format.js'

/**
 * Basic scans have `findings`, enhanced ones those of Amazon Inspector in `enhancedFindings`. Source of the members: Amazon ECR API reference,
 * DescribeImageScanFindings.
 */
export const amazonEcr: DocumentFormat = {
  shape: 'document',
  id: 'amazon-ecr',
  name: 'Amazon ECR image scan',
  tool: { name: 'Amazon ECR', vendor: 'AWS' },
  covers:
    'aws ecr describe-image-scan-findings, of basic and enhanced scans. Enhanced ones are made by Amazon Inspector, which sends them to Security Hub itself where the two are integrated',
  command: 'aws ecr describe-image-scan-findings --repository-name shop --image-id imageTag=1.4.2 > ecr.json',
  detect: (report) => has(report, 'repositoryName', 'imageId', 'imageScanStatus'),
  read: (report, { places }) => ({
    // The image of another repository is another analysis.
    category: asText(report['repositoryName']),
    failures: [...unfinished(report), ...morePages(report)],
    readings: () => readScan(report, places),
  }),
}

/** Enhanced scans go on for as long as the image is there. Source: Amazon ECR API reference, ImageScanStatus. */
const SCANNED: ReadonlySet<unknown> = new Set(['COMPLETE', 'ACTIVE'])

function unfinished(report: JsonObject): readonly Problem[] {
  if (SCANNED.has(asObject(report['imageScanStatus'])?.['status'])) return []
  return [
    { code: 'execution-unsuccessful', message: 'The scan of the image is not complete, so results may be missing.', at: 'imageScanStatus' },
  ]
}

function* readScan(report: JsonObject, places: Places): Generator<Reading> {
  const scan = asObject(report['imageScanFindings'])
  yield* readEach(scan?.['findings'], 'imageScanFindings.findings', (entry) => readBasic(entry, report, places))
  yield* readEach(scan?.['enhancedFindings'], 'imageScanFindings.enhancedFindings', (entry) => readFinding(entry, places))
}

function readBasic(entry: JsonObject, report: JsonObject, places: Places): Entry {
  const id = asText(entry['name'])
  if (id === undefined) return unreadable('has no name')
  const attributes = new Map(objectsOf(entry['attributes']).map(({ key, value }) => [key, value]))
  const affected = packageOf({ name: attributes.get('package_name'), version: attributes.get('package_version') })
  const cvss = cvssScores(
    ['4', '3', '2'].map((version) => ({
      version: Number(version),
      score: numberOf(attributes.get(`CVSS${version}_SCORE`)),
      vector: attributes.get(`CVSS${version}_VECTOR`),
    })),
  )
  return problem(
    findingOf({
      kind: 'vulnerability',
      rule: { id, helpUrl: entry['uri'] },
      message: entry['description'],
      // The word is the distribution's.
      severity: severityOf({ word: entry['severity'], others: cvss }),
      location: places({ uri: report['repositoryName'] }),
      vulnerability: vulnerabilityOf({ names: [id], packages: affected === undefined ? [] : [affected], cvss, urls: [entry['uri']] }),
      image: imageOf(report),
    }),
  )
}

/** All values of attributes are texts. */
function numberOf(value: unknown): number | undefined {
  const text = asText(value)
  return text === undefined ? undefined : Number(text)
}

function imageOf(report: JsonObject): string | undefined {
  const repository = asText(report['repositoryName'])
  const image = asObject(report['imageId'])
  const [tag, digest] = [asText(image?.['imageTag']), asText(image?.['imageDigest'])]
  if (repository === undefined) return undefined
  return `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}
