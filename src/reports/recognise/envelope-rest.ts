/** What an envelope says of the report in it: that there is more than it holds, or that something failed. */
import type { Problem } from '../../finding.js'
import { isObject, type JsonObject } from '../vocabulary/json.js'

/** Objects at one place, and the member of each that leads to the report. */
export interface Around {
  readonly frames: readonly JsonObject[]
  readonly name: string
}

/** @param value the report */
export function missingInFrames(around: readonly Around[], value: unknown): readonly Problem[] {
  return around.flatMap(({ frames, name }, depth) => {
    const rest = frames.map((frame) => restOf(frame, name))
    const at = [...around.slice(0, depth).map((outer) => outer.name)].join('.')
    const place = at === '' ? {} : { at }
    return [
      ...(rest.every(saysMore) || saysTotal(rest, value) ? [{ ...MORE, ...place }] : []),
      ...(rest.some(saysFailure) ? [{ ...FAILED, ...place }] : []),
      ...(rest.some(hasOtherList) ? [{ ...OTHER, ...place }] : []),
      ...(frames.some((frame) => Object.hasOwn(frame, 'detail-type')) ? [{ ...EVENT, ...place }] : []),
    ]
  })
}

const MORE: Problem = { code: 'truncated', message: 'The answer says that there is more than the page that is in this file.' }
const FAILED: Problem = { code: 'execution-unsuccessful', message: 'The answer says that something failed, so results may be missing.' }
const OTHER: Problem = { code: 'unreadable-run', message: 'Another list stands beside the report, which is not read.' }
const EVENT: Problem = {
  code: 'truncated',
  message: 'An event tells of what has just changed, not of all: nothing is concluded from what it leaves out.',
}

type Members = readonly (readonly [name: string, value: unknown])[]

/** Members beside the report, names in lower case without what separates words, and those of the objects that say where a page is. */
function restOf(frame: JsonObject, name: string): Members {
  const members = Object.entries(frame)
    .filter(([other]) => other !== name)
    .map(([other, value]) => [folded(other), value] as const)
  const inside = members.flatMap(([other, value]) => (PAGES.has(other) && isObject(value) ? Object.entries(value) : []))
  return [...members, ...inside.map(([other, value]) => [folded(other), value] as const)]
}

function folded(name: string): string {
  return name.replaceAll('_', '').replaceAll('-', '').toLowerCase()
}

const PAGES: ReadonlySet<string> = new Set([
  'meta',
  'metadata',
  'links',
  'page',
  'pages',
  'paging',
  'pagination',
  'pageinfo',
  'responsemetadata',
])

const NEXT: ReadonlySet<string> = new Set([
  ...['next', 'nexttoken', 'nextpage', 'nextpagetoken', 'nextcursor', 'nexturl', 'nextlink', 'hasmore', 'hasnext', 'hasnextpage', 'more'],
  ...['istruncated', 'truncated', 'incomplete', 'incompleteresults', 'partial'],
])

function saysMore(members: Members): boolean {
  return members.some(([name, value]) => NEXT.has(name) && isSomething(value))
}

const TOTALS: ReadonlySet<string> = new Set([
  'total',
  'count',
  'totalcount',
  'totalresults',
  'totalitems',
  'totalelements',
  'totalrecords',
  'recordcount',
])

/** More results than the list has. */
function saysTotal(rest: readonly Members[], value: unknown): boolean {
  if (!Array.isArray(value)) return false
  return rest.flat().some(([name, total]) => TOTALS.has(name) && typeof total === 'number' && total > value.length)
}

const ERRORS: ReadonlySet<string> = new Set(['error', 'errors', 'exception', 'failures'])
const SUCCESS: ReadonlySet<string> = new Set(['success', 'ok', 'successful', 'succeeded'])

function saysFailure(members: Members): boolean {
  return members.some(([name, value]) => (ERRORS.has(name) && isSomething(value)) || (SUCCESS.has(name) && value === false))
}

/** Something else may have been found there. Warnings and links are none of it. */
function hasOtherList(members: Members): boolean {
  return members.some(([name, value]) => !ERRORS.has(name) && !NO_RESULTS.has(name) && Array.isArray(value) && value.some(isObject))
}

const NO_RESULTS: ReadonlySet<string> = new Set(['links', 'warnings', 'messages', 'filters', 'facets'])

function isSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return isObject(value)
    ? Object.keys(value).length > 0
    : value !== undefined && value !== null && value !== '' && value !== false && value !== 0
}
