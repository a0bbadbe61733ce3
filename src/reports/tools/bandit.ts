import type { Finding } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { errorIn, toolErrors } from '../native/tool-errors.js'
import { confidenceOfWord } from '../vocabulary/confidence-words.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf } from '../vocabulary/json.js'
import { banditSecret } from '../vocabulary/told-secrets.js'

/** Source of the members: github.com/PyCQA/bandit, bandit/formatters/json.py and Issue.as_dict in bandit/core/issue.py. */
export const bandit: DocumentFormat = {
  shape: 'document',
  id: 'bandit',
  name: 'Bandit JSON',
  tool: { name: 'Bandit', vendor: 'PyCQA' },
  covers: 'Bandit, all versions',
  command: 'bandit --recursive . --format json --output bandit.json',
  mounts: ['/src'],
  detect: (report) => has(report, 'metrics', 'results', 'errors', 'generated_at') && isObject(report['metrics']),
  read: (report, { places }) => ({
    failures: toolErrors(errorsOf(report, places), 'errors'),
    readings: () => readEach(report['results'], 'results', (issue) => readIssue(issue, places)),
  }),
}

/** Files that could not be parsed, and so were not scanned. */
function errorsOf(report: JsonObject, places: Places): readonly string[] {
  return objectsOf(report['errors']).map(({ filename, reason }) => errorIn(places({ path: filename }), reason))
}

function readIssue(issue: JsonObject, places: Places): Entry {
  const id = asText(issue['test_id'])
  if (id === undefined) return unreadable('has no test_id')
  return problem(
    findingOf({
      kind: 'code',
      rule: { id, name: issue['test_name'], helpUrl: issue['more_info'] },
      severity: severityOf({ word: issue['issue_severity'] }),
      ...messageOf(issue['issue_text']),
      location: locationOf(issue, places),
      cwes: cwesOf(asObject(issue['issue_cwe'])?.['id']),
      confidence: confidenceOfWord(issue['issue_confidence']),
      quoted: [issue['code']],
    }),
  )
}

/** B105 to B107 quote the password that they found. */
function messageOf(value: unknown): { readonly message: string | undefined; readonly secrets?: readonly string[] } {
  const text = asText(value)
  return (text === undefined ? undefined : banditSecret(text)) ?? { message: text }
}

/** Columns count from 0, and so `end_col_offset`, which is exclusive, is the column of the last character. */
function locationOf(issue: JsonObject, places: Places): Finding['location'] {
  const lines = asArray(issue['line_range'])
  return places({
    path: issue['filename'],
    startLine: issue['line_number'],
    endLine: lines.length < 2 ? undefined : lines.at(-1),
    startColumn: oneMore(issue['col_offset']),
    endColumn: oneMore(issue['end_col_offset']),
  })
}

function oneMore(offset: unknown): number | undefined {
  return typeof offset === 'number' && offset >= 0 ? offset + 1 : undefined
}
