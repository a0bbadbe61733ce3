/** Who goes on with findings whose writer reports no more. */
import { nameOfPart, type Part } from './parts.js'
import { isNewerRun, type RunPosition } from './run-order.js'
import type { Writer } from './writers.js'

type Written = Writer & RunPosition

/**
 * Every run leaves a trace in each of its analyses: a finding that it has sent. So a job or step that has none in the newest run before this one, nor in
 * this one, has reported nothing there, and whoever still finds its findings takes them over, or nobody could ever close them.
 *
 * @param stored everything that Security Hub holds of the analysis
 * @returns whether a part of a workflow has been absent; of nobody where runs have no ids
 */
export function absentParts(stored: readonly Written[], { runId }: Pick<RunPosition, 'runId'>): (part: Part) => boolean {
  const newest = stored.filter((one) => one.runId !== runId).reduce<Written | undefined>(newer, undefined)
  if (runId === '' || newest?.runId === '') return () => false
  const runs = new Set([newest?.runId, runId])
  const present = new Set(stored.filter((one) => runs.has(one.runId)).map(nameOfPart))
  return (part) => !present.has(nameOfPart(part))
}

function newer(newest: Written | undefined, one: Written): Written {
  return newest === undefined || isNewerRun(one, newest) ? one : newest
}
