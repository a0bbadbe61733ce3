import type { Finding, Severity, Vulnerability } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { type Entry, readEach, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { isAdvisoryId } from '../../vocabulary/advisory-ids.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { labelsIn } from '../../vocabulary/labels.js'
import { formerRules } from '../../vocabulary/trivy-rules.js'
import { type Alerts, byState, createAlerts, numberOf } from './alerts.js'

/**
 * The alerts of all tools are one analysis: a tool with nothing open left is in no export of open alerts, and its last ones would stay.
 * Source of the members: docs.github.com/rest/code-scanning.
 */
export const githubCodeScanning: RecordsFormat = {
  shape: 'records',
  id: 'github-code-scanning',
  name: 'GitHub code scanning alerts',
  tool: { name: 'GitHub code scanning', vendor: 'GitHub' },
  covers: 'answers of the REST API of GitHub for code scanning alerts',
  command: 'gh api --paginate repos/{owner}/{repo}/code-scanning/alerts > code-scanning.json',
  clean: ['[]'],
  detect: (first) => has(first, 'most_recent_instance', 'rule', 'tool'),
  read: (records, { places }) => {
    const alerts = createAlerts(records, places)
    return { readings: () => readEach(records, '', (alert) => readAlert(alert, alerts)) }
  },
}

function readAlert(alert: JsonObject, alerts: Alerts): Entry {
  const rule = asObject(alert['rule'])
  const id = asText(rule?.['id'])
  if (rule === undefined || id === undefined) return unreadable('has no rule')
  const instance = asObject(alert['most_recent_instance']) ?? {}
  return byState(alert['state'] ?? instance['state'], () => findingFor(alert, { id, rule, instance, alerts }))
}

interface Parts {
  readonly id: string
  readonly rule: JsonObject
  readonly instance: JsonObject
  readonly alerts: Alerts
}

function findingFor(alert: JsonObject, { id, rule, instance, alerts }: Parts): Finding {
  const tags = textsOf(rule['tags'])
  const tool = asText(asObject(alert['tool'])?.['name'])
  const location = asObject(instance['location'])
  const isAdvisory = isAdvisoryId(id)
  const isSecurity = tags.includes('security') || asText(rule['security_severity_level']) !== undefined
  return findingOf({
    kind: isAdvisory ? 'vulnerability' : isSecurity ? 'code' : 'other',
    rule: {
      id: tool === undefined ? id : `${tool}/${id}`,
      name: rule['name'],
      title: rule['description'],
      description: rule['full_description'],
      help: rule['help'],
      helpUrl: [rule['help_uri'], alert['html_url']],
      tags,
      aliases: formerRules(tool, id).map((former) => `${tool}/${former}`),
    },
    severity: severityOf({ word: rule['security_severity_level'] ?? rule['severity'], words: WORDS }),
    message: asObject(instance['message'])?.['text'],
    location: alerts.place(alert, {
      path: location?.['path'],
      startLine: location?.['start_line'],
      endLine: location?.['end_line'],
      startColumn: location?.['start_column'],
    }),
    cwes: cwesOf(tags),
    vulnerability: isAdvisory ? advisoryOf(id, rule, asText(asObject(instance['message'])?.['text']) ?? '') : undefined,
    fingerprints: numberOf(alert, 'github/code-scanning'),
    firstSeen: alert['created_at'],
  })
}

/** Trivy tells the package in the message: `Package: lodash`, `Installed Version: 4.17.20`, … */
function advisoryOf(id: string, rule: JsonObject, message: string): Vulnerability | undefined {
  const labels = labelsIn(message)
  const affected = packageOf({
    name: labels.get('package'),
    version: labels.get('installed version'),
    fixed: labels.get('fixed version'),
  })
  return vulnerabilityOf({ names: [id], packages: affected === undefined ? [] : [affected], urls: [rule['help_uri']] })
}

/** The level of a rule that has no level of security. */
const WORDS: ReadonlyMap<string, Severity> = new Map([['none', 'INFORMATIONAL']])
