/** What all steps of one run share. */
import type { Inputs } from '../inputs.js'
import type { SourceStore } from '../remote-workspace.js'
import type { OtherPlaces } from '../reports/files/temporary-files.js'
import type { RunContext } from '../run-context.js'
import type { Cancellation } from '../securityhub/cancellable.js'
import type { Pace } from '../securityhub/pace.js'
import type { Target } from '../securityhub/port.js'
import type { Recorder } from './baseline/record.js'
import type { Connection } from './connect/connection.js'
import type { Mode } from './mode.js'
import type { OutputFolder } from './output-folder.js'
import type { OnProgress, Voice } from './progress.js'
import type { Stopwatch } from './stopwatch.js'

/** The world around a run. */
export interface Collaborators extends Cancellation {
  readonly inputs: Inputs
  readonly context: RunContext
  /** Absolute directories that mean the repository root in reports, the checkout first. */
  readonly roots: readonly string[]
  /** The user's home directory. */
  readonly home: string
  /** For the files that the outputs name. */
  readonly outputFolder: OutputFolder
  /** Target of a run without a connection. */
  readonly placeholder: Target
  /** Finds credentials and the account. Throws UserError. Not called in a dry run. */
  connect(): Promise<Connection>
  readonly onProgress: OnProgress
  readonly voice: Voice
  now(): Date
  /** Milliseconds of a clock that never goes back, for pacing. */
  ticks(): number
  sleep(milliseconds: number): Promise<void>
}

export interface Run extends Collaborators {
  readonly mode: Mode
  readonly startedAt: Date
  /** Names this execution of the step and no other. */
  readonly batch: string
  /** Of everything that is sent to Security Hub. */
  readonly recorder: Recorder
  readonly stopwatch: Stopwatch
  /** Source that is not checked out. */
  readonly sourceStore: SourceStore
  /** For unpacked reports that have no place in the temporary folder. */
  readonly otherPlaces: OtherPlaces
  /** One for all look-ups: they share one quota. */
  readonly lookupPace: Pace
}

export function clockOf({ ticks, sleep }: Pick<Collaborators, 'ticks' | 'sleep'>) {
  return { now: ticks, sleep }
}
