import { findingOf } from '../../native/finding.js'
import { type Entry, NOT_A_PROBLEM, problem, review, suppressed, unreadable } from '../../native/readings.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, ownValue } from '../../vocabulary/json.js'
import { messageOf, pageOf, requirementsOf, severityOfFactor } from './facts.js'
import { remediationOf } from './remediation.js'
import type { Resource } from './resource.js'

/** @param summary the report's `summaryDetails`: what is known of all controls and frameworks */
export function readControl(control: JsonObject, resource: Resource, summary: JsonObject): Entry {
  const id = asText(control['controlID'])
  if (id === undefined) return unreadable('has no control')
  const make = verdictOf(control)
  if (typeof make !== 'function') return make
  const name = asText(control['name'])
  return make(
    findingOf({
      kind: 'configuration',
      rule: { id, title: name, helpUrl: pageOf(id) },
      severity: severityOfFactor(asObject(ownValue(summary['controls'], id))?.['scoreFactor']),
      message: messageOf(resource, name ?? id),
      location: resource.location,
      remediation: remediationOf(control),
      requirements: requirementsOf(id, frameworksWith(id, summary)),
    }),
  )
}

/**
 * A control has a status since version 2.9; before, one follows from its rules. Without rules a resource passes.
 * Source: resourcesresults/controls.go and reporthandling/apis/statuses.go.
 */
function verdictOf(control: JsonObject): typeof problem | Entry {
  const stated = asObject(control['status'])
  const status = asText(stated?.['status']) ?? worstOf(objectsOf(control['rules']).map((rule) => rule['status']))
  const isException = stated?.['subStatus'] === 'w/exceptions' || isExcepted(control)
  switch (status) {
    case 'failed':
      return isException ? suppressed : problem
    case 'excluded':
      return suppressed
    case 'skipped':
      return review
    case 'passed':
      return stated?.['subStatus'] === 'w/exceptions' ? suppressed : NOT_A_PROBLEM
    case 'irrelevant':
      return NOT_A_PROBLEM
    default:
      return unreadable('has no known status')
  }
}

/** The worst first. */
const STATUSES = ['failed', 'excluded', 'skipped']

function worstOf(statuses: readonly unknown[]): string {
  return STATUSES.find((status) => statuses.includes(status)) ?? 'passed'
}

/** The user has made an exception for everything that failed. */
function isExcepted(control: JsonObject): boolean {
  const failed = objectsOf(control['rules']).filter(({ status }) => status === 'failed')
  return failed.length > 0 && failed.every(({ exception }) => asArray(exception).length > 0)
}

function frameworksWith(id: string, summary: JsonObject): readonly JsonObject[] {
  return objectsOf(summary['frameworks']).filter(({ controls }) => ownValue(controls, id) !== undefined)
}
