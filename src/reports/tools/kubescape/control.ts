import type { StatedSeverity } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import { type Entry, NOT_A_PROBLEM, problem, review, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, ownValue } from '../../shared/json.js'
import { bandOf } from '../../shared/severity-bands.js'
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
      severity: severityOfControl(asObject(ownValue(summary['controls'], id))),
      message: `${resource.name} does not pass the control "${name ?? id}".`,
      location: resource.location,
      remediation: remediationOf(control),
      requirements: requirementsOf(id, summary),
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

/** Kubescape cuts its factor (0 to 10) into bands as CVSS does; 0 is unknown. Source: reporthandling/apis/severity.go. */
function severityOfControl(summary: JsonObject | undefined): StatedSeverity {
  const factor = summary?.['scoreFactor']
  return typeof factor === 'number' && factor > 0 ? { label: bandOf(factor), original: String(factor) } : severityOf({})
}

/** As the tool itself links them: `cis-5-7-2`. Source: cautils/controllink.go of github.com/kubescape/kubescape. */
function pageOf(id: string): string | undefined {
  return /^[A-Za-z0-9.-]{1,40}$/.test(id) ? `https://hub.armosec.io/docs/${id.toLowerCase().replaceAll('.', '-')}` : undefined
}

/** Sets of controls that stand for no benchmark. */
const NO_BENCHMARK = /^(?:all-?controls|clusterscan|workloadscan|security)$/i

/** `NSA/C-0017`: the benchmarks among the frameworks that the scan was for. */
function requirementsOf(id: string, summary: JsonObject): readonly string[] {
  const frameworks = objectsOf(summary['frameworks']).filter(({ controls }) => ownValue(controls, id) !== undefined)
  const names = frameworks.flatMap(({ name, version }) => {
    const text = asText(name)
    return text === undefined || NO_BENCHMARK.test(text) ? [] : [[text, asText(version)].filter((part) => part !== undefined).join(' ')]
  })
  return names.length === 0 ? [id] : names.map((name) => `${name}/${id}`)
}
