import type { Finding } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, readEach, suppressed, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { errorIn, toolErrors } from '../native/tool-errors.js'
import { confidenceOfWord } from '../vocabulary/confidence-words.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/securego/gosec, report.go and issue/issue.go. */
export const gosec: DocumentFormat = {
  shape: 'document',
  id: 'gosec',
  name: 'gosec JSON',
  tool: { name: 'gosec', vendor: 'securego' },
  covers: 'gosec, all versions',
  command: 'gosec -no-fail -fmt json -out gosec.json ./...',
  detect: (report) => has(report, 'Issues') && has(asObject(report['Stats']) ?? {}, 'files', 'lines', 'found'),
  read: (report, { places }) => ({
    tool: { version: asText(report['GosecVersion']) },
    failures: toolErrors(errorsOf(report['Golang errors'], places), 'Golang errors'),
    readings: () => readEach(report['Issues'], 'Issues', (issue) => readIssue(issue, places)),
  }),
}

/** By file, what keeps it from being compiled. */
function errorsOf(errors: unknown, places: Places): readonly string[] {
  return Object.entries(asObject(errors) ?? {}).flatMap(([path, all]) => {
    const file = places({ path })
    return objectsOf(all).map(({ error }) => errorIn(file, error))
  })
}

function readIssue(issue: JsonObject, places: Places): Entry {
  const id = asText(issue['rule_id'])
  if (id === undefined) return unreadable('has no rule_id')
  const accepted = issue['nosec'] === true || asArray(issue['suppressions']).length > 0
  return accepted ? suppressed(findingIn(issue, id, places)) : problem(findingIn(issue, id, places))
}

function findingIn(issue: JsonObject, id: string, places: Places): Finding {
  const cwe = asObject(issue['cwe'])
  return findingOf({
    kind: 'code',
    rule: { id, helpUrl: cwe?.['url'] },
    severity: severityOf({ word: issue['severity'] }),
    message: issue['details'],
    location: places({ path: issue['file'], startLine: issue['line'], startColumn: issue['column'] }),
    cwes: cwesOf(cwe?.['id']),
    remediation: issue['autofix'],
    confidence: confidenceOfWord(issue['confidence']),
    quoted: [issue['code']],
  })
}
