/** What the steps of a run came to, in their order. What is absent was not reached. */
import { messageOf, UserError } from '../../errors.js'
import type { Highlights } from '../../output/highlights.js'
import type { RunResult, Upgrades } from '../../run-result.js'
import { cancelledError } from '../../securityhub/cancellable.js'
import type { Target, Wire } from '../../securityhub/port.js'
import type { ArchiveResult } from '../archive/archive-fixed.js'
import type { IdentifiedAnalysis } from '../compare/identify-analysis.js'
import type { LookedUp } from '../compare/look-up.js'
import type { AnalysisPlan } from '../compare/plan.js'
import type { HeldFinding } from '../compare/stored-finding.js'
import type { Connecting } from '../connect/connection.js'
import type { GateVerdict } from '../import/gates.js'
import type { ImportOpenResult } from '../import/import-open.js'
import type { Mode } from '../mode.js'
import type { ReadReports } from '../read/read-reports.js'

export type Plans = readonly AnalysisPlan<HeldFinding>[]

export interface Outcomes {
  readonly read?: ReadReports
  readonly connecting?: Connecting
  readonly identified?: readonly IdentifiedAnalysis[]
  readonly lookedUp?: LookedUp
  readonly plans?: Plans
  readonly imported?: Imported
  /** Of a comparison: what would be archived. */
  readonly archived?: ArchiveResult
  /** Absolute path; absent when there was nothing to write into it. */
  readonly failedFindingsFile?: string
  /** Absolute path; absent when this run does not know enough to leave one. */
  readonly baselineFile?: string
  /** What ended the run early. */
  readonly error?: UserError
}

export interface Imported extends ImportOpenResult {
  readonly gates: GateVerdict
  readonly highlights: Highlights
  readonly upgrades: Upgrades
  /** Analyses that a newer run has already written. */
  readonly superseded: Plans
  /** It is not known of all files whose they are. */
  readonly ownersPartial: boolean
  /** Not all findings were looked at for what several tools found. */
  readonly problemsPartial: boolean
  /** What became of custom properties that are no tags as they are. */
  readonly tagNotices: readonly string[]
}

/** What holds for a run from its beginning, and what is measured on the way. */
export interface Ended {
  readonly mode: Mode
  /** Target of a run without a connection. */
  readonly placeholder: Target
  readonly cancelled: boolean
  /** What went over the wire to Security Hub. */
  readonly wire: Wire | undefined
  readonly milliseconds: RunResult['milliseconds']
}

/** @returns what was thrown as an error of the closed list */
export function asUserError(error: unknown, signal: AbortSignal): UserError {
  if (signal.aborted) return cancelledError(error)
  if (error instanceof UserError) return error
  return new UserError('INTERNAL', `This should not have happened: ${messageOf(error)}`, {
    hint: 'Please report it with the log of a run with debug logging enabled.',
    cause: error,
  })
}
