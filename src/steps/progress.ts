/** What a run tells while it goes on, for whoever waits. Nothing depends on it. */

/** How far long work has come. */
export interface Progress {
  /** `opening`: bytes of report files · `reading`: results · `looking-up`, `importing`, `archiving`: findings. */
  readonly work: 'opening' | 'reading' | 'looking-up' | 'importing' | 'archiving'
  readonly done: number
  /** Of how many; `undefined` where nobody knows beforehand. */
  readonly of?: number
  /** Requests so far, where it is they that take the time. */
  readonly requests?: number
}

/** Told often, at least once for every few hundred; cheap to be told. */
export type OnProgress = (progress: Progress) => void

/**
 * The parts of a run that take time. Where nothing is known of earlier runs, results are read (`identifying`) and not compared; where nothing is
 * sent, findings are mapped (`mapping`) and not imported.
 */
export type Stage = 'opening' | 'connecting' | 'comparing' | 'identifying' | 'importing' | 'mapping' | 'archiving'

export interface Voice {
  /** A part begins, and with it the one before is over. */
  begin(stage: Stage): void
  /** A line about the part that has begun. */
  say(line: string): void
  /** Lines that are made only where somebody reads them: in a run with debug logging. */
  debug(lines: () => Iterable<string>): void
}

/** For runs that nobody watches. */
export const SILENT: Voice = { begin() {}, say() {}, debug() {} }
