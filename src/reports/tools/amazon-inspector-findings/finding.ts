import type { Finding } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { stated } from '../../vocabulary/stated.js'
import { advisoryOf, scoresOf } from './advisory.js'
import { isoTime } from './iso-time.js'
import { type PartOfResource, subjectsOf } from './resource.js'

/** A finding of Amazon Inspector; the enhanced ones of Amazon ECR are the same. One that is closed is mended or its resource is gone. */
export function readInspectorFinding(entry: JsonObject, places: Places): Entry {
  const { status } = entry
  if (status === 'CLOSED') return NOT_A_PROBLEM
  const finding = findingIn(entry, places)
  if (finding === undefined) return unreadable('has no vulnerability, no rule and no type')
  return status === 'SUPPRESSED' ? suppressed(finding) : problem(finding)
}

function findingIn(entry: JsonObject, places: Places): Finding | undefined {
  const [vulnerability, code] = [entry['packageVulnerabilityDetails'], entry['codeVulnerabilityDetails']].map(asObject)
  if (vulnerability !== undefined) return advisoryFinding(entry, vulnerability, places)
  return code === undefined ? otherFinding(entry, places) : codeFinding(entry, code, places)
}

function advisoryFinding(entry: JsonObject, details: JsonObject, places: Places): Finding | undefined {
  const id = asText(details['vulnerabilityId'])
  const vulnerability = advisoryOf(entry, details)
  if (id === undefined || vulnerability === undefined) return undefined
  const file = vulnerability.packages.find(({ path }) => path !== undefined)?.path
  return findingOf({
    ...sharedFacts(entry, places, { file }),
    kind: 'vulnerability',
    rule: { id, helpUrl: [details['sourceUrl'], ...textsOf(details['referenceUrls'])] },
    // The word is by whom Amazon Inspector goes: the distribution or NVD, whose scores stand side by side.
    severity: severityOf({ word: entry['severity'], others: scoresOf(entry, details) }),
    vulnerability,
    layer: layerOf(details),
  })
}

/** Where all packages are in one. */
function layerOf(details: JsonObject): unknown {
  const layers = new Set(objectsOf(details['vulnerablePackages']).map(({ sourceLayerHash }) => sourceLayerHash))
  return layers.size === 1 ? [...layers][0] : undefined
}

function codeFinding(entry: JsonObject, details: JsonObject, places: Places): Finding | undefined {
  const id = asText(details['ruleId']) ?? asText(details['detectorId'])
  if (id === undefined) return undefined
  const { filePath: path, startLine, endLine } = asObject(details['filePath']) ?? {}
  return findingOf({
    ...sharedFacts(entry, places, { file: path, named: path, startLine, endLine }),
    kind: 'code',
    rule: {
      id,
      title: details['detectorName'] ?? entry['title'],
      helpUrl: [...linksOf(entry), ...textsOf(details['referenceUrls'])],
      tags: textsOf(details['detectorTags']),
    },
    severity: severityOf({ word: entry['severity'] }),
    cwes: cwesOf(details['cwes']),
  })
}

/** A way into the network, and what Amazon Inspector may find in times to come. */
function otherFinding(entry: JsonObject, places: Places): Finding | undefined {
  const ways = asObject(entry['networkReachabilityDetails'])
  const id = ways === undefined ? asText(entry['type']) : wayOf(ways)
  if (id === undefined) return undefined
  return findingOf({
    ...sharedFacts(entry, places, {}),
    kind: ways === undefined ? 'other' : 'configuration',
    rule: { id, title: entry['title'], helpUrl: linksOf(entry) },
    severity: severityOf({ word: entry['severity'] }),
  })
}

/** `network-reachability/tcp/22`: the ports are part of the rule, because two open ports of one instance are two problems. */
function wayOf({ protocol, openPortRange }: JsonObject): string {
  const { begin, end } = asObject(openPortRange) ?? {}
  const ports = [...new Set([begin, end])].filter((port) => typeof port === 'number').join('-')
  return ['network-reachability', asText(protocol)?.toLowerCase(), ports].filter(Boolean).join('/')
}

function sharedFacts(entry: JsonObject, places: Places, part: PartOfResource) {
  const { image, location, otherLocations } = subjectsOf(entry, places, part)
  return {
    message: entry['description'] ?? entry['title'],
    remediation: stated(recommendationOf(entry)['text']),
    firstSeen: isoTime(entry['firstObservedAt']),
    image,
    location,
    otherLocations,
  }
}

function recommendationOf(entry: JsonObject): JsonObject {
  return asObject(asObject(entry['remediation'])?.['recommendation']) ?? {}
}

/** Amazon Inspector's API and that of ECR spell it differently. */
function linksOf(entry: JsonObject): readonly unknown[] {
  const { Url, url } = recommendationOf(entry)
  return [Url, url]
}
