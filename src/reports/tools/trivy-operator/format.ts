import type { Reading } from '../../../finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import { NOT_A_PROBLEM, readEach, toReading, unreadable } from '../../native/readings.js'
import { asArray, asObject, asText, isObject, type JsonObject } from '../../vocabulary/json.js'
import { readCheck } from './check.js'
import { readExposedSecret } from './secret.js'
import { readOperatorVulnerability } from './vulnerability.js'
import { workloadOf } from './workload.js'

/** Source of the members: github.com/aquasecurity/trivy-operator, pkg/apis/aquasecurity/v1alpha1. */
export const trivyOperator: DocumentFormat = {
  shape: 'document',
  id: 'trivy-operator',
  name: 'Trivy Operator reports',
  tool: { name: 'Trivy Operator', vendor: 'Aqua Security' },
  covers:
    'vulnerability, configuration audit, RBAC and infrastructure assessment, and exposed secret reports; one or a list, as kubectl gives them',
  command: 'kubectl get vulnerabilityreports --all-namespaces --output json > trivy-operator.json',
  detect: (value) => isReport(value) || isTypedList(value) || beginsWithReport(value),
  read: readValue,
}

/** What holds the results of each sort of report. */
const LISTS = [
  ['vulnerabilities', readOperatorVulnerability],
  ['checks', readCheck],
  ['secrets', readExposedSecret],
] as const

function isOfOperator({ apiVersion }: JsonObject): boolean {
  return (asText(apiVersion) ?? '').startsWith('aquasecurity.github.io/')
}

function isReport(value: JsonObject): boolean {
  const report = asObject(value['report'])
  return isOfOperator(value) && report !== undefined && LISTS.some(([list]) => has(report, list))
}

/** What kubectl gives of one sort names no sort when there is none of it: that says nothing. */
function isTypedList(value: JsonObject): boolean {
  return isOfOperator(value) && Array.isArray(value['items']) && (asText(value['kind']) ?? '').endsWith('ReportList')
}

function beginsWithReport({ items }: JsonObject): boolean {
  const first = asArray(items).find(isObject)
  return first !== undefined && isReport(first)
}

/** A run for each sort, because each is asked for by itself: one that was not asked for says nothing. */
function readValue(value: JsonObject, context: NativeContext): NativeRun | readonly NativeRun[] {
  if (isReport(value)) return { category: kindOf(value), tool: toolOf(value), readings: () => readReport(value, '', context) }
  const items = asArray(value['items'])
  const kinds = [...new Set(items.map(kindOf))]
  if (kinds.length === 0) return { category: kindOf({ kind: asText(value['kind'])?.slice(0, -'List'.length) }), readings: () => [] }
  return kinds.map((kind) => ({
    category: kind,
    tool: toolOf(items.find((item) => kindOf(item) === kind)),
    *readings() {
      for (const [index, item] of items.entries()) if (kindOf(item) === kind) yield* readItem(item, `items[${index}]`, context)
    },
  }))
}

/** The sorts that there are: a list of thousands of others makes no more runs. */
const KINDS: ReadonlySet<string> = new Set([
  'VulnerabilityReport',
  'ClusterVulnerabilityReport',
  'NodeVulnerabilityReport',
  'ConfigAuditReport',
  'ClusterConfigAuditReport',
  'RbacAssessmentReport',
  'ClusterRbacAssessmentReport',
  'InfraAssessmentReport',
  'ClusterInfraAssessmentReport',
  'ExposedSecretReport',
])

function kindOf(item: unknown): string | undefined {
  const kind = asText(asObject(item)?.['kind'])
  return kind !== undefined && KINDS.has(kind) ? kind : undefined
}

function toolOf(item: unknown): NativeRun['tool'] {
  return { version: asText(asObject(asObject(asObject(item)?.['report'])?.['scanner'])?.['version']) }
}

/** Bills of materials and summaries of compliance stand in a list of everything. */
function readItem(item: unknown, at: string, context: NativeContext): Iterable<Reading> {
  if (isObject(item) && isReport(item)) return readReport(item, `${at}.`, context)
  const isOther = isObject(item) && isOfOperator(item) && OTHERS.has(item['kind'])
  return [toReading(isOther ? NOT_A_PROBLEM : unreadable('is no report of Trivy Operator'), at)]
}

const OTHERS: ReadonlySet<unknown> = new Set([
  'SbomReport',
  'ClusterSbomReport',
  'ClusterComplianceReport',
  'ClusterComplianceDetailReport',
])

function* readReport(item: JsonObject, at: string, { places }: NativeContext): Generator<Reading> {
  const report = asObject(item['report']) ?? {}
  const workload = workloadOf(item, report)
  for (const [list, read] of LISTS) yield* readEach(report[list], `${at}report.${list}`, (entry) => read(entry, workload, places))
}
