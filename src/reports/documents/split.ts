import type { Sizes } from './document.js'
import type { JsonEvents } from './json-scan.js'

/** Where the results lie in a SARIF log: all that is kept of them. All numbers are byte offsets, two by two, the second one exclusive. */
export interface LogLayout {
  /** The insides of the arrays `runs[i].results`. What lies outside of them is the skeleton. */
  readonly cuts: readonly number[]
  /** Stretches of whole results with their commas, in file order. */
  readonly blocks: readonly number[]
  /** By index of the run: which blocks are its results. No entry: no array. */
  readonly runs: ReadonlyMap<number, { readonly firstBlock: number; readonly endBlock: number }>
  /** How many results there are, one for each empty array besides. */
  results(): number
  /** Of all results together, and of the block that has the most; counted as `JsonScan.values` does. */
  values(): number
  mostValues(): number
  /** Then the layout is not complete. Equal keys count as well: `{"results":[],"results":[]}`. */
  tooManyRuns(): boolean
}

/** `runs[i].results[j]`: the log is open at 1, `runs` at 2, a run at 3, `results` at 4. */
const LOG = 1
const RUNS = 2
const RUN = 3
const RESULTS = 4

/**
 * Listens to a scan and notes where the results of a SARIF log are. As in `JSON.parse`, the last one of equal keys counts.
 * @param sizes.block results are kept together in blocks of about this many bytes, so that neither many small results nor hostile ones
 *   (`[1,1,1,…]`) cost memory
 */
export function createSplitter({ block, runs: mostRuns }: Pick<Sizes, 'block' | 'runs'>): {
  readonly events: JsonEvents
  readonly layout: LogLayout
} {
  const counted = createValueCount()
  let arrays = 0
  let results = 0
  let mostIndex = 0
  const cuts: number[] = []
  const blocks: number[] = []
  const runs = new Map<number, { firstBlock: number; endBlock: number }>()
  const keys = new Map<number, string | undefined>()
  let runIndex = -1
  let resultsFrom = -1
  let blockFrom = -1

  const open = (at: number, depth: number, isArray: boolean, values: number) => {
    if (depth === RUNS && isArray && keys.get(LOG) === 'runs') {
      runs.clear()
      runIndex = 0
    }
    if (depth === RUN) keys.delete(RUN)
    if (depth === RESULTS && isArray && runIndex >= 0 && keys.get(RUN) === 'results' && ++arrays <= mostRuns) {
      resultsFrom = at + 1
      blockFrom = at + 1
      counted.blockStarts(values)
      runs.set(runIndex, { firstBlock: blocks.length / 2, endBlock: blocks.length / 2 })
    }
  }
  const comma = (at: number, depth: number, values: number) => {
    if (depth === RUNS && runIndex >= 0) mostIndex = Math.max(mostIndex, ++runIndex)
    if (depth === RESULTS && resultsFrom >= 0) results += 1
    if (depth === RESULTS && resultsFrom >= 0 && at - blockFrom >= block) {
      blocks.push(blockFrom, at)
      counted.blockEnds(values)
      blockFrom = at + 1
    }
  }
  const close = (at: number, depth: number, values: number) => {
    if (depth === RUNS) runIndex = -1
    if (depth !== RESULTS || resultsFrom < 0) return
    results += 1
    blocks.push(blockFrom, at)
    counted.blockEnds(values)
    cuts.push(resultsFrom, at)
    const run = runs.get(runIndex)
    if (run !== undefined) run.endBlock = blocks.length / 2
    resultsFrom = -1
  }
  const key = (name: string | undefined, depth: number) => keys.set(depth, name)
  const tooManyRuns = () => arrays > mostRuns || mostIndex >= mostRuns
  const layout = { cuts, blocks, runs, results: () => results, values: counted.all, mostValues: counted.most, tooManyRuns }
  return { events: { maxDepth: RESULTS, open, close, comma, key }, layout }
}

function createValueCount() {
  let all = 0
  let most = 0
  let from = 0
  return {
    blockStarts(values: number) {
      from = values
    },
    blockEnds(values: number) {
      all += values - from
      most = Math.max(most, values - from)
      from = values
    },
    all: () => all,
    most: () => most,
  }
}
