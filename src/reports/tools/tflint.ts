import type { Location } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { errorIn, toolErrors } from '../native/tool-errors.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/terraform-linters/tflint, formatter/json.go. */
export const tflint: DocumentFormat = {
  shape: 'document',
  id: 'tflint',
  name: 'TFLint JSON',
  tool: { name: 'tflint', vendor: 'TFLint' },
  covers: 'TFLint, with any rulesets',
  command: 'tflint --recursive --force --format json > tflint.json',
  clean: ['{"errors":[],"issues":[]}'],
  mounts: ['/data'],
  detect: (report) =>
    Array.isArray(report['issues']) && Array.isArray(report['errors']) && looksLikeTflint(report['issues'], report['errors']),
  read: (report, { places }) => ({
    failures: toolErrors(
      objectsOf(report['errors']).map((error) => errorIn(placeOf(error['range'], places), messageOf(error))),
      'errors',
    ),
    readings: () => readEach(report['issues'], 'issues', (issue) => readIssue(issue, places)),
  }),
}

/** Errors of the configuration language have a summary beside the message. */
function messageOf({ summary, message }: JsonObject): string {
  return [asText(summary), asText(message)].filter((part) => part !== undefined).join(': ')
}

/** A run that has failed has errors alone, which other tools list in the same way but for their severity. */
function looksLikeTflint(issues: readonly unknown[], errors: readonly unknown[]): boolean {
  const [issue] = objectsOf(issues)
  if (issue !== undefined)
    return has(issue, 'rule', 'message', 'range', 'callers') && has(asObject(issue['rule']) ?? {}, 'name', 'severity', 'link')
  const [error] = objectsOf(errors)
  return issues.length === 0 && error !== undefined && has(error, 'message', 'severity')
}

/** A NOTICE, which is a note in its SARIF. */
const WORDS: SeverityWords = new Map([
  ['info', 'LOW'],
  ['notice', 'LOW'],
])

function readIssue(issue: JsonObject, places: Places): Entry {
  const rule = asObject(issue['rule'])
  const id = asText(rule?.['name'])
  if (id === undefined) return unreadable('has no rule')
  return problem(
    findingOf({
      kind: 'configuration',
      rule: { id, helpUrl: rule?.['link'] },
      severity: severityOf({ word: rule?.['severity'], words: WORDS }),
      message: issue['message'],
      location: placeOf(issue['range'], places),
      // Modules that call the one in which the issue is.
      otherLocations: asArray(issue['callers']).map((caller) => placeOf(caller, places)),
    }),
  )
}

/** An empty range stands for the whole file, as its SARIF has it. */
function placeOf(value: unknown, places: Places): Location | undefined {
  const range = asObject(value)
  const [start, end] = [asObject(range?.['start']), asObject(range?.['end'])]
  const [startLine, endLine, startColumn, endColumn] = [start?.['line'], end?.['line'], start?.['column'], end?.['column']]
  const path = range?.['filename']
  return startLine === endLine && startColumn === endColumn
    ? places({ path })
    : places({ path, startLine, endLine, startColumn, endColumn })
}
