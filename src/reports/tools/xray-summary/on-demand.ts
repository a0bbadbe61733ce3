import type { Problem, Reading } from '../../../finding.js'
import { has } from '../../native/has.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, readEach } from '../../native/readings.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { type Artifact, readIssue } from './issue.js'

/**
 * What Xray answers to an on-demand scan, and `jf scan --format json` writes. Lists without an entry are left out.
 * Source: github.com/jfrog/jfrog-client-go, xray/services/scan.go, ScanResponse.
 */
export function isOnDemand(report: JsonObject): boolean {
  if (asText(report['scan_id']) === undefined || !LISTS.every((name) => isListOfIssues(report, name))) return false
  return LISTS.some((name) => asArray(report[name]).length > 0) || has(report, 'component_id', 'package_type')
}

const LISTS = ['vulnerabilities', 'violations', 'licenses'] as const

/** By component, which is the key. */
function isListOfIssues(report: JsonObject, name: string): boolean {
  return objectsOf(asArray(report[name])).every((one) => asObject(one['components']) !== undefined)
}

export function* onDemandReadings(report: JsonObject, places: Places): Generator<Reading> {
  const artifact = { general: generalOf(report), places }
  const known = new Set(objectsOf(report['vulnerabilities']).map((one) => one['issue_id']))
  yield* mergeAliases(readEach(report['vulnerabilities'], 'vulnerabilities', (one) => readScanned(one, artifact)))
  yield* mergeAliases(readEach(report['violations'], 'violations', (one) => readViolation(one, known, artifact)))
  yield* readEach(report['licenses'], 'licenses', () => NOT_A_PROBLEM)
}

/** The name without its scheme, which is the type. */
function generalOf(report: JsonObject): JsonObject {
  const id = asText(report['component_id'])
  const name = id?.slice(id.indexOf('://') === -1 ? 0 : id.indexOf('://') + 3)
  return { component_id: id, name, pkg_type: report['package_type'] }
}

/** What a policy says of a vulnerability that stands among the vulnerabilities, too, or of a licence. */
function readViolation(violation: JsonObject, known: ReadonlySet<unknown>, artifact: Artifact): Entry {
  const { issue_id: id, type } = violation
  if (id !== undefined && known.has(id)) return { verdict: 'duplicate' }
  return readScanned({ ...violation, issue_id: id ?? violation['license_key'], issue_type: type }, artifact)
}

function readScanned(issue: JsonObject, artifact: Artifact): Entry {
  const components = Object.entries(asObject(issue['components']) ?? {})
  const paths = components.flatMap(([, component]) => asArray(asObject(component)?.['impact_paths']).slice(0, 1))
  return readIssue(
    {
      ...issue,
      components: components.map(([id, component]) => ({ component_id: id, fixed_versions: asObject(component)?.['fixed_versions'] })),
      impact_path: paths.map((path) =>
        objectsOf(path)
          .flatMap((node) => asText(node['component_id']) ?? [])
          .join(' → '),
      ),
    },
    artifact,
  )
}

export function onDemandFailures({ status }: JsonObject): readonly Problem[] {
  const word = asText(status)?.toLowerCase()
  if (word === undefined || word === 'completed') return []
  return [{ code: 'execution-unsuccessful', message: 'Xray says that its scan did not end well, so results may be missing.', at: 'status' }]
}
