import type { Problem, Reading } from '../../../finding.js'
import type { DocumentFormat, NativeContext } from '../../native/format.js'
import { has } from '../../native/has.js'
import { withinEach } from '../../native/readings.js'
import { beginningOf } from '../../vocabulary/beginning.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { oneLine } from '../../vocabulary/plain-text.js'
import { isLegacyResult } from './legacy.js'
import { readTrivyResult } from './results.js'
import { clusterTarget, legacyTarget, reportTarget } from './target.js'

/** Source of the members: github.com/aquasecurity/trivy, pkg/types/report.go and pkg/k8s/report/report.go. */
export const trivy: DocumentFormat = {
  shape: 'document',
  id: 'trivy',
  name: 'Trivy JSON',
  tool: { name: 'Trivy', vendor: 'Aqua Security' },
  covers: 'Trivy, all versions: file systems, images, repositories, configuration, secrets, licences, SBOMs, Kubernetes clusters',
  command: 'trivy fs --format json --output trivy.json .',
  clean: ['null', '[]'],
  detect: (report) => isReport(report) || isCluster(report) || isLegacyResult(report),
  read: (report, context) => {
    const version = asText(asObject(report['Trivy'])?.['Version'])
    if (isCluster(report)) return { failures: clusterFailures(report), readings: () => readCluster(report, context) }
    return { tool: { version }, readings: () => (isLegacyResult(report) ? readLegacy(report, context) : readReport(report, context)) }
  },
}

/** Without results there is no `Results`, and `ArtifactName` is empty for an image without a name. */
function isReport(report: JsonObject): boolean {
  return report['SchemaVersion'] === 2 && (has(report, 'ArtifactName') || has(report, 'ArtifactType'))
}

const CLUSTER_LISTS = ['Resources', 'Vulnerabilities', 'Misconfigurations', 'Findings'] as const

/** A resource of Kubernetes has a kind and a name; where none is listed, nothing else than Trivy writes may be there. */
function isCluster(report: JsonObject): boolean {
  if (!has(report, 'ClusterName') || !CLUSTER_LISTS.some((list) => has(report, list))) return false
  const resources = CLUSTER_LISTS.flatMap((list) => objectsOf(report[list]).slice(0, 1))
  if (resources.length > 0) return resources.some((resource) => has(resource, 'Kind', 'Name'))
  return Object.keys(report).every((name) => CLUSTER_MEMBERS.has(name))
}

const CLUSTER_MEMBERS: ReadonlySet<string> = new Set(['SchemaVersion', 'CreatedAt', 'ReportID', 'Trivy', 'ClusterName', ...CLUSTER_LISTS])

function readReport(report: JsonObject, context: NativeContext): Iterable<Reading> {
  const target = reportTarget(report, context)
  return withinEach(report['Results'], 'Results', (result, at) => readTrivyResult(result, at, target))
}

function readLegacy(result: JsonObject, context: NativeContext): Iterable<Reading> {
  return readTrivyResult(result, '', legacyTarget(context))
}

function* readCluster(report: JsonObject, context: NativeContext): Generator<Reading> {
  for (const list of CLUSTER_LISTS) {
    yield* withinEach(report[list], list, (resource, at) =>
      withinEach(resource['Results'], `${at}.Results`, (result, place) => readTrivyResult(result, place, clusterTarget(resource, context))),
    )
  }
}

/** How much of an error is told, in UTF-16 code units. */
const LONGEST_ERROR = 300

/** Resources that could not be scanned. */
function clusterFailures(report: JsonObject): readonly Problem[] {
  return CLUSTER_LISTS.flatMap((list) => objectsOf(report[list]).flatMap((resource, index) => failureOf(resource, `${list}[${index}]`)))
}

function failureOf(resource: JsonObject, at: string): readonly Problem[] {
  const error = asText(resource['Error'])
  if (!isObject(resource) || error === undefined) return []
  const message = `Trivy could not scan this resource: ${beginningOf(oneLine(error), LONGEST_ERROR)}`
  return [{ code: 'error-notification', message, at }]
}
