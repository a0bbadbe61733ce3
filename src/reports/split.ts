import type { JsonEvents } from './json-scan.js'

/** Where the results lie in a SARIF log: all that is kept of them. All numbers are byte offsets, two by two, the second one exclusive. */
export interface LogLayout {
  /** The insides of the arrays `runs[i].results`. What lies outside of them is the skeleton. */
  readonly cuts: readonly number[]
  /** Stretches of whole results with their commas, in file order. */
  readonly blocks: readonly number[]
  /** By index of the run: which blocks are its results. No entry: no array. */
  readonly runs: ReadonlyMap<number, { readonly firstBlock: number; readonly endBlock: number }>
}

/** `runs[i].results[j]`: the log is open at 1, `runs` at 2, a run at 3, `results` at 4. */
const LOG = 1
const RUNS = 2
const RUN = 3
const RESULTS = 4

/**
 * Listens to a scan and notes where the results of a SARIF log are. As in `JSON.parse`, the last one of equal keys counts.
 * @param blockBytes results are kept together in blocks of about this size, so that neither many small results nor hostile ones
 *   (`[1,1,1,…]`) cost memory
 */
export function createSplitter(blockBytes: number): { readonly events: JsonEvents; readonly layout: LogLayout } {
  const cuts: number[] = []
  const blocks: number[] = []
  const runs = new Map<number, { firstBlock: number; endBlock: number }>()
  const keys = new Map<number, string | undefined>()
  let runIndex = -1
  let resultsFrom = -1
  let blockFrom = -1

  const open = (at: number, depth: number, isArray: boolean) => {
    if (depth === RUNS && isArray && keys.get(LOG) === 'runs') {
      runs.clear()
      runIndex = 0
    }
    if (depth === RUN) keys.delete(RUN)
    if (depth === RESULTS && isArray && runIndex >= 0 && keys.get(RUN) === 'results') {
      resultsFrom = at + 1
      blockFrom = at + 1
      runs.set(runIndex, { firstBlock: blocks.length / 2, endBlock: blocks.length / 2 })
    }
  }
  const comma = (at: number, depth: number) => {
    if (depth === RUNS && runIndex >= 0) runIndex++
    if (depth === RESULTS && resultsFrom >= 0 && at - blockFrom >= blockBytes) {
      blocks.push(blockFrom, at)
      blockFrom = at + 1
    }
  }
  const close = (at: number, depth: number) => {
    if (depth === RUNS) runIndex = -1
    if (depth !== RESULTS || resultsFrom < 0) return
    blocks.push(blockFrom, at)
    cuts.push(resultsFrom, at)
    const run = runs.get(runIndex)
    if (run !== undefined) run.endBlock = blocks.length / 2
    resultsFrom = -1
  }
  const key = (name: string | undefined, depth: number) => keys.set(depth, name)
  return { events: { maxDepth: RESULTS, open, close, comma, key }, layout: { cuts, blocks, runs } }
}
