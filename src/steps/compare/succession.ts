/** Who goes on with findings whose writer reports no more. */
import { isNewerRun, type RunPosition } from './run-order.js'
import type { Writer } from './writers.js'

type Written = Writer & RunPosition

/**
 * Every run leaves a trace in each of its analyses: a finding that it has sent. So a job or step that has none in the newest run before this one, nor in
 * this one, has reported nothing there, and whoever still finds its findings takes them over, or nobody could ever close them. Two that both report
 * leave each other's alone: what is taken over again and again would be sent again and again.
 *
 * @param stored everything that Security Hub holds of the analysis
 * @returns whether the writer of a stored finding has been absent
 */
export function absentWriters(stored: readonly Written[], { runId }: Pick<RunPosition, 'runId'>): (finding: Written) => boolean {
  const newest = stored.filter((one) => one.runId !== runId).reduce<Written | undefined>(newer, undefined)
  const runs = new Set([newest?.runId, runId])
  const present = new Set(stored.filter((one) => runs.has(one.runId)).map(nameOf))
  return (finding) => finding.runId !== '' && runId !== '' && !present.has(nameOf(finding))
}

function newer(newest: Written | undefined, one: Written): Written {
  return newest === undefined || isNewerRun(one, newest) ? one : newest
}

function nameOf({ workflowFile, workflow, job, step }: Writer): string {
  return JSON.stringify([workflowFile === '' ? workflow : workflowFile, job, step])
}
