import type { Finding, FindingKind } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import { type Entry, NOT_A_PROBLEM, problem, review, suppressed, unreadable } from '../../native/readings.js'
import { type SeverityWords, severityOf } from '../../native/severity.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { sonarDependency } from './dependency.js'
import type { SonarPlaces } from './places.js'

/** What a page of the API says beside its issues. */
export interface SonarContext {
  readonly places: SonarPlaces
  /** The rules with their names, when they were asked for (`additionalFields=rules`). */
  readonly rules: unknown
}

/** docs.sonarsource.com, "Issues": blocker, critical, major, minor and info; the severities of an impact are words that all tools have. */
export const SONAR_WORDS: SeverityWords = new Map([
  ['critical', 'HIGH'],
  ['major', 'MEDIUM'],
])

export function readIssue(issue: JsonObject, context: SonarContext): Entry {
  const id = asText(issue['rule'])
  if (id === undefined) return unreadable('has no rule')
  const state = stateOf(issue)
  return state === undefined ? NOT_A_PROBLEM : state(issueFinding(issue, id, context))
}

/** What has become of an issue in SonarQube; `undefined` when it is mended. */
function stateOf({ status, issueStatus, resolution, type }: JsonObject): ((finding: Finding) => Entry) | undefined {
  if (['FALSE_POSITIVE', 'ACCEPTED'].includes(String(issueStatus)) || ['FALSE-POSITIVE', 'WONTFIX'].includes(String(resolution)))
    return suppressed
  if (issueStatus === 'FIXED' || status === 'RESOLVED' || status === 'CLOSED') return undefined
  return issueStatus === 'IN_SANDBOX' || type === 'SECURITY_HOTSPOT' ? review : problem
}

/** Whether an issue is not mended in SonarQube. */
export function isOpen(issue: JsonObject): boolean {
  return stateOf(issue) !== undefined
}

function issueFinding(issue: JsonObject, id: string, { places, rules }: SonarContext): Finding {
  const location = places(issue)
  const message = asText(issue['message']) ?? ''
  const dependency = sonarDependency(id, message)
  const flows = objectsOf(issue['flows']).flatMap((flow) => objectsOf(flow['locations']))
  return findingOf({
    kind: dependency === undefined ? kindOf(issue, id) : 'vulnerability',
    rule: { id, title: nameOf(rules, id), tags: textsOf(issue['tags']) },
    severity: severityOf({ cvss: dependency?.cvss ?? [], word: securityImpact(issue) ?? issue['severity'], words: SONAR_WORDS }),
    message,
    location,
    otherLocations: flows.map((step) => places({ ...step, project: issue['project'] })),
    cwes: cwesOf([...textsOf(issue['tags']), ...(dependency === undefined ? [] : [message])]),
    vulnerability: dependency,
    fingerprints: [{ name: 'sonarqube', value: issue['key'] }],
    firstSeen: issue['creationDate'],
  })
}

/** A hotspot is code that somebody has to look at; its severity is how likely it is a vulnerability. */
export function readHotspot(hotspot: JsonObject, { places, rules }: SonarContext): Entry {
  const id = asText(hotspot['ruleKey']) ?? asText(hotspot['securityCategory'])
  if (id === undefined) return unreadable('has no ruleKey')
  if (hotspot['resolution'] === 'FIXED') return NOT_A_PROBLEM
  const finding = findingOf({
    kind: 'code',
    rule: { id, title: nameOf(rules, id), tags: textsOf(hotspot['securityCategory']) },
    severity: severityOf({ word: hotspot['vulnerabilityProbability'] }),
    message: hotspot['message'],
    location: places(hotspot),
    fingerprints: [{ name: 'sonarqube', value: hotspot['key'] }],
    firstSeen: hotspot['creationDate'],
  })
  return hotspot['status'] === 'REVIEWED' ? suppressed(finding) : review(finding)
}

/** How severe the impact on security is, where there is one. */
export function securityImpact({ impacts }: JsonObject): string | undefined {
  return asText(objectsOf(impacts).find(({ softwareQuality }) => softwareQuality === 'SECURITY')?.['severity'])
}

function nameOf(rules: unknown, id: string): unknown {
  return objectsOf(rules).find(({ key }) => key === id)?.['name']
}

/** Rule repositories of Sonar's analyzers for infrastructure and pipelines. */
const INFRASTRUCTURE = /^(?:terraform|cloudformation|docker|kubernetes|ansible|azureresourcemanager|githubactions):/

function kindOf(issue: JsonObject, id: string): FindingKind {
  if (id.startsWith('secrets:')) return 'secret'
  const security = ['VULNERABILITY', 'SECURITY_HOTSPOT'].includes(String(issue['type'])) || securityImpact(issue) !== undefined
  if (!security) return 'other'
  return INFRASTRUCTURE.test(id) ? 'configuration' : 'code'
}
