/** Finds and opens all reports. One that cannot be opened does not stop the others. */
import { statSync } from 'node:fs'
import { UserError } from '../errors.js'
import type { Reading, Report, ReportRun } from '../finding.js'
import type { Inputs } from '../inputs.js'
import type { Redactor } from '../redact.js'
import { type FoundReport, findReports } from '../reports/find.js'
import { openReports } from '../reports/open.js'
import { parsePatterns } from '../reports/patterns.js'
import type { RunContext } from '../run-context.js'
import type { Workspace } from '../workspace.js'
import type { OpenedRun } from './analysis.js'

export interface ReadOptions {
  readonly inputs: Pick<Inputs, 'reports' | 'format' | 'ifNoReportsFound'>
  readonly context: Pick<RunContext, 'workspace' | 'tempDirectory'>
  readonly workspace: Workspace
  readonly redactor: Redactor
  readonly roots: readonly string[]
  /** What `~` stands for. */
  readonly home: string
}

/** A report that was found and could not be read. */
export interface UnopenedReport {
  readonly path: string
  readonly error: UserError
}

export interface ReadReports {
  readonly runs: readonly OpenedRun[]
  readonly unopened: readonly UnopenedReport[]
  readonly errors: readonly UserError[]
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
  /** Nothing matched, and that is allowed. */
  readonly nothing: boolean
}

/**
 * Readings of one run that are kept in memory so that the report is mapped only once.
 * Larger runs are read from the file again each time: time instead of memory.
 */
const READINGS_KEPT = 40_000

/** Of a report file beyond this size nothing is kept: what is held until it proves too much would be the most of all that is held. */
const BYTES_KEPT = 32 * 1024 * 1024

/** Never throws for a report's sake: what is wrong with one stands in `unopened` and `errors`. */
export async function readReports(options: ReadOptions): Promise<ReadReports> {
  const found = await findReports(options.inputs.reports, { workspace: options.context.workspace, home: options.home })
  if (found.reports.length === 0 && found.errors.length === 0) return noReports(options.inputs)
  const opened = await openAll(found.reports, options)
  const errors = [...found.errors.map((error) => redactedError(error, options.redactor)), ...opened.unopened.map(({ error }) => error)]
  return { ...opened, notices: [...found.notices, ...opened.notices], errors, warnings: [], nothing: false }
}

async function openAll(found: readonly FoundReport[], options: ReadOptions): Promise<Pick<ReadReports, 'runs' | 'unopened' | 'notices'>> {
  const runs: OpenedRun[] = []
  const unopened: UnopenedReport[] = []
  const notices: string[] = []
  for (const report of found) {
    const opened = await openReports(report, openOptions(options))
    runs.push(...opened.reports.flatMap((one) => openedRuns(one, { redactor: options.redactor, keep: bytesOf(report) <= BYTES_KEPT })))
    const path = options.redactor.name(report.shown)
    unopened.push(...opened.errors.map((error) => ({ path, error: redactedError(error, options.redactor) })))
    notices.push(...opened.notices.map(options.redactor.text))
  }
  return { runs, unopened, notices }
}

/** 0 when it cannot be told: opening the report says what is wrong with it. */
function bytesOf({ path }: FoundReport): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function openOptions({ inputs, context, workspace, roots }: ReadOptions) {
  return { format: inputs.format, roots, readSource: workspace.read, tempDirectory: context.tempDirectory }
}

function noReports({ reports, ifNoReportsFound }: Pick<Inputs, 'reports' | 'ifNoReportsFound'>): ReadReports {
  const lines = parsePatterns(reports).map(({ text, exclude }) => (exclude ? `!${text}` : text))
  const message = `No report matches ${lines.join(', ')}`
  const none = { runs: [], unopened: [], errors: [], notices: [], warnings: [], nothing: true }
  if (ifNoReportsFound === 'ignore') return none
  if (ifNoReportsFound === 'warn') return { ...none, warnings: [message] }
  const hint =
    'Check that the scanner ran and where it writes its report; set if-no-reports-found to warn or ignore if having none is fine.'
  return { ...none, errors: [new UserError('NO_REPORTS_FOUND', message, { hint })], nothing: false }
}

/** What a report is about is told even when it holds nothing: no report goes by unseen. */
function openedRuns(
  { path, format, runs }: Report,
  { redactor, keep }: { readonly redactor: Redactor; readonly keep: boolean },
): OpenedRun[] {
  return (runs.length === 0 ? [NO_RUN] : runs).map((run) => ({
    path: redactor.name(path),
    format,
    ...readable(redactor.run(run), keep),
  }))
}

/** As the reader of SARIF has it for a log whose producer failed. */
const NO_RUN: ReportRun = {
  tool: { name: 'unknown' },
  complete: () => false,
  problems: () => [{ code: 'no-results', message: 'The report holds no run of any tool.' }],
  readings: () => [],
}

function readable(run: ReportRun, keep: boolean): Pick<OpenedRun, 'run' | 'readings'> {
  return { run, readings: keep ? keepSmall(() => run.readings()) : () => run.readings() }
}

/** Keeps the readings of a run that proved small, once it was read to its end. */
function keepSmall(read: () => Iterable<Reading>): () => Iterable<Reading> {
  let kept: readonly Reading[] | undefined
  return function* () {
    if (kept !== undefined) {
      yield* kept
      return
    }
    const readings: Reading[] = []
    let tooMany = false
    for (const reading of read()) {
      yield reading
      tooMany ||= readings.length === READINGS_KEPT
      if (tooMany) readings.length = 0
      else readings.push(reading)
    }
    if (!tooMany) kept = readings
  }
}

/** Without its cause, which quotes the report. */
function redactedError({ code, message, hint }: UserError, redactor: Redactor): UserError {
  return new UserError(code, redactor.text(message), hint === undefined ? {} : { hint: redactor.text(hint) })
}
