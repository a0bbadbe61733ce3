/** The most severe of any number of findings, in bounded memory. */
import type { FindingView } from '../run-result.js'
import { compareViews } from './compare-views.js'

export interface Selection {
  add(view: FindingView): void
  /** How many were added. */
  count(): number
  /** The first of them in order, at most the limit. */
  views(): readonly FindingView[]
}

/** @param limit how many are kept @param compare which of two comes first */
export function createSelection(limit: number, compare = compareViews): Selection {
  const kept: FindingView[] = []
  let added = 0
  return {
    add(view) {
      added += 1
      const last = kept.at(-1)
      if (kept.length === limit && last !== undefined && compare(view, last) >= 0) return
      kept.splice(placeOf(view, kept, compare), 0, view)
      kept.length = Math.min(kept.length, limit)
    },
    count: () => added,
    views: () => [...kept],
  }
}

/** Binary search: how many of the kept come before it. */
function placeOf(view: FindingView, kept: readonly FindingView[], compare: typeof compareViews): number {
  let low = 0
  let high = kept.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = kept[middle]
    if (other !== undefined && compare(other, view) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
