/** What an envelope says of the report in it: that there is more than it holds, or that something failed. */
import type { Problem } from '../../finding.js'
import { isObject, type JsonObject } from '../vocabulary/json.js'
import { ERRORS, saysFailure } from './envelope-failure.js'
import { type Members, membersBeside } from './envelope-members.js'
import { highestTotal, isPartOfPages } from './envelope-pages.js'

/** Objects at one place, and the member of each that leads to the report. */
export interface Around {
  readonly frames: readonly JsonObject[]
  readonly name: string
}

/** @param value the report */
export function missingInFrames(around: readonly Around[], value: unknown): readonly Problem[] {
  return around.flatMap(({ frames, name }, depth) => {
    const rest = frames.map((frame) => membersBeside(frame, name))
    const at = [...around.slice(0, depth).map((outer) => outer.name)].join('.')
    const place = at === '' ? {} : { at }
    const isShort = isList(around) && Array.isArray(value) && highestTotal(rest) > value.length
    return [
      ...(isPartOfPages(rest) || isShort ? [{ ...MORE, ...place }] : []),
      ...(rest.some(saysFailure) ? [{ ...FAILED, ...place }] : []),
      ...(rest.some(hasOtherList) ? [{ ...OTHER, ...place }] : []),
      ...(frames.some((frame) => Object.hasOwn(frame, 'detail-type')) ? [{ ...EVENT, ...place }] : []),
    ]
  })
}

/** Whether the report is the entries of lists, which a total counts. */
function isList(around: readonly Around[]): boolean {
  const last = around.at(-1)
  return last?.frames.every((frame) => Array.isArray(frame[last.name])) === true
}

/**
 * How many results the report must have to be all of it, as far as an envelope says so of a report that is no list itself. A total that
 * counts reports, and not what is in them, asks for none.
 */
export function resultsAskedFor(around: readonly Around[]): number {
  if (isList(around)) return 0
  const totals = around.map(({ frames, name }) => highestTotal(frames.map((frame) => membersBeside(frame, name))))
  const reports = around.at(-1)?.frames.length ?? 0
  return Math.max(0, ...totals.filter((total) => total > reports))
}

/** Told where there is less in a report than its envelope says. */
export const MORE: Problem = { code: 'truncated', message: 'The answer says that there is more than the page that is in this file.' }
const FAILED: Problem = {
  code: 'execution-unsuccessful',
  message: 'The answer says that something failed or is not done, so results may be missing.',
}
const OTHER: Problem = { code: 'unreadable-run', message: 'Another list stands beside the report, which is not read.' }
const EVENT: Problem = {
  code: 'truncated',
  message: 'An event tells of what has just changed, not of all: nothing is concluded from what it leaves out.',
}

/** Something else may have been found there. Warnings and links are none of it. */
function hasOtherList(members: Members): boolean {
  return members.some(([name, value]) => !ERRORS.has(name) && !NO_RESULTS.has(name) && Array.isArray(value) && value.some(isObject))
}

const NO_RESULTS: ReadonlySet<string> = new Set(['links', 'warnings', 'messages', 'filters', 'facets'])
