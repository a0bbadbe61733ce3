import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, unreadable } from '../../native/readings.js'
import { type SeverityWords, severityOf } from '../../native/severity.js'
import { asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { trivyRuleAliases } from '../../vocabulary/trivy-rules.js'
import type { Workload } from './workload.js'

/** Source: common_types.go. */
const WORDS: SeverityWords = new Map([['none', 'INFORMATIONAL']])

/** A check of a workload, of RBAC or of the cluster. Source: config_audit_types.go. */
export function readCheck(entry: JsonObject, workload: Workload, places: Places): Entry {
  const id = asText(entry['checkID'])
  if (id === undefined) return unreadable('has no checkID')
  if (entry['success'] === true) return NOT_A_PROBLEM
  const category = asText(entry['category'])
  return problem(
    findingOf({
      kind: 'configuration',
      rule: {
        id,
        title: entry['title'],
        description: entry['description'],
        tags: category === undefined ? [] : [category],
        aliases: trivyRuleAliases(id),
      },
      severity: severityOf({ word: entry['severity'], words: WORDS }),
      message: workload.inWords(textsOf(entry['messages']).join('\n')),
      location: places({ uri: workload.id, logicalName: workload.name }),
      remediation: entry['remediation'],
    }),
  )
}
