/** Whether an envelope says that there are other pages than those at hand. */
import { isFalse, isSomething, type Members, numberIn, numbersOf, valuesOf } from './envelope-members.js'

const NEXT: ReadonlySet<string> = new Set([
  ...['next', 'nexttoken', 'nextpage', 'nextpagetoken', 'nextcursor', 'nexturl', 'nextlink', 'nextmarker', 'continuationtoken'],
  ...['hasmore', 'hasnext', 'hasnextpage', 'more', 'moreavailable', 'remaining', 'remainingitemcount'],
  ...['istruncated', 'truncated', 'incomplete', 'incompleteresults', 'partial', 'ispartial'],
])
/** Where to go on. Some APIs write it also behind the last page, and say beside it that it was the last. */
const CURSORS: ReadonlySet<string> = new Set(['cursor', 'after', 'continue'])
const IS_MORE: ReadonlySet<string> = new Set(['hasmore', 'hasnext', 'hasnextpage', 'more'])
const IS_LAST: ReadonlySet<string> = new Set(['last', 'islast', 'lastpage', 'islastpage'])

const BEFORE: ReadonlySet<string> = new Set([
  ...['prev', 'previous', 'prevpage', 'previouspage', 'prevurl', 'prevlink', 'hasprev', 'hasprevious', 'hasprevpage', 'haspreviouspage'],
])
const IS_FIRST: ReadonlySet<string> = new Set(['first', 'isfirst', 'firstpage', 'isfirstpage'])
/** How many results stand on the pages before. */
const OFFSETS: ReadonlySet<string> = new Set(['offset', 'skip', 'startat'])

const PAGE_TOTALS: ReadonlySet<string> = new Set(['totalpages', 'pages', 'pagecount', 'totalpagecount', 'numpages', 'lastpage'])

/** @param pages what stands beside the report, page for page */
export function isPartOfPages(pages: readonly Members[]): boolean {
  return (
    pages.every(saysMore) ||
    pages.every(saysBefore) ||
    pages.some((members) => numbersOf(members, PAGE_TOTALS).some((total) => total > pages.length))
  )
}

function saysMore(members: Members): boolean {
  const isEnd = valuesOf(members, IS_MORE).some(isFalse) || valuesOf(members, IS_LAST).includes(true)
  return (
    valuesOf(members, NEXT).some(isSomething) ||
    valuesOf(members, IS_LAST).some(isFalse) ||
    (!isEnd && valuesOf(members, CURSORS).some(isSomething))
  )
}

/** The first page is at hand when one of the pages does not say so. */
function saysBefore(members: Members): boolean {
  return (
    valuesOf(members, BEFORE).some(isSomething) ||
    valuesOf(members, IS_FIRST).some(isFalse) ||
    valuesOf(members, OFFSETS).some((offset) => (numberIn(offset) ?? 0) > 0)
  )
}

const TOTALS: ReadonlySet<string> = new Set([
  ...[
    'total',
    'count',
    'totalcount',
    'totalresults',
    'totalitems',
    'totalelements',
    'totalrecords',
    'totalhits',
    'totalsize',
    'recordcount',
  ],
])

/** How many results there are by what the pages say; 0 when they say nothing. */
export function highestTotal(pages: readonly Members[]): number {
  return pages.flatMap((members) => numbersOf(members, TOTALS)).reduce((highest, total) => Math.max(highest, total), 0)
}
