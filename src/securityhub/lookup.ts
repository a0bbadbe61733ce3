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
const MAX_FILTER_VALUES = 20

/** One pace for all look-ups of a run: they share one quota. */
export function createLookupPace(clock: Clock): Pace {
  return createPace(LOOKUP_RATE, clock)
}

/**
 * Every finding of the target whose Id begins with one of `idPrefixes`, ACTIVE and ARCHIVED alike, in no order. A finding can come twice when it
 * changes while pages are turned: Security Hub is eventually consistent. The region is part of the filter because an aggregation region
 * also answers with the findings of the regions that are linked to it.
 *
 * @throws UserError when a page cannot be had; what came before is then not all there is
 */
export async function* lookUp(
  hub: SecurityHub,
  options: { readonly target: Target; readonly idPrefixes: readonly string[]; readonly pace: Pace },
): AsyncGenerator<AwsSecurityFinding, void, undefined> {
  const { target, pace } = options
  const prefixes = withoutCovered(options.idPrefixes)
  for (let start = 0; start < prefixes.length; start += MAX_FILTER_VALUES) {
    const filters = filtersFor(target, prefixes.slice(start, start + MAX_FILTER_VALUES))
    yield* allPages(hub, { filters, target, pace })
  }
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
