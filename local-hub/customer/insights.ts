/** CreateInsight and GetInsightResults: what the customer has saved to look at. */
import { randomUUID } from 'node:crypto'
import { authoriseOnHub } from '../access/authorise.js'
import type { Caller } from '../access/credentials.js'
import { filterAttribute } from '../findings/filter-attributes.js'
import { matcherOf, valuesAt } from '../findings/filters.js'
import { visibleVersion } from '../findings/store.js'
import { member, stringMember } from '../server/json.js'
import { invalidInput, limitExceeded, resourceNotFound } from '../server/service-error.js'
import type { HubState } from '../state.js'

/** Source: user guide, "Quotas": custom insights in an account and Region. */
const MOST_INSIGHTS = 100
/** Source: user guide, "Viewing insight results": "the top 100 results". */
const MOST_RESULTS = 100

export function createInsight(hub: HubState, caller: Caller, body: unknown): unknown {
  authoriseOnHub(hub, caller, 'securityhub:CreateInsight')
  const [name, groupBy, filters] = [textIn(body, 'Name'), textIn(body, 'GroupByAttribute'), member(body, 'Filters')]
  if (filters === undefined) throw invalidInput("Invalid parameter. data should have required property 'Filters'")
  matcherOf(filters, hub.clock.now())
  // Which attributes findings can be grouped by is not documented for the API: inferred, those that are filtered by as text.
  if (filterAttribute(groupBy)?.kind !== 'string') throw invalidInput(`Invalid parameter 'GroupByAttribute'. '${groupBy}' is not supported`)
  if (hub.insights.size >= MOST_INSIGHTS) throw limitExceeded(`The limit of ${MOST_INSIGHTS} custom insights has been reached`)
  const { partition, region, accountId } = hub.settings
  const arn = `arn:${partition}:securityhub:${region}:${accountId}:insight/${accountId}/custom/${randomUUID()}`
  hub.insights.set(arn, { name, filters, groupBy })
  return { InsightArn: arn }
}

export function getInsightResults(hub: HubState, caller: Caller, arn: string): unknown {
  authoriseOnHub(hub, caller, 'securityhub:GetInsightResults')
  const insight = hub.insights.get(arn)
  if (insight === undefined) throw resourceNotFound(`Insight ${arn} was not found`)
  const values = [...countsOf(hub, insight)]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_RESULTS)
    .map(([GroupByAttributeValue, Count]) => ({ GroupByAttributeValue, Count }))
  return { InsightResults: { InsightArn: arn, GroupByAttribute: insight.groupBy, ResultValues: values } }
}

/** A finding with several values counts with each of them. */
function countsOf(
  hub: HubState,
  { filters, groupBy }: { readonly filters: unknown; readonly groupBy: string },
): ReadonlyMap<string, number> {
  const matches = matcherOf(filters, hub.clock.now())
  const path = filterAttribute(groupBy)?.path ?? []
  const counts = new Map<string, number>()
  for (const entry of hub.store.entries()) {
    const finding = visibleVersion(entry, hub.clock.now(), hub.staleReads)
    if (finding === undefined || !matches(finding)) continue
    for (const value of new Set(valuesAt(finding, path).map(String))) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

function textIn(body: unknown, name: string): string {
  const text = stringMember(body, name)
  if (text === undefined || text.trim() === '') throw invalidInput(`Invalid parameter. data should have required property '${name}'`)
  return text
}
