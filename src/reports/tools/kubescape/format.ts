import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readEach, withinEach } from '../../native/readings.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readControl } from './control.js'
import { resourceOf } from './resource.js'
import { readVersion1 } from './version-1.js'

/**
 * Source of the members: github.com/kubescape/opa-utils, reporthandling/v2 and reporthandling/results/v1.
 * Every resource has its own result of each control.
 */
export const kubescape: DocumentFormat = {
  shape: 'document',
  id: 'kubescape',
  name: 'Kubescape JSON',
  tool: { name: 'kubescape', vendor: 'ARMO' },
  covers: 'Kubescape, all versions, format versions v1 and v2: files and clusters',
  command: 'kubescape scan . --format json --format-version v2 --output kubescape.json',
  detect: (report) => isVersion1(report) || (has(report, 'results', 'resources', 'summaryDetails') && isObject(report['summaryDetails'])),
  read: (report, { places }) => {
    if (isVersion1(report)) return readVersion1(report, places)
    const resources = new Map(objectsOf(report['resources']).map((resource) => [resource['resourceID'], resource]))
    const summary = asObject(report['summaryDetails']) ?? {}
    return {
      tool: { version: versionOf(report) },
      skippedRules: skippedControls(summary),
      readings: () =>
        withinEach(report['results'], 'results', (result, at) => {
          const id = result['resourceID']
          const resource = resourceOf(id, resources.get(id) ?? asObject(result['rawResource']), places)
          return readEach(result['controls'], `${at}.controls`, (control) => readControl(control, resource, summary))
        }),
    }
  },
}

function isVersion1(report: JsonObject): boolean {
  return has(report, 'name') && Array.isArray(report['controlReports'])
}

/** Controls that were evaluated for no resource at all, for want of a configuration or of a sensor in the cluster: they need not stand in the results. */
function skippedControls(summary: JsonObject): readonly string[] {
  return Object.entries(asObject(summary['controls']) ?? {})
    .filter(
      ([, control]) => (asText(asObject(asObject(control)?.['statusInfo'])?.['status']) ?? asObject(control)?.['status']) === 'skipped',
    )
    .map(([id]) => id)
}

function versionOf(report: JsonObject): string | undefined {
  const scan = asObject(asObject(report['metadata'])?.['scanMetadata'])
  return asText(scan?.['kubescapeVersion'])?.replace(/^v/, '')
}
