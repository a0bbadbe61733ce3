/** Writes what the steps came to into the run's progress. */

import { type ErrorCode, UserError } from '../errors.js'
import type { ProblemCode } from '../finding.js'
import type { Gate } from '../inputs.js'
import type { Accounting, ReportResult } from '../run-result.js'
import type { ImportReport, Undelivered } from '../securityhub/import.js'
import type { SecurityHub } from '../securityhub/port.js'
import { type ArchiveResult, sumByReason } from './archive-fixed.js'
import { createJsonArrayFile } from './files.js'
import { fixedViews } from './fixed-views.js'
import type { IdentifiedAnalysis } from './identify-analysis.js'
import type { OutputFolder } from './output-folder.js'
import type { AnalysisPlan, Comparison, Ignorance, Knowledge } from './plan.js'
import type { Progress } from './progress.js'
import type { UnopenedReport } from './read-reports.js'
import type { HeldFinding } from './stored-finding.js'

/** One entry per run of a report, and one per report that could not be opened. */
export function tellReports(progress: Progress, identified: readonly IdentifiedAnalysis[], unopened: readonly UnopenedReport[]): void {
  const read = identified.flatMap(({ analysis, runs }) =>
    runs.map(
      ({ opened, results, unreadable, error }): ReportResult => ({
        path: opened.path,
        format: opened.format,
        tool: analysis.tool.name,
        toolVersion: opened.run.tool.version ?? '',
        category: analysis.category,
        results,
        complete: error === undefined && opened.run.complete(),
        problems: [...opened.run.problems(), ...unreadable],
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
  progress.warnings.push(...read.flatMap(incompleteness))
  progress.errors.push(...identified.flatMap(({ runs }) => runs.flatMap(({ error }) => error ?? [])))
  progress.accounting = identified.reduce((sum, { accounting }) => add(sum, accounting), progress.accounting)
}

/** What a scanner that failed did not find is no good news. Where the reading failed, an error tells it. */
function incompleteness({ path, tool, complete, problems }: ReportResult): string[] {
  const [why] = problems.filter(({ code }) => INCOMPLETE.has(code))
  return complete || why === undefined ? [] : [`${path}: results of ${tool} may be missing. ${why.message}`]
}

const INCOMPLETE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'no-results',
  'execution-unsuccessful',
  'error-notification',
  'external-properties',
  'truncated',
  'unreadable-run',
  'unreadable-result',
  'log-failed',
])

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
  const unknown = ignoranceIn(knowledge)
  const count = (state: keyof Comparison) => plans.reduce((sum, { comparison }) => sum + comparison[state], 0)
  progress.lifecycle = {
    known: unknown === undefined,
    ...(unknown !== undefined && { unknownBecause: unknown.because }),
    new: count('new'),
    reopened: count('reopened'),
    unchanged: count('unchanged'),
    moved: count('moved'),
    dismissed: count('dismissed'),
    fixed: 0,
    // How many findings are kept open because of it is just what is not known.
    kept: unknown === undefined ? [] : [{ reason: unknown.kept, count: 0 }],
  }
}

/** Look-ups of all analyses are one query: where one analysis is not known, none is. */
export function ignoranceIn(knowledge: ReadonlyMap<string, Knowledge<HeldFinding>>): Ignorance | undefined {
  return [...knowledge.values()].find((entry) => !entry.known)
}

/**
 * Warns of what cannot be had without knowing what Security Hub holds. Why it is not known is told once: by the error that failed the run for
 * the same reason, else here.
 */
export function tellIgnorance(progress: Progress, ignorance: Ignorance | undefined, { failOnNew }: { readonly failOnNew: Gate }): void {
  if (ignorance === undefined) return
  if (failOnNew !== undefined) progress.warnings.push('fail-on-new cannot be judged: it is not known what is new.')
  if (progress.mode === 'dry-run') return
  const { unknownBecause: _told, ...lifecycle } = progress.lifecycle
  progress.lifecycle = lifecycle
  if (progress.errors.some(({ code }) => code === ignorance.code)) return
  const archives = progress.mode === 'import' ? ', and nothing can be archived' : ''
  const text = `What is new and what is fixed is not known${archives}. ${ignorance.because}`
  const list = ignorance.code !== undefined && WITHOUT_CREDENTIALS.has(ignorance.code) ? progress.notices : progress.warnings
  list.push(ignorance.code === undefined ? text : `${ignorance.code}: ${text}`)
}

/** Pull requests from forks and of Dependabot never have any: nothing to be warned of. */
const WITHOUT_CREDENTIALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['NO_CREDENTIALS', 'NO_ID_TOKEN'])

/** Counts what was archived, or in a comparison is gone, and what was left open. */
export function tellArchive(progress: Progress, archived: Pick<ArchiveResult, 'done' | 'kept'>): void {
  const { lifecycle } = progress
  const kept = sumByReason([...lifecycle.kept, ...archived.kept])
  progress.lifecycle = { ...lifecycle, fixed: archived.done.length, kept }
  progress.fixed = fixedViews(archived.done)
}

/**
 * Counts what Security Hub took and what it did not, and writes the rest to the failed-findings file.
 *
 * @param notReached findings that were to be sent and are in no report
 */
export function tellImport(progress: Progress, reports: readonly ImportReport[], notReached: number, outputFolder: OutputFolder): void {
  const refused = reports.flatMap((report) => report.refused)
  const unsent = reports.flatMap((report) => report.unsent)
  const lost = [...refused, ...unsent]
  const unaccounted = reports.reduce((sum, report) => sum + report.unaccounted, 0)
  progress.import = { ...progress.import, failed: lost.length + unaccounted + notReached }
  for (const { finding, code, message } of lost) {
    progress.failures.push({ id: finding.Id ?? '', code, message, ...(finding.Title !== undefined && { title: finding.Title }) })
  }
  tellErrors(
    progress,
    reports.flatMap(({ errors }) => errors),
  )
  tellErrors(progress, [...rejections(refused, progress), ...leftBehind(unsent.length + notReached, progress)])
  if (lost.length === 0) return
  const file = createJsonArrayFile(outputFolder, 'failed-findings.json')
  for (const { finding, code, message } of lost) file.add({ finding, code, message })
  const path = file.close()
  if (path !== undefined) progress.files.failedFindings = path
}

/** Each once: the archive usually fails for the reason for which the import did. */
export function tellErrors(progress: Progress, errors: readonly UserError[]): void {
  for (const error of errors) {
    if (!progress.errors.some(({ code, message }) => code === error.code && message === error.message)) progress.errors.push(error)
  }
}

/** Where Security Hub is off it refuses each finding for that: the findings are then not at fault. */
function rejections(refused: readonly Undelivered[], { errors, import: { imported, failed } }: Progress): UserError[] {
  const [first] = refused
  if (first === undefined || errors.some(({ code }) => code === 'SECURITY_HUB_NOT_ENABLED')) return []
  const others = imported > 0 && failed === refused.length ? ' The others were imported.' : ''
  return [
    new UserError('FINDINGS_REJECTED', `Security Hub refused ${findings(refused.length)}. The first: ${first.code}: ${first.message}`, {
      hint: `The output failed-findings-file names each of them with the reason.${others}`,
    }),
  ]
}

/** How many, where some were sent and others were not; why is told by an error of its own. */
function leftBehind(unsent: number, { import: { imported } }: Progress): UserError[] {
  if (unsent === 0 || imported === 0) return []
  return [
    new UserError('FINDINGS_NOT_SENT', `${findings(unsent)} could not be sent; ${imported} were imported.`, {
      hint: 'Run the step again: what was imported is not doubled. The output failed-findings-file has what was not sent.',
    }),
  ]
}

function findings(number: number): string {
  return number === 1 ? '1 finding' : `${number} findings`
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
