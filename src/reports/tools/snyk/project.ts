import type { Reading } from '../../../finding.js'
import type { NativeContext } from '../../native/format.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { NOT_A_PROBLEM, problem, readEach, suppressed } from '../../native/readings.js'
import { asObject, type JsonObject } from '../../vocabulary/json.js'
import { readIssue, type Subject } from './issue.js'
import { projectPlace } from './place.js'

/** A project, which has a manifest. */
export function readProject(report: JsonObject, context: NativeContext): Iterable<Reading> {
  const location = projectPlace(report, context)
  return readIssues(report, '', { location, packagePath: location?.path })
}

/**
 * An issue is listed once for each way that leads to the package; all of them are one finding. What the policy ignores or has patched is in
 * `filtered`.
 * @param at what the positions start with
 */
export function* readIssues(report: JsonObject, at: string, subject: Subject): Generator<Reading> {
  const filtered = asObject(report['filtered'])
  yield* mergeAliases(readEach(report['vulnerabilities'], `${at}vulnerabilities`, (issue) => readIssue(issue, subject, problem)))
  yield* mergeAliases(readEach(filtered?.['ignore'], `${at}filtered.ignore`, (issue) => readIssue(issue, subject, suppressed)))
  yield* readEach(filtered?.['patch'], `${at}filtered.patch`, () => NOT_A_PROBLEM)
}
