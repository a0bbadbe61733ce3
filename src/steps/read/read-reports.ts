/** Finds and opens all reports. One that cannot be opened does not stop the others. */
import { UserError } from '../../errors.js'
import type { Reading, Report, ReportRun } from '../../finding.js'
import type { Inputs } from '../../inputs.js'
import type { Redactor } from '../../redact.js'
import type { OtherPlaces } from '../../reports/files/temporary-files.js'
import { type FoundReport, findReports } from '../../reports/find/find.js'
import { parsePatterns } from '../../reports/find/patterns.js'
import { createMemory } from '../../reports/limits.js'
import { openReports } from '../../reports/open.js'
import type { RunContext } from '../../run-context.js'
import type { Workspace } from '../../workspace.js'
import type { OnProgress, Voice } from '../progress.js'
import type { OpenedRun } from './analysis.js'
import { folderInWorkspace } from './checkout.js'
import { bytesOf, createFollowing } from './following.js'

export interface ReadOptions {
  readonly inputs: Pick<Inputs, 'reports' | 'format' | 'ifNoReportsFound' | 'sourceRoot'>
  readonly context: Pick<RunContext, 'workspace' | 'checkout' | 'tempDirectory'>
  readonly workspace: Workspace
  readonly redactor: Redactor
  readonly roots: readonly string[]
  /** What `~` stands for. */
  readonly home: string
  /** For unpacked reports that have no place in the temporary folder. */
  readonly otherPlaces?: OtherPlaces
  readonly signal: AbortSignal
  readonly onProgress: OnProgress
  readonly voice: Pick<Voice, 'say'>
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
  /** A path that was named outright is not there, allowed or not: whatever it would have held is not fixed for that. */
  readonly missing: boolean
}

/** The same without reports that were refused after they had been opened. */
export function withoutRefused(read: ReadReports, refused: readonly UnopenedReport[]): ReadReports {
  const paths = new Set(refused.map(({ path }) => path))
  return {
    ...read,
    runs: read.runs.filter(({ path }) => !paths.has(path)),
    unopened: [...read.unopened, ...refused],
    errors: [...read.errors, ...refused.map(({ error }) => error)],
  }
}

/**
 * Readings of all runs together that are kept in memory so that a report is mapped only once.
 * What does not fit is read from the file again each time: time instead of memory.
 */
const READINGS_KEPT = 40_000

/** Of a report file beyond this size nothing is kept: what is held until it proves too much would be the most of all that is held. */
const BYTES_KEPT = 32 * 1024 * 1024

/** Never throws for a report's sake: what is wrong with one stands in `unopened` and `errors`. */
export async function readReports(options: ReadOptions): Promise<ReadReports> {
  const found = await findReports(options.inputs.reports, { workspace: options.context.workspace, home: options.home })
  const absent = tellMissing(found.missing, options.inputs)
  const errors = [...found.errors, ...absent.errors]
  if (found.reports.length === 0 && errors.length === 0) return noReports(options.inputs)
  const opened = await openAll(found.reports, options)
  return {
    ...opened,
    notices: [...found.notices, ...opened.notices],
    errors: [...errors.map((error) => redactedError(error, options.redactor)), ...opened.unopened.map(({ error }) => error)],
    warnings: absent.warnings,
    nothing: false,
    missing: found.missing.length > 0,
  }
}

/** A path named outright that is not there is a line without a match like any other. */
function tellMissing(
  missing: readonly UserError[],
  { ifNoReportsFound }: Pick<Inputs, 'ifNoReportsFound'>,
): Pick<ReadReports, 'errors' | 'warnings'> {
  return {
    errors: ifNoReportsFound === 'error' ? missing.map(withWayOut) : [],
    warnings: ifNoReportsFound === 'warn' ? missing.map(({ code, message }) => `${code}: ${message}`) : [],
  }
}

function withWayOut({ code, message, hint = '' }: UserError): UserError {
  return new UserError(code, message, { hint: `${hint} Set if-no-reports-found to warn or ignore if it may be missing.` })
}

async function openAll(found: readonly FoundReport[], options: ReadOptions): Promise<Pick<ReadReports, 'runs' | 'unopened' | 'notices'>> {
  const runs: OpenedRun[] = []
  const unopened: UnopenedReport[] = []
  const notices: string[] = []
  const [memory, room] = [createMemory(), createRoom()]
  const following = createFollowing(found, options)
  for (const report of found) {
    const opened = await openReports(report, { ...openOptions(options), memory, onBytes: following.begin(report) })
    runs.push(
      ...opened.reports.flatMap((one) =>
        openedRuns(one, { redactor: options.redactor, room: bytesOf(report) <= BYTES_KEPT ? room : undefined }),
      ),
    )
    const path = options.redactor.name(report.shown)
    unopened.push(...opened.errors.map((error) => ({ path, error: redactedError(error, options.redactor) })))
    notices.push(...opened.notices.map(options.redactor.text))
  }
  return { runs, unopened, notices }
}

function openOptions({ inputs, context, workspace, roots, otherPlaces, signal }: ReadOptions) {
  const checkoutFolder = context.checkout === undefined ? undefined : folderInWorkspace(context.checkout, context.workspace)
  return {
    format: inputs.format,
    roots,
    ...(inputs.sourceRoot !== undefined && { sourceRoot: inputs.sourceRoot }),
    ...(checkoutFolder !== undefined && { checkoutFolder }),
    readSource: workspace.read,
    exists: workspace.exists,
    tempDirectory: context.tempDirectory,
    ...(otherPlaces !== undefined && { otherPlaces }),
    signal,
  }
}

function noReports({ reports, ifNoReportsFound }: Pick<Inputs, 'reports' | 'ifNoReportsFound'>): ReadReports {
  const lines = parsePatterns(reports).map(({ text, exclude }) => (exclude ? `!${text}` : text))
  const message = `No report matches ${lines.join(', ')}`
  const none = { runs: [], unopened: [], errors: [], notices: [], warnings: [], nothing: true, missing: false }
  if (ifNoReportsFound === 'ignore') return none
  if (ifNoReportsFound === 'warn') return { ...none, warnings: [message] }
  const hint =
    'Check that the scanner ran and where it writes its report; set if-no-reports-found to warn or ignore if having none is fine.'
  return { ...none, errors: [new UserError('NO_REPORTS_FOUND', message, { hint })], nothing: false }
}

/** What a report is about is told even when it holds nothing: no report goes by unseen. */
function openedRuns(
  { path, format, runs }: Report,
  { redactor, room }: { readonly redactor: Redactor; readonly room: Room | undefined },
): OpenedRun[] {
  return (runs.length === 0 ? [NO_RUN] : runs).map((run) => ({
    path: redactor.name(path),
    format,
    ...readable(redactor.run(run), room),
  }))
}

/** As the reader of SARIF has it for a log whose producer failed. */
const NO_RUN: ReportRun = {
  tool: { name: 'unknown' },
  complete: () => false,
  problems: () => [{ code: 'no-results', message: 'The report holds no run of any tool.' }],
  readings: () => [],
}

function readable(run: ReportRun, room: Room | undefined): Pick<OpenedRun, 'run' | 'readings'> {
  return { run, readings: room === undefined ? () => run.readings() : keepSmall(() => run.readings(), room) }
}

/** For how many readings there still is room. */
interface Room {
  left: number
}

function createRoom(): Room {
  return { left: READINGS_KEPT }
}

/** Keeps the readings of a run that proved small, once it was read to its end. */
function keepSmall(read: () => Iterable<Reading>, room: Room): () => Iterable<Reading> {
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
      tooMany ||= readings.length >= room.left
      if (tooMany) readings.length = 0
      else readings.push(reading)
    }
    if (tooMany || readings.length > room.left) return
    room.left -= readings.length
    kept = readings
  }
}

/** Without its cause, which quotes the report. */
function redactedError({ code, message, hint }: UserError, redactor: Redactor): UserError {
  return new UserError(code, redactor.text(message), hint === undefined ? {} : { hint: redactor.text(hint) })
}
