/** Writes what the steps came to into the run's progress. */

import { UserError } from '../errors.js'
import type { Accounting, ReportResult } from '../run-result.js'
import type { ImportReport, Undelivered } from '../securityhub/import.js'
import type { SecurityHub } from '../securityhub/port.js'
import { type ArchiveResult, sumByReason } from './archive-fixed.js'
import { createJsonArrayFile } from './files.js'
import { fixedViews } from './fixed-views.js'
import type { IdentifiedAnalysis } from './identify-analysis.js'
import type { AnalysisPlan, Knowledge } from './plan.js'
import type { Progress } from './progress.js'
import type { UnopenedReport } from './read-reports.js'
import type { HeldFinding } from './stored-finding.js'

/** One entry per run of a report, and one per report that could not be opened. */
export function tellReports(progress: Progress, identified: readonly IdentifiedAnalysis[], unopened: readonly UnopenedReport[]): void {
  const read = identified.flatMap(({ analysis, runs }) =>
    runs.map(
      ({ opened, results, error }): ReportResult => ({
        path: opened.path,
        format: opened.format,
        tool: analysis.tool.name,
        toolVersion: opened.run.tool.version ?? '',
        category: analysis.category,
        results,
        complete: error === undefined && opened.run.complete(),
        problems: opened.run.problems(),
      }),
    ),
  )
  const failed = unopened.map(
    ({ path, error }): ReportResult => ({
      path,
      format: '',
      tool: '',
      toolVersion: '',
      category: '',
      results: 0,
      complete: false,
      problems: [{ code: 'unreadable-report', message: error.message }],
    }),
  )
  progress.reports = [...read, ...failed]
  progress.errors.push(...identified.flatMap(({ runs }) => runs.flatMap(({ error }) => error ?? [])))
  progress.accounting = identified.reduce((sum, { accounting }) => add(sum, accounting), progress.accounting)
}

function add(a: Accounting, b: Accounting): Accounting {
  return {
    results: a.results + b.results,
    notProblems: a.notProblems + b.notProblems,
    suppressed: a.suppressed + b.suppressed,
    belowMinimum: a.belowMinimum + b.belowMinimum,
    duplicates: a.duplicates + b.duplicates,
    unreadable: a.unreadable + b.unreadable,
    findings: a.findings + b.findings,
  }
}

/** Counts what the comparison says of the open findings. */
export function tellComparison(
  progress: Progress,
  plans: readonly AnalysisPlan<HeldFinding>[],
  knowledge: ReadonlyMap<string, Knowledge<HeldFinding>>,
): void {
  const unknown = [...knowledge.values()].find((entry) => !entry.known)
  const open = plans.flatMap(({ prospects }) => prospects.filter((prospect) => prospect?.record.standing === 'open'))
  const count = (state: string) => open.filter((prospect) => prospect?.state === state).length
  progress.lifecycle = {
    known: unknown === undefined,
    ...(unknown !== undefined && { unknownBecause: unknown.because }),
    new: count('new'),
    reopened: count('reopened'),
    unchanged: count('unchanged'),
    moved: count('moved'),
    dismissed: open.filter((prospect) => prospect?.stored?.suppressed).length,
    fixed: 0,
    // How many findings are kept open because of it is just what is not known.
    kept: unknown === undefined ? [] : [{ reason: unknown.kept, count: 0 }],
  }
}

/** Counts what was archived, or in a comparison is gone, and what was left open. */
export function tellArchive(progress: Progress, archived: Pick<ArchiveResult, 'done' | 'kept'>): void {
  const { lifecycle } = progress
  const kept = sumByReason([...lifecycle.kept, ...archived.kept])
  progress.lifecycle = { ...lifecycle, fixed: archived.done.length, kept }
  progress.fixed = fixedViews(archived.done)
}

/** Counts what Security Hub took and what it did not, and writes the rest to the failed-findings file. */
export function tellImport(progress: Progress, reports: readonly ImportReport[], outputFolder: string): void {
  const refused = reports.flatMap((report) => report.refused)
  const lost = [...refused, ...reports.flatMap(({ unsent }) => unsent)]
  const unaccounted = reports.reduce((sum, report) => sum + report.unaccounted, 0)
  progress.import = { ...progress.import, failed: lost.length + unaccounted }
  for (const { finding, code, message } of lost) {
    progress.failures.push({ id: finding.Id ?? '', code, message, ...(finding.Title !== undefined && { title: finding.Title }) })
  }
  tellErrors(progress, [...reports.flatMap(({ errors }) => errors), ...rejections(refused)])
  if (lost.length === 0) return
  const file = createJsonArrayFile(outputFolder, 'failed-findings.json')
  for (const { finding, code, message } of lost) file.add({ finding, code, message })
  file.close()
  progress.files.failedFindings = file.path
}

/** One of each code: the archive usually fails for the reason for which the import did. */
function tellErrors(progress: Progress, errors: readonly UserError[]): void {
  for (const error of errors) {
    if (!progress.errors.some(({ code, message }) => code === error.code && message === error.message)) progress.errors.push(error)
  }
}

function rejections(refused: readonly Undelivered[]): UserError[] {
  const [first] = refused
  if (first === undefined) return []
  const count = refused.length === 1 ? '1 finding' : `${refused.length} findings`
  return [
    new UserError('FINDINGS_REJECTED', `Security Hub refused ${count}. The first: ${first.code}: ${first.message}`, {
      hint: 'The output failed-findings-file names each of them with the reason; the others were imported.',
    }),
  ]
}

/** What went over the wire, once everything has. */
export function tellWire(progress: Progress, hub: SecurityHub): void {
  const { importFindings, getFindings } = hub.wire()
  progress.import = {
    ...progress.import,
    requests: importFindings.requests,
    throttled: importFindings.throttled + getFindings.throttled,
    retried: importFindings.retried + getFindings.retried,
  }
}
