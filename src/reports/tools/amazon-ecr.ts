import type { Location, Problem, Reading, Vulnerability } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { ecrImage } from '../vocabulary/ecr-image.js'
import { hostOf } from '../vocabulary/http-url.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../vocabulary/json.js'
import { readInspectorFinding } from './amazon-inspector-findings/finding.js'
import { hasNextPage } from './amazon-inspector-findings/format.js'

/**
 * What Amazon ECR knows of an image: by basic scanning, which it does itself, or by enhanced scanning, which Amazon Inspector does.
 * Source of the members: Amazon ECR API reference, DescribeImageScanFindings.
 */
export const amazonEcr: DocumentFormat = {
  shape: 'document',
  id: 'amazon-ecr',
  name: 'Amazon ECR image scan JSON',
  tool: { name: 'Amazon ECR', vendor: 'AWS' },
  covers:
    'aws ecr describe-image-scan-findings after basic and after enhanced scanning. The latter is done by Amazon Inspector, which sends its findings to Security Hub itself where its integration is on',
  command: 'aws ecr describe-image-scan-findings --repository-name shop --image-id imageTag="$TAG" > ecr.json',
  detect: (report) => has(report, 'imageScanStatus', 'imageId', 'repositoryName'),
  read: (report, { places }) => ({
    // The image of another repository is another analysis.
    category: asText(report['repositoryName']),
    failures: failuresOf(report),
    readings: () => readScan(report, places),
  }),
}

/** A registry has one sort of scanning at a time: after a change to the other one the findings of the first are gone. */
function* readScan(report: JsonObject, places: Places): Generator<Reading> {
  const { findings, enhancedFindings } = asObject(report['imageScanFindings']) ?? {}
  const image = imageOf(report)
  const location = places({ uri: image?.name })
  yield* readEach(findings, 'imageScanFindings.findings', (entry) => readBasicFinding(entry, location, image?.reference))
  yield* readEach(enhancedFindings, 'imageScanFindings.enhancedFindings', (entry) => readInspectorFinding(entry, places))
}

/** The answer does not say the Region. */
function imageOf({ registryId: registry, repositoryName: repository, imageId }: JsonObject): ReturnType<typeof ecrImage> {
  const { imageTag: tag, imageDigest: digest } = asObject(imageId) ?? {}
  return ecrImage({ registry, region: undefined, repository, tag, digest })
}

function statusOf({ imageScanStatus }: JsonObject): unknown {
  return asObject(imageScanStatus)?.['status']
}

/** Enhanced scans go on for as long as the image is there. Source: Amazon ECR API reference, ImageScanStatus. */
const SCANNED: ReadonlySet<unknown> = new Set(['COMPLETE', 'ACTIVE'])

/** Why findings may be missing. */
function failuresOf(report: JsonObject): readonly Problem[] {
  const status = statusOf(report)
  const said = [status, asObject(report['imageScanStatus'])?.['description']].map(asText).filter((text) => text !== undefined)
  const isRead = isObject(report['imageScanFindings'])
  return [
    ...(SCANNED.has(status) ? [] : toolErrors([said.join(': ')], 'imageScanStatus')),
    ...(SCANNED.has(status) && !isRead ? [NO_FINDINGS] : []),
    ...(hasNextPage(report) ? [MORE_PAGES] : []),
  ]
}

const NO_FINDINGS: Problem = { code: 'truncated', message: 'The report does not hold what the scan has found.', at: 'imageScanFindings' }

const MORE_PAGES: Problem = { code: 'truncated', message: 'Amazon ECR has more pages of findings than are in this file.', at: 'nextToken' }

function readBasicFinding(entry: JsonObject, location: Location | undefined, image: string | undefined): Entry {
  const id = asText(entry['name'])
  if (id === undefined) return unreadable('has no name')
  const vulnerability = advisoryOf(id, entry)
  return problem(
    findingOf({
      kind: 'vulnerability',
      rule: { id, helpUrl: entry['uri'] },
      message: entry['description'],
      // The word is by the distribution, the scores are not.
      severity: severityOf({ word: entry['severity'], others: vulnerability?.cvss ?? [] }),
      location,
      vulnerability,
      image,
    }),
  )
}

function advisoryOf(id: string, entry: JsonObject): Vulnerability | undefined {
  const attributes = new Map(objectsOf(entry['attributes']).map(({ key, value }) => [key, value]))
  // Basic scanning looks at the packages of the operating system alone.
  const affected = packageOf({ name: attributes.get('package_name'), version: attributes.get('package_version'), ecosystem: 'OS' })
  return vulnerabilityOf({
    names: [id],
    packages: affected === undefined ? [] : [affected],
    cvss: cvssScores(
      ['4', '3', '2'].map((version) => ({
        version: Number(version),
        score: attributes.get(`CVSS${version}_SCORE`),
        vector: attributes.get(`CVSS${version}_VECTOR`),
      })),
    ),
    vendor: { name: hostOf(entry['uri']), severity: entry['severity'], url: entry['uri'] },
    urls: [entry['uri']],
  })
}
