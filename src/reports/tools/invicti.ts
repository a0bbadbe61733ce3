import type { Finding } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { addressOf } from '../vocabulary/address.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { startOfDay } from '../vocabulary/day.js'
import { asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/**
 * One engine under several names: Netsparker became Invicti, and Acunetix 360 is the same. A report names none of them when it is empty, so all have
 * one name here. Requests, responses, proofs and most of `ExtraInformation` quote cookies, tokens and pages: none of them goes into a finding.
 * Source of the members: docs.invicti.com, "Vulnerabilities List" of "Report Templates", and what DefectDojo's parsers `netsparker` and `acunetix` read.
 */
export const invicti: DocumentFormat = {
  shape: 'document',
  id: 'invicti',
  name: 'Invicti JSON (Netsparker, Acunetix 360)',
  tool: { name: 'Invicti', vendor: 'Invicti' },
  covers: 'the list of vulnerabilities of Invicti Enterprise and Standard, Netsparker and Acunetix 360',
  command: 'curl --user "$USER_ID:$TOKEN" "$INVICTI/api/1.0/scans/report/?format=Json&type=Vulnerabilities&id=$SCAN_ID" > invicti.json',
  detect: (report) => has(report, 'Generated', 'Target', 'Vulnerabilities') && isTarget(report['Target']),
  read: (report, { places }) => ({
    readings: () => readEach(report['Vulnerabilities'], 'Vulnerabilities', (one) => readVulnerability(one, places)),
  }),
}

function isTarget(value: unknown): boolean {
  const target = asObject(value)
  return target !== undefined && has(target, 'ScanId', 'Url')
}

function readVulnerability(one: JsonObject, places: Places): Entry {
  const state = stateOf(one['State'])
  if (state === 'fixed') return NOT_A_PROBLEM
  const finding = toFinding(one, places)
  if (finding === undefined) return unreadable('has neither a Type nor a Name')
  return state === 'accepted' ? suppressed(finding) : problem(finding)
}

/** Several words, of which those of the user count most: `Present, AcceptedRisk`. Only what a scan has confirmed is mended: `Fixed (Unconfirmed)` is not. */
function stateOf(value: unknown): 'open' | 'accepted' | 'fixed' {
  const words = (asText(value) ?? '').split(',').map((word) => word.toLowerCase().replace(/[^a-z]/g, ''))
  if (words.some((word) => ACCEPTED.has(word))) return 'accepted'
  return words.every((word) => FIXED.has(word)) ? 'fixed' : 'open'
}

const ACCEPTED: ReadonlySet<string> = new Set(['acceptedrisk', 'falsepositive', 'ignored'])
const FIXED: ReadonlySet<string> = new Set(['fixed', 'fixedconfirmed'])

const WORDS: SeverityWords = new Map([
  ['best practice', 'INFORMATIONAL'],
  ['bestpractice', 'INFORMATIONAL'],
])

function toFinding(one: JsonObject, places: Places): Finding | undefined {
  const id = asText(one['Type']) ?? asText(one['Name'])
  if (id === undefined) return undefined
  const facts = asObject(one['Classification'])
  return findingOf({
    kind: 'code',
    rule: { id, title: one['Name'], helpUrl: [one['RemedyReferences'], one['ExternalReferences']].flatMap(linksIn) },
    severity: severityOf({ word: one['Severity'], words: WORDS, others: scoresIn(facts) }),
    message: [asText(one['Description']), ...versionsIn(one['ExtraInformation'])].filter((text) => text !== undefined).join('\n'),
    location: places({ uri: addressOf(one['Url']), logicalName: parameterIn(one['HttpRequest']) }),
    cwes: cwesOf((asText(facts?.['Cwe']) ?? '').split(',')),
    confidence: percentOf(one['Certainty']),
    remediation: asText(one['RemedialProcedure']) ?? one['RemedialActions'],
    fingerprints: [{ name: 'LookupId', value: one['LookupId'] }],
    firstSeen: dayOf(one['FirstSeenDate']),
  })
}

function scoresIn(facts: JsonObject | undefined) {
  const all = ['Cvss40', 'Cvss31', 'Cvss'].map((name) => asObject(facts?.[name]))
  return cvssScores(all.map((one) => ({ vector: one?.['Vector'], score: asObject(one?.['BaseScore'])?.['Value'] })))
}

/** What else is known of a component that is out of date. Whatever has another name may be of the page. */
const VERSIONS: ReadonlySet<unknown> = new Set(['Identified Version', 'Extracted Version', 'Latest Version', 'Overall Latest Version'])

function versionsIn(extra: unknown): readonly string[] {
  return objectsOf(extra).flatMap(({ Name: name, Value: value }) => (VERSIONS.has(name) ? [`${String(name)}: ${asText(value) ?? ''}`] : []))
}

/** Several findings may stand at one address, each in another parameter. Its value is the attack. */
function parameterIn(request: unknown): unknown {
  return objectsOf(asObject(request)?.['Parameters']).find((parameter) => parameter['Vulnerable'] === true)?.['Name']
}

function percentOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 100 ? value : undefined
}

/** Times are in the zone and the order of the user's settings: only the day is certain, where it begins with the year. */
function dayOf(value: unknown): string | undefined {
  return startOfDay(asText(value)?.slice(0, 'yyyy-mm-dd'.length))
}

/** A list of links in HTML. */
function linksIn(value: unknown): readonly string[] {
  return Array.from((asText(value) ?? '').matchAll(/ href=["']([^"'<>\s]{1,2000})["']/g), ([, link = '']) => link)
}
