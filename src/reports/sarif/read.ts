import type { ReportRun } from '../../finding.js'
import type { FormatOptions } from '../documents/report-format.js'
import { asArray } from '../vocabulary/json.js'
import { createCargoLocks } from './cargo-audit.js'
import { openLog } from './log.js'
import { createOffsetLines } from './offset-lines.js'
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
  return asArray(runs).map((run, index) => readRun(run, { log, index, options, lineAt, cargoLocks, results: () => source.results(index) }))
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
