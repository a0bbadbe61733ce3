/** Who goes on with findings whose writer reports no more. */
import { hashedWriter } from '../baseline/hashed-writer.js'
import type { Part } from './parts.js'
import { isNewerRun, type RunPosition } from './run-order.js'
import type { StoredFinding } from './stored-finding.js'
import type { Writer } from './writers.js'

type Written = Writer & RunPosition & Pick<StoredFinding, 'remembered'>

/**
 * Every run leaves a trace in each of its analyses: a finding that it has sent. So a workflow file, job or step that has left none since this one has
 * left one has reported nothing there meanwhile, and whoever still finds its findings takes them over, or nobody could ever close them. Those that
 * report by turns leave each other's alone: what is taken over again and again would be sent again and again.
 *
 * @param stored everything that Security Hub holds of the analysis
 * @returns whether a part of a workflow has been absent; of nobody where runs have no ids
 */
export function absentParts(stored: readonly Written[], run: Writer): (part: Part & Pick<Written, 'remembered'>) => boolean {
  const newest = new Map<string, RunPosition>()
  for (const one of stored) {
    const last = newest.get(nameOf(one))
    if (last === undefined || isNewerRun(one, last)) newest.set(nameOf(one), one)
  }
  const own = newest.get(hashedWriter(run))
  return (part) => {
    const last = newest.get(nameOf(part))
    if (run.runId === '' || own === undefined) return false
    return last === undefined || (last.runId !== '' && isNewerRun(own, last))
  }
}

/** A baseline file knows writers by hashes alone. */
function nameOf(part: Part & Pick<Written, 'remembered'>): string {
  return part.remembered?.writer ?? hashedWriter(part)
}
