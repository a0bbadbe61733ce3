/** GetFindings. */
import { authoriseOnHub } from '../access/authorise.js'
import type { Caller } from '../access/credentials.js'
import { MAX_PAGE_SIZE } from '../options.js'
import { isObject, member, stringMember } from '../server/json.js'
import { invalidInput } from '../server/service-error.js'
import type { HubState } from '../state.js'
import { filterAttribute } from './filter-attributes.js'
import { matcherOf, valuesAt } from './filters.js'
import { type FindingKey, type StoredFinding, visibleVersion } from './store.js'

export function getFindings(hub: HubState, caller: Caller, body: unknown): unknown {
  authoriseOnHub(hub, caller, 'securityhub:GetFindings')
  const size = Math.min(pageSizeOf(body), hub.settings.pageSize)
  const query = JSON.stringify([member(body, 'Filters'), member(body, 'SortCriteria')])
  const keys = keysToList(hub, body, query)
  const rest = keys.slice(size)
  const strays = stringMember(body, 'NextToken') === undefined ? hub.strays : []
  const findings = [...keys.slice(0, size).flatMap((key) => visibleFinding(hub, key) ?? []), ...strays]
  return rest.length === 0 ? { Findings: findings } : { Findings: findings, NextToken: hub.pages.keep(query, rest) }
}

function pageSizeOf(body: unknown): number {
  const size = member(body, 'MaxResults') ?? MAX_PAGE_SIZE
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1)
    throw invalidInput("Invalid parameter 'MaxResults'. data.MaxResults should be >= 1")
  if (size > MAX_PAGE_SIZE) throw invalidInput(`Invalid parameter 'MaxResults'. data.MaxResults should be <= ${MAX_PAGE_SIZE}`)
  return size
}

/** A listing is what its first page found: later pages neither repeat nor skip anything. */
function keysToList(hub: HubState, body: unknown, query: string): readonly FindingKey[] {
  const token = stringMember(body, 'NextToken')
  const matches = matcherOf(member(body, 'Filters'), hub.clock.now())
  const sorted = sorter(member(body, 'SortCriteria'))
  if (token === undefined) return sorted(visibleFindings(hub, idPrefixes(body)).filter(matches)).map(keyOf)
  const rest = hub.pages.resume(query, token)
  if (rest === undefined) throw invalidInput('Input Query has changed')
  return rest
}

/** Where all Ids that are asked for are prefixes, the others are left out before anything costly is done. */
function idPrefixes(body: unknown): readonly string[] | undefined {
  const filters = member(member(body, 'Filters'), 'Id')
  if (!Array.isArray(filters) || filters.length === 0) return undefined
  const prefixes = filters.flatMap((filter) => (member(filter, 'Comparison') === 'PREFIX' ? (stringMember(filter, 'Value') ?? []) : []))
  return prefixes.length === filters.length ? prefixes : undefined
}

function visibleFindings(hub: HubState, prefixes: readonly string[] | undefined): readonly StoredFinding[] {
  const entries = hub.store.entries()
  const concerned =
    prefixes === undefined ? entries : entries.filter(({ newest }) => prefixes.some((prefix) => newest.finding.Id?.startsWith(prefix)))
  return concerned.flatMap((entry) => visibleVersion(entry, hub.clock.now(), hub.staleReads) ?? [])
}

function visibleFinding(hub: HubState, key: FindingKey): StoredFinding | undefined {
  const entry = hub.store.get(key)
  return entry && visibleVersion(entry, hub.clock.now(), hub.staleReads)
}

function keyOf(finding: StoredFinding): FindingKey {
  return { ProductArn: finding.ProductArn ?? '', Id: finding.Id ?? '' }
}

type Sorter = (findings: readonly StoredFinding[]) => readonly StoredFinding[]

function sorter(criteria: unknown): Sorter {
  if (criteria === undefined || criteria === null) return (findings) => findings
  if (!Array.isArray(criteria)) throw invalidInput("Invalid parameter 'SortCriteria'. data.SortCriteria should be array")
  const orders = criteria.map(orderOf)
  return (findings) => findings.toSorted((a, b) => orders.reduce((order, compare) => order || compare(a, b), 0))
}

function orderOf(criterion: unknown): (a: StoredFinding, b: StoredFinding) => number {
  const attribute = filterAttribute(stringMember(criterion, 'Field') ?? '')
  const order = isObject(criterion) ? criterion['SortOrder'] : undefined
  if (attribute === undefined || (order !== 'asc' && order !== 'desc')) {
    throw invalidInput("Invalid parameter 'SortCriteria'. A criterion is a Field and a SortOrder, asc or desc")
  }
  const direction = order === 'asc' ? 1 : -1
  const first = (finding: StoredFinding): unknown => valuesAt(finding, attribute.path)[0]
  return (a, b) => direction * compareValues(first(a), first(b))
}

function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a ?? ''), String(b ?? '')]
  if (left === right) return 0
  return left < right ? -1 : 1
}
