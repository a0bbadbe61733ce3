import type { Problem } from '../../../finding.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import type { Entry } from '../../native/readings.js'
import { asArray, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { readIssue } from './issue.js'

/** The content of a vulnerabilities report of Xray 3. Other services give rows and their number, too, so one without rows is not told. */
export function isVulnerabilitiesReport(report: JsonObject): boolean {
  return has(report, 'total_rows') && objectsOf(report['rows']).some((row) => has(row, 'vulnerable_component', 'impacted_artifact'))
}

/** A row: an advisory about a component of an artifact. */
export function readRow(row: JsonObject, places: Places): Entry {
  const artifact = asText(row['impacted_artifact']) ?? ''
  const at = artifact.indexOf('://')
  return readIssue(
    {
      ...row,
      issue_type: 'security',
      created: row['published'],
      // From the artifact to the component, where a summary has a path for each place.
      impact_path: [textsOf(row['impact_path']).join(' → ')],
      components: [{ component_id: row['vulnerable_component'], fixed_versions: row['fixed_versions'] }],
    },
    {
      general: { component_id: artifact, name: at < 0 ? artifact : artifact.slice(at + 3), pkg_type: artifact.slice(0, Math.max(at, 0)) },
      places,
    },
  )
}

/** The answers are pages. */
export function rowsLeftOut(report: JsonObject): readonly Problem[] {
  const [stated, held] = [report['total_rows'], asArray(report['rows']).length]
  if (typeof stated !== 'number' || held >= stated) return []
  return [{ code: 'truncated', message: `The report holds ${held} of ${stated} rows.`, at: 'total_rows' }]
}
