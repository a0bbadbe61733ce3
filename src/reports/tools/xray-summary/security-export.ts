import type { Problem } from '../../../finding.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import type { Entry } from '../../native/readings.js'
import { asArray, asObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { readIssue } from './issue.js'

/**
 * The security export of Xray 2: components with an issue each, of nobody knows which artifact.
 * Source: DefectDojo's parser `jfrogxray`; github.com/mercedes-benz/sechub, sechub-wrapper-xray, which has the same members.
 */
export function isSecurityExport(report: JsonObject): boolean {
  return has(report, 'total_count') && objectsOf(report['data']).some((one) => has(one, 'source_comp_id', 'component_versions'))
}

export function readExported(entry: JsonObject, places: Places): Entry {
  const versions = asObject(entry['component_versions'])
  const details = asObject(versions?.['more_details'])
  return readIssue(
    {
      ...entry,
      issue_id: entry['id'],
      cves: details?.['cves'],
      description: details?.['description'],
      components: [{ component_id: entry['source_comp_id'], fixed_versions: textsOf(versions?.['fixed_versions']).map(withoutMark) }],
    },
    { general: {}, places },
  )
}

/** `≥ 2:1.6.4-3+deb9u1` is the version that mends it. */
function withoutMark(version: string): string {
  return version.replace('≥', '').trim()
}

export function exportLeftOut({ total_count: stated, data }: JsonObject): readonly Problem[] {
  const held = asArray(data).length
  if (typeof stated !== 'number' || held >= stated) return []
  return [{ code: 'truncated', message: `The export holds ${held} of ${stated} issues.`, at: 'total_count' }]
}
