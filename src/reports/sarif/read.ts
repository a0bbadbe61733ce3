import type { Problem, ReportRun } from '../../finding.js'
import type { FormatOptions } from '../documents/report-format.js'
import { asArray } from '../vocabulary/json.js'
import { openLog } from './log.js'
import { createCargoLocks } from './packages/cargo-audit.js'
import { createOffsetLines } from './places/offset-lines.js'
import { readRun } from './run.js'

export { isSarif } from './log.js'

export interface SarifSource {
  /** The parsed log in which every array `runs[i].results` is replaced by []; anything else untouched. */
  readonly skeleton: unknown
  /** Parsed elements of runs[i].results in order, restartable; undefined when `results` of that run is not an array (null or absent). */
  results(runIndex: number): Iterable<unknown> | undefined
}

/**
 * Reads a SARIF 2.1.0 log: one ReportRun per run. `runs: null` says that the producer failed (§3.13.4) and gives one incomplete run of an
 * unknown tool. Results are read when the readings are asked for; nothing is kept of them.
 * Throws UserError SARIF_VERSION_UNSUPPORTED or SARIF_MALFORMED.
 */
export function readSarif(source: SarifSource, options: FormatOptions): readonly ReportRun[] {
  const { log, runs } = openLog(source.skeleton)
  if (runs === null) return [failedLog()]
  const lineAt = createOffsetLines((path) => options.readSource(path))
  const cargoLocks = createCargoLocks((path) => options.readSource(path))
  const all = asArray(runs).map((run, index) =>
    readRun(run, { log, index, options, lineAt, cargoLocks, results: () => source.results(index) }),
  )
  const failed = new Set(
    all.filter(({ tool }, index) => tool.name.endsWith(OF_ERRORS) && hasResults(source.results(index))).map(({ tool }) => tool.name),
  )
  return all.map((run, index) => (isAffected(run, failed) ? withErrors(run, index) : run))
}

/** TFLint writes what it stumbled over as results of a run of its own. Source: github.com/terraform-linters/tflint, formatter/sarif.go. */
const OF_ERRORS = '-errors'

function hasResults(results: Iterable<unknown> | undefined): boolean {
  for (const _ of results ?? []) return true
  return false
}

function isAffected({ tool: { name } }: ReportRun, failed: ReadonlySet<string>): boolean {
  return failed.has(name + OF_ERRORS) || (name.endsWith(OF_ERRORS) && failed.has(name))
}

function withErrors(run: ReportRun, index: number): ReportRun {
  const message = 'The tool wrote its own errors into a run of their own, so results may be missing.'
  const problem: Problem = { code: 'error-notification', message, at: `runs[${index}]` }
  return { ...run, complete: () => false, problems: () => [problem, ...run.problems()] }
}

function failedLog(): ReportRun {
  const message = 'The log has `"runs": null`: the tool started but failed before it could say anything.'
  return {
    tool: { name: 'unknown' },
    complete: () => false,
    problems: () => [{ code: 'log-failed', message, at: 'runs' }],
    readings: () => [],
  }
}
