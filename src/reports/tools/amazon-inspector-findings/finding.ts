import type { CvssScore, Finding, VulnerablePackage } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { type FindingFacts, findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { stated } from '../../vocabulary/stated.js'
import { resourceOf } from './resource.js'

/** One finding about one resource. Source: Amazon Inspector API reference, Finding. */
export function readFinding(finding: JsonObject, places: Places): Entry {
  if (finding['status'] === 'CLOSED') return NOT_A_PROBLEM
  const known = packageFinding(finding, places) ?? codeFinding(finding, places) ?? networkFinding(finding, places)
  if (known === undefined) return unreadable('has no details of a vulnerability')
  return finding['status'] === 'SUPPRESSED' ? suppressed(known) : problem(known)
}

/** What findings of every sort say. The word is Inspector's own grade for this resource, which goes before what databases say. */
function commonFacts(finding: JsonObject): Pick<FindingFacts, 'message' | 'remediation' | 'firstSeen'> {
  return {
    message: finding['description'],
    remediation: stated(adviceOf(finding)?.['text']),
    firstSeen: momentOf(finding['firstObservedAt']),
  }
}

function adviceOf(finding: JsonObject): JsonObject | undefined {
  return asObject(asObject(finding['remediation'])?.['recommendation'])
}

function packageFinding(finding: JsonObject, places: Places): Finding | undefined {
  const details = asObject(finding['packageVulnerabilityDetails'])
  const id = asText(details?.['vulnerabilityId'])
  if (details === undefined || id === undefined) return undefined
  const cvss = scoresOf(details)
  const urls = [details['sourceUrl'], ...textsOf(details['referenceUrls'])]
  return findingOf({
    ...commonFacts(finding),
    ...resourceOf(finding, places),
    kind: 'vulnerability',
    rule: { id, helpUrl: urls },
    severity: severityOf({ word: finding['severity'], others: cvss }),
    vulnerability: vulnerabilityOf({
      names: [id, ...textsOf(details['relatedVulnerabilities'])],
      packages: objectsOf(details['vulnerablePackages']).flatMap((one) => affectedPackage(one) ?? []),
      cvss,
      epss: asObject(finding['epss'])?.['score'],
      exploited: EXPLOITED.get(finding['exploitAvailable']),
      vendor: {
        name: details['source'],
        severity: details['vendorSeverity'],
        url: details['sourceUrl'],
        created: momentOf(details['vendorCreatedAt']),
        updated: momentOf(details['vendorUpdatedAt']),
      },
      urls,
    }),
  })
}

const EXPLOITED: ReadonlyMap<unknown, boolean> = new Map([
  ['YES', true],
  ['NO', false],
])

function affectedPackage(one: JsonObject): VulnerablePackage | undefined {
  return packageOf({
    name: one['name'],
    version: one['version'],
    ecosystem: one['packageManager'],
    architecture: one['arch'],
    epoch: one['epoch'],
    release: one['release'],
    path: one['filePath'],
    // `NotAvailable`, where there is none.
    fixed: stated(one['fixedInVersion']),
  })
}

function scoresOf(details: JsonObject): readonly CvssScore[] {
  return cvssScores(
    objectsOf(details['cvss']).map((one) => ({
      version: one['version'],
      score: one['baseScore'],
      vector: one['scoringVector'],
      source: one['source'],
    })),
  )
}

function codeFinding(finding: JsonObject, places: Places): Finding | undefined {
  const details = asObject(finding['codeVulnerabilityDetails'])
  const id = asText(details?.['ruleId']) ?? asText(details?.['detectorId'])
  if (details === undefined || id === undefined) return undefined
  const file = asObject(details['filePath'])
  return findingOf({
    ...commonFacts(finding),
    ...resourceOf(finding, places, {
      path: file?.['filePath'] ?? file?.['fileName'],
      startLine: file?.['startLine'],
      endLine: file?.['endLine'],
    }),
    kind: 'code',
    rule: {
      id,
      title: details['detectorName'] ?? finding['title'],
      helpUrl: [...textsOf(details['referenceUrls']), adviceOf(finding)?.['Url']],
      tags: textsOf(details['detectorTags']),
    },
    severity: severityOf({ word: finding['severity'] }),
    cwes: cwesOf(details['cwes']),
  })
}

/** The ports are part of the rule: two open ports of one machine are two problems. */
function networkFinding(finding: JsonObject, places: Places): Finding | undefined {
  const details = asObject(finding['networkReachabilityDetails'])
  if (details === undefined) return undefined
  const ports = asObject(details['openPortRange'])
  const range = [...new Set([ports?.['begin'], ports?.['end']])].filter((port) => typeof port === 'number').join('-')
  const id = ['network-reachability', asText(details['protocol'])?.toLowerCase(), range].filter((part) => part !== undefined && part !== '')
  return findingOf({
    ...commonFacts(finding),
    ...resourceOf(finding, places),
    kind: 'configuration',
    rule: { id: id.join('/'), title: finding['title'], helpUrl: adviceOf(finding)?.['Url'] },
    severity: severityOf({ word: finding['severity'] }),
  })
}

/** The seconds of 5138: what is later is no time in seconds. */
const LATEST_SECOND = 1e11

/** Version 1 of the command line writes seconds since 1970, version 2 a date. */
function momentOf(time: unknown): unknown {
  return typeof time === 'number' && time > 0 && time < LATEST_SECOND ? new Date(time * 1000).toISOString() : time
}
