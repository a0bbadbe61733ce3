import type { Finding } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { secretSeverity, severityOf } from '../../native/severity.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/**
 * A flaw in code. Its place is where the data flow starts, as in Checkmarx' own reports for GitLab; the steps follow. Queries are told by
 * name, because their ids are numbers beyond those that JSON keeps whole.
 * @param quoted code of the data flow
 */
export function checkmarxFlaw(result: JsonObject, data: JsonObject, places: Places, quoted?: readonly string[]): Finding | undefined {
  const id = asText(data['queryName'])
  if (id === undefined) return undefined
  const [location, ...otherLocations] = objectsOf(data['nodes']).map((node) => placeOf(node, places))
  return findingOf({
    kind: 'code',
    rule: {
      id,
      title: id.replaceAll('_', ' '),
      helpUrl: data['queryLink'],
      tags: ['group', 'languageName'].flatMap((key) => textsOf(data[key])),
    },
    severity: severityOf({ word: result['severity'] }),
    message: result['description'],
    location,
    otherLocations,
    cwes: cwesOf(asObject(result['vulnerabilityDetails'])?.['cweId']),
    remediation: result['recommendations'],
    fingerprints: [{ name: 'similarityId', value: result['similarityId'] }],
    firstSeen: result['firstFoundAt'],
    ...(quoted !== undefined && { quoted }),
  })
}

function placeOf({ fileName: path, line: startLine, column: startColumn, length }: JsonObject, places: Places): Finding['location'] {
  const endColumn = typeof startColumn === 'number' && typeof length === 'number' ? startColumn + length : undefined
  return places({ path, startLine, startColumn, endColumn })
}

/** `Build Process [Taken from category]` */
function tagsIn(value: unknown): readonly string[] {
  return textsOf(value).map((tag) => tag.replace(/ \[Taken from \w{1,40}\]$/, ''))
}

/** A policy about infrastructure (KICS) or the repository (Scorecard). */
export function checkmarxPolicy(result: JsonObject, data: JsonObject, places: Places): Finding | undefined {
  const id = asText(data['queryName']) ?? asText(data['ruleName']) ?? asText(result['id'])
  if (id === undefined) return undefined
  const { group, platform, expectedValue, remediation, remediationLink } = data
  return findingOf({
    kind: 'configuration',
    rule: { id, description: data['ruleDescription'], helpUrl: remediationLink, tags: [group, platform].flatMap(tagsIn) },
    title: id,
    severity: severityOf({ word: result['severity'] }),
    message: [result['description'], data['value']].flatMap(textsOf).join('\n'),
    location: fileOf(data, places),
    cwes: cwesOf(asObject(result['vulnerabilityDetails'])?.['cweId']),
    remediation: remediation ?? expectedValue,
    fingerprints: [{ name: 'similarityId', value: result['similarityId'] }],
    firstSeen: result['firstFoundAt'],
  })
}

export function checkmarxSecret(result: JsonObject, data: JsonObject, places: Places): Finding | undefined {
  const id = asText(data['ruleId']) ?? asText(data['ruleName'])
  if (id === undefined) return undefined
  return findingOf({
    kind: 'secret',
    rule: { id, title: data['ruleName'], description: data['ruleDescription'], helpUrl: data['remediationLink'] },
    severity: secretSeverity(data['validity'] === 'Valid', result['severity']),
    message: result['description'],
    // Lines in the history are those of another version of the file.
    location: fileOf(data['isInSource'] === false ? { ...data, line: undefined } : data, places),
    remediation: data['remediation'],
    firstSeen: result['firstFoundAt'],
    secrets: [data['snippet'], data['value']],
  })
}

/** The CLI and the API spell the file differently. */
function fileOf({ filename, fileName, line }: JsonObject, places: Places): Finding['location'] {
  return places({ path: filename ?? fileName, startLine: line })
}
