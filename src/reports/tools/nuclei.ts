import type { FindingKind, Location } from '../../finding.js'
import { vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { NativeContext, RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { addressOf } from '../vocabulary/address.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, textsOf } from '../vocabulary/json.js'

/**
 * Source of the members: github.com/projectdiscovery/nuclei, pkg/output/output.go (ResultEvent) and pkg/model. Early versions write
 * `templateID` and `matched`. Requests, responses, commands and extracted values quote what was found: none of them goes into a finding.
 */
export const nuclei: RecordsFormat = {
  shape: 'records',
  id: 'nuclei',
  name: 'Nuclei JSON',
  tool: { name: 'Nuclei', vendor: 'ProjectDiscovery' },
  covers: 'Nuclei 2 and 3: JSON Lines and JSON',
  command: 'nuclei -target https://example.com -jsonl-export nuclei.jsonl -omit-raw',
  clean: ['nothing', '[]'],
  detect: (first) => (has(first, 'template-id', 'info') || has(first, 'templateID', 'info')) && has(first, 'type'),
  read: (records, context) => ({ readings: () => readEach(records, '', (event) => readEvent(event, context)) }),
}

function readEvent(event: JsonObject, { places }: NativeContext): Entry {
  const id = asText(event['template-id']) ?? asText(event['templateID'])
  if (id === undefined) return unreadable('has no template')
  // Only written when the user asks for what did not match, too.
  if (event['matcher-status'] === false) return NOT_A_PROBLEM
  const info = asObject(event['info']) ?? {}
  const facts = asObject(info['classification'])
  const cves = wordsOf(facts?.['cve-id'])
  const tags = wordsOf(info['tags'])
  const kind = kindOf(cves, tags, info['severity'])
  const cvss = cvssScores([{ score: facts?.['cvss-score'], vector: facts?.['cvss-metrics'], source: 'Nuclei' }])
  const references = linksIn(info['reference'])
  const matcher = asText(event['matcher-name']) ?? asText(event['matcher_name'])
  return problem(
    findingOf({
      kind,
      rule: { id, title: info['name'], tags, helpUrl: [...references, event['template-url']] },
      severity: severityOf({ word: info['severity'], others: cvss }),
      message: messageOf(info, matcher),
      location: placeOf(event, matcher, places),
      cwes: cwesOf(facts?.['cwe-id']),
      vulnerability:
        cves.length === 0
          ? undefined
          : vulnerabilityOf({
              names: cves.map((cve) => cve.toUpperCase()),
              packages: [],
              cvss,
              epss: facts?.['epss-score'],
              urls: references,
            }),
      remediation: info['remediation'],
      [kind === 'secret' ? 'secrets' : 'quoted']: textsOf(event['extracted-results'] ?? event['extracted_results']),
    }),
  )
}

/** Templates for leaked credentials extract them. */
const CREDENTIAL_TAGS: ReadonlySet<string> = new Set(['token', 'tokens', 'keys', 'secret', 'secrets'])
const SETTING_TAGS: ReadonlySet<string> = new Set([
  'misconfig',
  'misconfiguration',
  'exposure',
  'config',
  'ssl',
  'tls',
  'dns',
  'headers',
  'default-login',
])

/** Without a tag that says it, `info` is a fact about the target: a product, a version. */
function kindOf(cves: readonly string[], tags: readonly string[], severity: unknown): FindingKind {
  if (cves.length > 0) return 'vulnerability'
  if (tags.some((tag) => CREDENTIAL_TAGS.has(tag))) return 'secret'
  if (tags.some((tag) => SETTING_TAGS.has(tag))) return 'configuration'
  return severity === 'info' ? 'other' : 'code'
}

/** A template can match in several ways at one address. */
function messageOf(info: JsonObject, matcher: string | undefined): string | undefined {
  const text = asText(info['description']) ?? asText(info['name'])
  return matcher === undefined || text === undefined ? text : `${text}\nMatched: ${matcher}`
}

/** Templates of type `file` match files. What is asked of an address and answered by it changes; the address stays. */
function placeOf(event: JsonObject, matcher: string | undefined, places: Places): Location | undefined {
  const matched = asText(event['matched-at']) ?? asText(event['matched'])
  if (event['type'] === 'file') return places({ path: matched, logicalName: matcher })
  const asked = [event['url'], event['path'], event['host']].map(addressOf).find((one) => one !== undefined)
  // `example.com:22` where it is no web server.
  const uri = addressOf(matched) ?? matched?.split(/[?#]/, 1)[0] ?? asked ?? event['host'] ?? event['ip']
  return places({ uri, logicalName: matcher })
}

/** An array, or `one,two` in early versions. */
function wordsOf(value: unknown): readonly string[] {
  return textsOf(value).flatMap((text) => text.split(',').flatMap((word) => asText(word) ?? []))
}

/** Addresses; early versions write them as a list in one text. */
function linksIn(value: unknown): readonly string[] {
  return textsOf(value).flatMap((text) => text.match(/https?:\/\/[^\s,]+/gi) ?? [])
}
