import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, problem, suppressed, unreadable } from '../../native/readings.js'
import { type SeverityWords, severityOf } from '../../native/severity.js'
import { addressOf } from '../../vocabulary/address.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/** `riskcode`. Source: org.parosproxy.paros.core.scanner.Alert, RISK_INFO to RISK_HIGH. */
const RISKS: SeverityWords = new Map([
  ['3', 'HIGH'],
  ['2', 'MEDIUM'],
  ['1', 'LOW'],
  ['0', 'INFORMATIONAL'],
])

/** `confidence` in per cent. Source: the same class, CONFIDENCE_LOW to CONFIDENCE_USER_CONFIRMED. */
const CONFIDENCES: ReadonlyMap<string, number> = new Map([
  ['1', 30],
  ['2', 60],
  ['3', 80],
  ['4', 100],
])

/** CONFIDENCE_FALSE_POSITIVE: what the tool's user has marked as none. */
const FALSE_POSITIVE = '0'

/**
 * An alert is about a site; its instances are where the tool has seen it, which differs from crawl to crawl. Requests, responses, `attack`,
 * `evidence` and `otherinfo` quote cookies and tokens: none of them goes into a finding.
 * @param site `https://example.com`
 */
export function readAlert(alert: JsonObject, site: string | undefined, places: Places): Entry {
  // In newer versions a plugin that raises several sorts of alerts numbers them: 10038-1.
  const id = textOf(alert['alertRef']) ?? textOf(alert['pluginid'])
  if (id === undefined) return unreadable('has no pluginid')
  const name = asText(alert['alert']) ?? asText(alert['name'])
  const seen = [...new Set(addressesOf(alert).flatMap((address) => addressOf(address) ?? []))]
  const confidence = textOf(alert['confidence'])
  const found = findingOf({
    kind: 'code',
    rule: { id, title: name, tags: textsOf(objectsOf(alert['tags']).map(({ tag }) => tag)), helpUrl: linksIn(alert['reference']) },
    severity: severityOf({ word: textOf(alert['riskcode']), words: RISKS }),
    message: alert['desc'],
    location: places({ uri: site ?? seen[0] }),
    otherLocations: seen.filter((address) => address !== site).map((uri) => places({ uri })),
    cwes: cwesOf(alert['cweid']),
    confidence: CONFIDENCES.get(confidence ?? ''),
    remediation: alert['solution'],
  })
  return confidence === FALSE_POSITIVE ? suppressed(found) : problem(found)
}

/** In old versions an alert is its own and only instance. */
function addressesOf(alert: JsonObject): readonly unknown[] {
  return [alert['uri'], ...objectsOf(alert['instances']).map(({ uri }) => uri)]
}

/** One paragraph for each. */
function linksIn(reference: unknown): readonly string[] {
  return (asText(reference) ?? '').match(/https?:\/\/[^\s<>"]+/gi) ?? []
}

/** Codes are digits in a string, and sometimes a number. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : asText(value)
}
