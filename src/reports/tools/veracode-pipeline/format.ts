import { findingOf } from '../../native/finding.js'
import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import type { Places } from '../../native/places.js'
import { type Entry, problem, readEach, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { toolErrors } from '../../native/tool-errors.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'
import { flawText } from '../veracode/flaw-text.js'
import { VERACODE_SEVERITIES } from '../veracode/severity.js'
import { createSourceFolders, type SourceFolders } from './source-folders.js'

/**
 * Source of the members: docs.veracode.com, "Pipeline Scan commands". A flaw has no rule but its CWE. The tool is named as in
 * github.com/veracode/veracode-pipeline-scan-results-to-sarif.
 */
export const veracodePipeline: DocumentFormat = {
  shape: 'document',
  id: 'veracode-pipeline',
  name: 'Veracode pipeline scan JSON',
  tool: { name: 'Veracode Static Analysis Pipeline Scan', vendor: 'Veracode' },
  covers: 'results.json and filtered_results.json of the pipeline scan',
  command: 'java -jar pipeline-scan.jar --file app.jar --json_output true',
  detect: (report) => has(report, 'findings', 'scan_id', 'modules'),
  read: (report, { places, readSource }) => {
    const folders = createSourceFolders(readSource)
    const status = asText(report['scan_status']) ?? 'SUCCESS'
    return {
      tool: { version: asText(report['pipeline_scan']) },
      failures: status === 'SUCCESS' ? [] : toolErrors([report['message']], 'scan_status'),
      readings: () => readEach(report['findings'], 'findings', (flaw) => readFlaw(flaw, places, folders)),
    }
  },
}

function readFlaw(flaw: JsonObject, places: Places, folders: SourceFolders): Entry {
  const [cwe] = cwesOf(flaw['cwe_id'])
  if (cwe === undefined) return unreadable('has no cwe_id')
  const source = asObject(asObject(flaw['files'])?.['source_file'])
  const path = asText(source?.['file'])
  const { message, remediation, links } = flawText(asText(flaw['display_text']) ?? '')
  return problem(
    findingOf({
      kind: 'code',
      rule: { id: cwe, title: flaw['issue_type'], helpUrl: [flaw['flaw_details_link'], ...links] },
      severity: severityOf({ word: flaw['severity'], words: VERACODE_SEVERITIES }),
      message,
      location: places({
        path: path === undefined ? undefined : folders(path),
        startLine: source?.['line'],
        logicalName: source?.['qualified_function_name'] ?? source?.['function_name'],
      }),
      cwes: [cwe],
      remediation,
      fingerprints: [{ name: 'flaw_hash', value: asObject(flaw['flaw_match'])?.['flaw_hash'] }],
    }),
  )
}
