import { UserError } from '../errors.js'
import { toUserError } from './errors.js'
import { type Clock, createPace, type Pace, type Rate } from './pace.js'
import type { AwsSecurityFinding, AwsSecurityFindingFilters, SecurityHub, Target } from './port.js'

/**
 * GetFindings, API reference ("Throttling"): 3 requests a second with a burst of 6, for the account in the region. One of the burst is left,
 * because a request that is sent in time can arrive early relative to the one before it.
 */
const LOOKUP_RATE: Rate = { perSecond: 3, burst: 5 }

/** GetFindings, API reference, `Filters`: "For each filter attribute, you can provide up to 20 filter values". */
export const MAX_FILTER_VALUES = 20

/**
 * Prefixes of analyses that are asked for one by one: five requests, which is one burst. Beyond it whole tools are asked for, then whole streams:
 * a log of a thousand projects would else take minutes.
 */
const MAX_PREFIXES = 5 * MAX_FILTER_VALUES

/** Host, repository and stream (identity/scope.ts): nothing wider than a stream is ever asked for. */
const STREAM_SEGMENTS = 3

/** One pace for all look-ups of a run: they share one quota. */
export function createLookupPace(clock: Clock): Pace {
  return createPace(LOOKUP_RATE, clock)
}

/** Which of the findings are asked for; each of the conditions that are given must hold. */
export interface Narrowing {
  readonly activeOnly?: boolean
  /** Suppressed by an analyst. */
  readonly dismissedOnly?: boolean
  /** Written at this time or later, by the clock of whoever wrote them. */
  readonly updatedSince?: Date
  /** Full name of a ProductField and the values that it must not have, at most `MAX_FILTER_VALUES`. */
  readonly without?: { readonly field: string; readonly values: readonly string[] }
}

/**
 * Every finding of the target whose Id begins with one of `idPrefixes`, ACTIVE and ARCHIVED alike unless `only` says otherwise, in no order. A finding can come twice when it
 * changes while pages are turned: Security Hub is eventually consistent. The region is part of the filter because an aggregation region
 * also answers with the findings of the regions that are linked to it.
 *
 * @throws UserError when a page cannot be had; what came before is then not all there is
 */
export async function* lookUp(
  hub: SecurityHub,
  options: { readonly target: Target; readonly idPrefixes: readonly string[]; readonly pace: Pace; readonly only?: Narrowing },
): AsyncGenerator<AwsSecurityFinding, void, undefined> {
  const { target, pace, only = {} } = options
  const wanted = withoutCovered(options.idPrefixes)
  const prefixes = widened(wanted)
  for (let start = 0; start < prefixes.length; start += MAX_FILTER_VALUES) {
    const filters = { ...filtersFor(target, prefixes.slice(start, start + MAX_FILTER_VALUES)), ...narrowing(only) }
    for await (const finding of allPages(hub, { filters, target, pace })) if (isWanted(finding, wanted)) yield finding
  }
}

/** Fewer prefixes that cover the same, where there are too many and some are those of analyses; Ids have none that is wider. */
function widened(prefixes: readonly string[]): readonly string[] {
  if (prefixes.length <= MAX_PREFIXES || !prefixes.some((prefix) => prefix.endsWith('/'))) return prefixes
  const wider = withoutCovered(prefixes.map(parentOf))
  return wider.length < prefixes.length || wider.some((prefix, index) => prefix !== prefixes[index]) ? widened(wider) : prefixes
}

/** `host/repository/stream/tool/` of `host/repository/stream/tool/category/`; a stream is its own, and so is what ends within a name. */
function parentOf(prefix: string): string {
  if (!prefix.endsWith('/')) return prefix
  const segments = prefix.split('/').slice(0, -1)
  return segments.length <= STREAM_SEGMENTS ? prefix : `${segments.slice(0, -1).join('/')}/`
}

/** @param wanted in order, none of which covers another: the last one that is not behind the Id is the only one that can cover it */
function isWanted({ Id = '' }: AwsSecurityFinding, wanted: readonly string[]): boolean {
  let [low, high] = [0, wanted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((wanted[middle] ?? '') <= Id) low = middle + 1
    else high = middle
  }
  return low > 0 && Id.startsWith(wanted[low - 1] ?? '')
}

interface Query {
  readonly filters: AwsSecurityFindingFilters
  readonly target: Target
  readonly pace: Pace
}

/** A page can be empty and still have one after it. */
async function* allPages(hub: SecurityHub, query: Query): AsyncGenerator<AwsSecurityFinding, void, undefined> {
  let token: string | undefined
  do {
    const page = await pageOf(hub, query, token)
    yield* page.findings
    if (page.nextToken !== undefined && page.nextToken === token) throw endlessPages(query.target)
    token = page.nextToken
  } while (token !== undefined)
}

async function pageOf(hub: SecurityHub, query: Query, token: string | undefined) {
  await query.pace()
  try {
    return await hub.getFindings(query.filters, token)
  } catch (error) {
    throw toUserError(error, { operation: 'lookup', region: query.target.region, target: query.target })
  }
}

function filtersFor(target: Target, prefixes: readonly string[]): AwsSecurityFindingFilters {
  return {
    ProductArn: [{ Value: target.productArn, Comparison: 'EQUALS' }],
    AwsAccountId: [{ Value: target.accountId, Comparison: 'EQUALS' }],
    Region: [{ Value: target.region, Comparison: 'EQUALS' }],
    Id: prefixes.map((Value) => ({ Value, Comparison: 'PREFIX' })),
  }
}

/** A date filter needs an end. A runner's clock can be ahead of ours. */
const END_OF_TIME = '9999-12-31T23:59:59.999Z'

function narrowing({ activeOnly, dismissedOnly, updatedSince, without }: Narrowing): AwsSecurityFindingFilters {
  return {
    ...(activeOnly && { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }] }),
    ...(dismissedOnly && { WorkflowStatus: [{ Value: 'SUPPRESSED', Comparison: 'EQUALS' }] }),
    ...(updatedSince && { UpdatedAt: [{ Start: updatedSince.toISOString(), End: END_OF_TIME }] }),
    ...(without && { ProductFields: without.values.map((Value) => ({ Key: without.field, Value, Comparison: 'NOT_EQUALS' as const })) }),
  }
}

/**
 * Leaves out prefixes that a shorter one covers, so that no finding is the answer to two queries. An empty prefix would ask for everything that the
 * account has: that is a mistake of the caller.
 */
function withoutCovered(prefixes: readonly string[]): readonly string[] {
  if (prefixes.includes('')) throw new TypeError('An empty Id prefix would match every finding.')
  const kept: string[] = []
  for (const prefix of [...new Set(prefixes)].sort()) {
    const last = kept.at(-1)
    if (last === undefined || !prefix.startsWith(last)) kept.push(prefix)
  }
  return kept
}

function endlessPages(target: Target): UserError {
  const message = `Security Hub in ${target.region} answered a page of findings with a link to that same page.`
  return new UserError('SERVICE_ERROR', message, { hint: 'Run the step again.' })
}
