import { UserError } from '../../errors.js'
import type { Problem, Reading, ReportRun } from '../../finding.js'
import type { ReportFormat } from '../documents/report-format.js'

/**
 * A reader that understands not one entry of a report has another tool's report before it, whatever the outer members or the user say. SARIF
 * says itself what it is, and its results may be more than memory holds: a run of unreadable results is incomplete, which archives nothing.
 *
 * Reads no further than to the first entry that is understood.
 * @throws UserError REPORT_UNRECOGNISED when there are entries and none of them is understood
 */
export function refuseUnlessUnderstood(
  { id, name }: Pick<ReportFormat, 'id' | 'name'>,
  runs: readonly Pick<ReportRun, 'readings'>[],
): void {
  if (id === 'sarif') return
  let entries = 0
  let first: Problem | undefined
  for (const run of runs) {
    for (const reading of run.readings()) {
      if (!isUnreadable(reading)) return
      entries += 1
      first ??= reading.problem
    }
  }
  if (first !== undefined) throw notUnderstood(name, entries, first)
}

function isUnreadable(reading: Reading): reading is Extract<Reading, { readonly verdict: 'unreadable' }> {
  return reading.verdict === 'unreadable'
}

function notUnderstood(name: string, entries: number, { message, at }: Problem): UserError {
  const which = entries === 1 ? 'its only entry' : `none of its ${entries} entries`
  const place = at === undefined || at === '' ? '' : ` (${at})`
  return new UserError('REPORT_UNRECOGNISED', `it is read as ${name}, but ${which} can be read as that. ${message}${place}`, {
    hint: 'Another tool, or another version of the tool, has probably written it: set the input format to the right one, let the scanner write SARIF 2.1.0, or leave the file out of reports.',
  })
}
