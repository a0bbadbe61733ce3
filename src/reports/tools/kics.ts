import type { Problem } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, unreadable, withinEach } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asText, type JsonObject, textsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/Checkmarx/kics, pkg/model/summary.go. Its similarity ids are no fingerprints: several results share one. */
export const kics: DocumentFormat = {
  shape: 'document',
  id: 'kics',
  name: 'KICS JSON',
  tool: { name: 'KICS', vendor: 'Checkmarx' },
  covers: 'KICS 1 and 2',
  command: 'kics scan --path . --report-formats json --output-path . --output-name kics',
  mounts: ['/path'],
  detect: (report) => has(report, 'files_scanned', 'queries_total', 'queries', 'severity_counters'),
  read: (report, { places }) => ({
    tool: { version: asText(report['kics_version'])?.replace(/^v/, '') },
    failures: [...failureOf(report, 'files_failed_to_scan', 'files'), ...failureOf(report, 'queries_failed_to_execute', 'queries')],
    *readings() {
      yield* withinEach(report['queries'], 'queries', (query, at) =>
        readEach(query['files'], `${at}.files`, (file) => readFile(file, query, places)),
      )
      yield* withinEach(report['bill_of_materials'], 'bill_of_materials', (query, at) =>
        readEach(query['files'], `${at}.files`, () => NOT_A_PROBLEM),
      )
    },
  }),
}

function failureOf(report: JsonObject, counter: string, what: string): readonly Problem[] {
  const failed = report[counter]
  if (typeof failed !== 'number' || !(failed > 0)) return []
  return [{ code: 'error-notification', message: `KICS failed on ${failed} ${what}, so results may be missing.`, at: counter }]
}

function readFile(file: JsonObject, query: JsonObject, places: Places): Entry {
  const id = asText(query['query_id'])
  if (id === undefined) return unreadable('has no query')
  const isSecret = isSecretQuery(query)
  return problem(
    findingOf({
      kind: isSecret ? 'secret' : 'configuration',
      rule: {
        id,
        name: query['query_name'],
        title: query['query_name'],
        description: query['description'],
        helpUrl: query['query_url'],
        tags: [query['platform'], query['cloud_provider'], query['category']].flatMap(textsOf),
      },
      severity: severityOf({ word: query['severity'] }),
      message: isSecret ? query['description'] : file['actual_value'],
      location: places({ path: file['file_name'], startLine: file['line'], logicalName: isSecret ? undefined : file['search_key'] }),
      cwes: cwesOf(query['cwe']),
      remediation: isSecret ? undefined : expectationOf(file),
      requirements: requirementsOf(query),
      ...(isSecret ? { secrets: [file['value'], file['search_value'], file['search_key']] } : { quoted: [file['value']] }),
    }),
  )
}

/** KICS' own secret scanner, whose query has many rules. Other queries of that category are about the settings of key stores. */
function isSecretQuery(query: JsonObject): boolean {
  return query['category'] === 'Secret Management' && query['platform'] === 'Common'
}

function expectationOf(file: JsonObject): string | undefined {
  const expected = asText(file['expected_value'])
  return expected === undefined ? undefined : `Expected: ${expected}`
}

/** `CIS Security - CIS Microsoft Azure Foundations Benchmark v1.3.1 - Rule 8.4` in the form that AWS has for it: `<benchmark>/8.4`. */
function requirementsOf(query: JsonObject): readonly string[] {
  return textsOf(query['cis_description_id']).map((text) => text.replace(/^CIS Security - (.{1,200}) - Rule (\S{1,20})$/, '$1/$2'))
}
