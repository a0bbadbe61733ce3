import type { Finding, Location } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext, RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { type Entry, NOT_A_PROBLEM, readEach, suppressed, unreadable } from '../../native/readings.js'
import { secretSeverity } from '../../native/severity.js'
import { createSourceLines } from '../../native/source-line.js'
import { httpUrl } from '../../vocabulary/http-url.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'
import { type Alerts, byState, createAlerts, numberOf } from './alerts.js'

/** Source of the members: docs.github.com/rest/secret-scanning. */
export const githubSecretScanning: RecordsFormat = {
  shape: 'records',
  id: 'github-secret-scanning',
  name: 'GitHub secret scanning alerts',
  tool: { name: 'GitHub secret scanning', vendor: 'GitHub' },
  covers: 'answers of the REST API of GitHub for secret scanning alerts',
  command: 'gh api --paginate repos/{owner}/{repo}/secret-scanning/alerts > secret-scanning.json',
  clean: ['[]'],
  // Paths begin with a slash at the repository.
  mounts: ['/'],
  detect: (first) => has(first, 'secret_type', 'locations_url', 'state'),
  read: (records, context) => {
    const alerts = createAlerts(records, context.places)
    const locate = createLocator(alerts, context)
    return { readings: () => readEach(records, '', (alert) => readAlert(alert, locate)) }
  },
}

type Locator = (alert: JsonObject) => Location | undefined

function readAlert(alert: JsonObject, locate: Locator): Entry {
  const id = asText(alert['secret_type'])
  if (id === undefined) return unreadable('has no type')
  if (asText(alert['state'])?.toLowerCase() !== 'resolved') return byState(alert['state'], () => findingFor(id, alert, locate))
  return ACCEPTED.has(alert['resolution']) ? suppressed(findingFor(id, alert, locate)) : NOT_A_PROBLEM
}

/** Resolutions by which the secret stays where it is and as it is. */
const ACCEPTED: ReadonlySet<unknown> = new Set(['false_positive', 'wont_fix', 'used_in_tests'])

function findingFor(id: string, alert: JsonObject, locate: Locator): Finding {
  const name = asText(alert['secret_type_display_name']) ?? id
  const told = [
    `${name} ${whereabouts(alert)}.`,
    alert['validity'] === 'active' ? 'GitHub has tried it: it works.' : undefined,
    alert['validity'] === 'inactive' ? 'GitHub has tried it: it does not work any more.' : undefined,
    alert['publicly_leaked'] === true ? 'It has leaked to the public.' : undefined,
  ]
  return findingOf({
    kind: 'secret',
    rule: { id, title: name, helpUrl: alert['html_url'] },
    severity: secretSeverity(alert['validity'] === 'active'),
    message: told.filter((sentence) => sentence !== undefined).join(' '),
    location: locate(alert),
    remediation: ['Then close the alert on GitHub', httpUrl(alert['html_url'])].filter((text) => text !== undefined).join(': '),
    fingerprints: numberOf(alert, 'github/secret-scanning'),
    firstSeen: alert['created_at'],
    secrets: [alert['secret']],
  })
}

/** Secrets are found in texts on GitHub, too: `issue_title_url`, `pull_request_comment_url`, … */
function whereabouts(alert: JsonObject): string {
  const words = Object.keys(detailsOf(alert)).flatMap((key) => /^(issue|discussion|pull_request)_/.exec(key)?.[1] ?? [])
  return words[0] === undefined ? 'in the repository' : `in a text on GitHub (${words[0].replace('_', ' ')})`
}

/**
 * The file is that of the first commit with the secret; the line is the one on which the secret is now. What stands in no file is found on
 * the page of the alert.
 */
function createLocator(alerts: Alerts, { readSource }: NativeContext): Locator {
  const sourceLine = createSourceLines(readSource)
  return (alert) => {
    const details = detailsOf(alert)
    const path = details['path']
    const stated = alerts.place(alert, {
      path,
      startLine: details['start_line'],
      endLine: details['end_line'],
      uri: alert['html_url'],
    })
    const found = sourceLine(stated?.path ?? '', asText(alert['secret']) ?? '', stated?.startLine ?? 0)
    if (found === 'unknown') return stated
    return alerts.place(alert, found === 'gone' ? { path } : { path, startLine: found.line })
  }
}

/** Where the secret was found first: as itself, or in a frame with its type. */
function detailsOf(alert: JsonObject): JsonObject {
  const first = asObject(alert['first_location_detected'])
  return asObject(first?.['details']) ?? first ?? {}
}
