/** Which of two workflow runs is the newer one. */

/** What is known of the run that wrote a finding, and of this one. */
export interface RunPosition {
  /** Path of the workflow file; `''` when it is not known. */
  readonly workflowFile: string
  /** Digits; `''` outside of GitHub. */
  readonly runId: string
  /** 0 when there is none. */
  readonly runNumber: number
}

/**
 * Within one workflow file runs are counted by number, which a re-run keeps. Two files count apart, and so does a file after it was renamed:
 * between them it is the run id that grows over all runs. Display names are shared by files at will and decide nothing.
 * Source: docs.github.com, "Variables reference", GITHUB_RUN_NUMBER and GITHUB_RUN_ID.
 *
 * @returns whether `one` is newer than `other`; false when it cannot be told
 */
export function isNewerRun(one: RunPosition, other: RunPosition): boolean {
  const sameFile = one.workflowFile !== '' && one.workflowFile === other.workflowFile
  if (sameFile && one.runNumber > 0 && other.runNumber > 0) return one.runNumber > other.runNumber
  const [a, b] = [idOf(one), idOf(other)]
  return a !== undefined && b !== undefined && a > b
}

/** Of any size: ids have outgrown 32 bits. */
function idOf({ runId }: RunPosition): bigint | undefined {
  return /^\d{1,30}$/.test(runId) ? BigInt(runId) : undefined
}
