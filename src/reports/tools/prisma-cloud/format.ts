import type { Problem } from '../../../finding.js'
import type { DocumentFormat, NativeContext } from '../../native/format.js'
import { has } from '../../native/has.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { readEach, withinEach } from '../../native/readings.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readCompliance, readVulnerability } from './issue.js'
import { imageTarget, repositoryTarget } from './target.js'

/**
 * Source of the members: docs.prismacloud.io (scan images and code repositories with twistcli), pan.dev/compute/api (ImageScanResult), and
 * github.com/PaloAltoNetworks/prisma-cloud-scan, index.js, which makes SARIF of the same report.
 */
export const prismaCloud: DocumentFormat = {
  shape: 'document',
  id: 'prisma-cloud',
  name: 'Prisma Cloud JSON',
  tool: { name: 'Prisma Cloud (twistcli)', vendor: 'Palo Alto Networks' },
  covers: 'Prisma Cloud Compute, Twistlock: `twistcli images scan`, `serverless scan`, `coderepo scan`',
  command: 'twistcli images scan --details --output-file prisma-cloud.json --address "$CONSOLE" shop:latest || true',
  // Of a repository; the places of images are none.
  mounts: ['/'],
  detect: (report) => isOfImages(report) || isOfRepository(report),
  read: (report, context) => {
    const inRepository = isOfRepository(report)
    return {
      failures: inRepository ? leftOut(report, 'complianceIssues') : [...nothingScanned(report), ...imagesLeftOut(report)],
      readings: () => (inRepository ? readRepository(report, context) : readImages(report, context)),
    }
  },
}

/** What every result has, whatever was found. */
const DISTRIBUTIONS = ['vulnerabilityDistribution', 'complianceDistribution'] as const

function isOfImages(report: JsonObject): boolean {
  const results = report['results']
  if (!Array.isArray(results)) return false
  return has(report, 'consoleURL') || objectsOf(results).some((result) => DISTRIBUTIONS.some((name) => has(result, name)))
}

function isOfRepository(report: JsonObject): boolean {
  return has(report, 'repository', 'packages', 'complianceIssues', 'vulnerabilityDistribution')
}

function* readImages(report: JsonObject, { places }: NativeContext): ReturnType<typeof readEach> {
  yield* withinEach(report['results'], 'results', function* (result, at) {
    const target = imageTarget(result, places)
    yield* mergeAliases(readEach(result['vulnerabilities'], `${at}.vulnerabilities`, (issue) => readVulnerability(issue, target)))
    yield* readEach(result['compliances'], `${at}.compliances`, (issue) => readCompliance(issue, target))
  })
}

function* readRepository(report: JsonObject, { places }: NativeContext): ReturnType<typeof readEach> {
  const target = repositoryTarget(report, places)
  yield* mergeAliases(readEach(report['vulnerabilities'], 'vulnerabilities', (issue) => readVulnerability(issue, target)))
  yield* readEach(report['complianceIssues'], 'complianceIssues', (issue) => readCompliance(issue, target))
}

function nothingScanned(report: JsonObject): readonly Problem[] {
  if (asArray(report['results']).length > 0) return []
  return [{ code: 'error-notification', message: 'The report is about no image, so results may be missing.', at: 'results' }]
}

function imagesLeftOut(report: JsonObject): readonly Problem[] {
  return objectsOf(report['results']).flatMap((result) => leftOut(result, 'compliances'))
}

/** Every list is counted beside it: a report that holds fewer was cut by somebody. */
function leftOut(result: JsonObject, compliances: string): readonly Problem[] {
  return [...fewerThan(result, 'vulnerabilities', 'vulnerabilityDistribution'), ...fewerThan(result, compliances, 'complianceDistribution')]
}

function fewerThan(result: JsonObject, list: string, distribution: string): readonly Problem[] {
  const stated = asObject(result[distribution])?.['total']
  const held = asArray(result[list]).length
  if (typeof stated !== 'number' || held >= stated) return []
  const of = asText(result['name']) ?? asText(result['repository'])
  return [
    {
      code: 'truncated',
      message: `The report holds ${held} of ${stated} ${list}${of === undefined ? '' : ` of ${of}`}.`,
      at: distribution,
    },
  ]
}
