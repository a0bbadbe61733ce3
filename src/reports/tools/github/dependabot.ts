import type { Problem } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { type Entry, NOT_A_PROBLEM, readEach, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { advisoryPage } from '../../vocabulary/advisory-page.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { type Alerts, byState, createAlerts, numberOf } from './alerts.js'
import { alertsOfQuery, connectionsOf, isQuery } from './dependabot-query.js'

/** Source of the members: docs.github.com/rest/dependabot/alerts. */
export const githubDependabot: RecordsFormat = {
  shape: 'records',
  id: 'github-dependabot',
  name: 'Dependabot alerts',
  tool: { name: 'Dependabot', vendor: 'GitHub' },
  covers: 'answers of the REST and GraphQL APIs of GitHub for Dependabot alerts',
  command: 'gh api --paginate repos/{owner}/{repo}/dependabot/alerts > dependabot.json',
  clean: ['[]'],
  detect: (first) => has(first, 'security_advisory', 'security_vulnerability', 'dependency') || isQuery(first),
  read: (records, { places }) => {
    const all = records.flatMap((record) => (isQuery(record) ? alertsOfQuery(record) : [record]))
    const alerts = createAlerts(all, places)
    const cut = records.flatMap(connectionsOf).some((connection) => asObject(connection['pageInfo'])?.['hasNextPage'] === true)
    return { failures: cut ? [MORE_PAGES] : [], readings: () => readEach(all, '', (alert) => readAlert(alert, alerts)) }
  },
}

const MORE_PAGES: Problem = {
  code: 'truncated',
  message: 'The query has more pages of alerts than are in this file. Ask for all of them (gh api graphql --paginate).',
}

function readAlert(alert: JsonObject, alerts: Alerts): Entry {
  const advisory = asObject(alert['security_advisory'])
  const identifiers = objectsOf(advisory?.['identifiers']).map(({ value }) => value)
  const names = textsOf([advisory?.['cve_id'], advisory?.['ghsa_id'], ...identifiers])
  const id = asText(advisory?.['ghsa_id']) ?? names[0]
  if (advisory === undefined || id === undefined) return unreadable('has no advisory')
  if (asText(advisory['withdrawn_at']) !== undefined) return NOT_A_PROBLEM
  const vulnerable = asObject(alert['security_vulnerability'])
  const dependency = asObject(alert['dependency'])
  const concerned = asObject(vulnerable?.['package']) ?? asObject(dependency?.['package'])
  const location = alerts.place(alert, { path: dependency?.['manifest_path'] })
  const affected = packageOf({
    name: concerned?.['name'],
    version: dependency?.['version'],
    ecosystem: concerned?.['ecosystem'],
    path: location?.path,
    fixed: asObject(vulnerable?.['first_patched_version'])?.['identifier'],
  })
  const cvss = cvssOf(advisory)
  return byState(alert['state'], () =>
    findingOf({
      kind: 'vulnerability',
      rule: { id, title: advisory['summary'], description: advisory['description'], helpUrl: [alert['html_url'], advisoryPage(id)] },
      severity: severityOf({ cvss, word: vulnerable?.['severity'] ?? advisory['severity'] }),
      location,
      cwes: cwesOf(objectsOf(advisory['cwes']).map((one) => one['cwe_id'])),
      vulnerability: vulnerabilityOf({
        names,
        packages: affected === undefined ? [] : [affected],
        cvss,
        epss: asObject(advisory['epss'])?.['percentage'] ?? objectsOf(advisory['epss'])[0]?.['percentage'],
        vendor: {
          name: 'GitHub',
          severity: advisory['severity'],
          url: advisoryPage(id),
          created: advisory['published_at'],
          updated: advisory['updated_at'],
        },
        urls: objectsOf(advisory['references']).map(({ url }) => url),
      }),
      // Of the GraphQL API; the REST API says it by the weakness.
      advisoryKind: advisory['classification'],
      fingerprints: numberOf(alert, 'github/dependabot'),
      firstSeen: alert['created_at'],
    }),
  )
}

function cvssOf(advisory: JsonObject) {
  const severities = asObject(advisory['cvss_severities'])
  const scores = [severities?.['cvss_v4'], severities?.['cvss_v3'], severities === undefined ? advisory['cvss'] : undefined].map(asObject)
  return cvssScores(scores.map((score) => ({ score: score?.['score'], vector: score?.['vector_string'], source: 'GitHub' })))
}
