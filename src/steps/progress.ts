/** How far long work has come, for whoever waits. Nothing depends on it. */
export interface Progress {
  readonly work: 'reading' | 'looking-up' | 'importing' | 'archiving'
  /** Results read, findings found, findings given to the importer. */
  readonly done: number
  /** Of how many; `undefined` where nobody knows beforehand. */
  readonly of?: number
}

/** Told often, at least once for every few hundred; cheap to be told. */
export type OnProgress = (progress: Progress) => void
