import type { Problem, Reading } from '../../../finding.js'
import type { NativeContext, NativeRun, RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readOne } from '../../native/readings.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readFinding } from './finding.js'
import { productOf } from './product.js'
import { trivyScan } from './trivy.js'

/**
 * Findings that are in Security Hub's own format already. They get our Ids, our fields and our limits, and keep what they say.
 * Source of the members: API reference of Security Hub, AwsSecurityFinding.
 */
export const asff: RecordsFormat = {
  shape: 'records',
  id: 'asff',
  name: 'AWS Security Finding Format',
  tool: { name: 'ASFF' },
  covers:
    'ASFF as a list, as JSON Lines, below Findings, and in events: Prowler, the template of Trivy, aws securityhub get-findings, EventBridge',
  command: 'prowler aws --output-formats json-asff',
  // Amazon GuardDuty and Macie give an empty list under the same name.
  clean: ['[]', '{"Findings":[]}'],
  detect: (first) => isFinding(first) || framed(first).some(({ value }) => listOf(value) !== undefined),
  read: (records, context) => byProduct(entriesOf(records), missing(objectsOf(records)), context),
}

/** `Findings` is what the API takes and gives; some tools write it in lower case. */
const LISTS = ['Findings', 'findings'] as const

/** A record or what an event of EventBridge carries. Source: Security Hub user guide, "EventBridge event formats for Security Hub". */
function framed(record: JsonObject): readonly Located[] {
  return [{ at: '', value: record }, ...(isEvent(record) ? [{ at: 'detail', value: record['detail'] }] : [])]
}

function isEvent(record: JsonObject): boolean {
  return has(record, 'detail-type') && isObject(record['detail'])
}

function isFinding(record: JsonObject): boolean {
  return has(record, 'GeneratorId', 'Resources') && (has(record, 'ProductArn') || has(record, 'SchemaVersion'))
}

/** The list in a frame. Others have lists of these names too, so an empty one says nothing. */
function listOf(record: unknown): (typeof LISTS)[number] | undefined {
  if (!isObject(record)) return undefined
  return LISTS.find((name) => {
    const list = record[name]
    if (!Array.isArray(list)) return false
    const first = list.find(isObject)
    return first !== undefined && isFinding(first)
  })
}

interface Located {
  readonly at: string
  readonly value: unknown
}

function entriesOf(records: readonly unknown[]): readonly Located[] {
  return records.flatMap((record, index) => {
    const at = `[${index}]`
    const frames = isObject(record) ? framed(record) : []
    const lists = frames.flatMap((frame) => listIn(frame, records.length === 1 ? '' : at))
    return lists[0] ?? [{ at, value: record }]
  })
}

function listIn({ at, value }: Located, record: string): readonly (readonly Located[])[] {
  const name = nameOfList(value)
  if (name === undefined) return []
  const place = [record, at, name].filter((part) => part !== '').join('.')
  return [asArray(asObject(value)?.[name]).map((finding, index) => ({ at: `${place}[${index}]`, value: finding }))]
}

/** The last page of several may be empty. */
function nameOfList(frame: unknown): (typeof LISTS)[number] | undefined {
  return listOf(frame) ?? (isObject(frame) && Array.isArray(frame['Findings']) && frame['Findings'].length === 0 ? 'Findings' : undefined)
}

/** Why findings may be missing. */
function missing(records: readonly JsonObject[]): readonly Problem[] {
  const pages = records.filter((record) => nameOfList(record) !== undefined)
  const cut = pages.length > 0 && pages.every(({ NextToken }) => asText(NextToken) !== undefined)
  return [...(cut ? [MORE_PAGES] : []), ...(records.some(isEvent) ? [EVENT] : [])]
}

const MORE_PAGES: Problem = {
  code: 'truncated',
  message: 'Security Hub has more pages of findings than are in this file.',
  at: 'NextToken',
}

const EVENT: Problem = {
  code: 'truncated',
  message:
    'An event of EventBridge tells of the findings that have just changed, not of all: nothing is concluded from what it leaves out.',
}

/** One run for each product. What is no finding at all belongs to the first. */
function byProduct(entries: readonly Located[], failures: readonly Problem[], context: NativeContext): readonly NativeRun[] {
  const first = entries.map(({ value }) => value).find(isObject)
  const groups = new Map<string, Located[]>()
  for (const entry of entries) {
    const product = productOf(isObject(entry.value) ? entry.value : (first ?? {})).name ?? ''
    const group = groups.get(product)
    if (group === undefined) groups.set(product, [entry])
    else group.push(entry)
  }
  const runs = [...groups.values()].map((group) => ({ ...runOf(group, context), failures }))
  return runs.length === 0 ? [{ failures, readings: () => [] }] : runs
}

function runOf(entries: readonly Located[], context: NativeContext): NativeRun {
  const findings = entries.map(({ value }) => value).filter(isObject)
  const shared = sharedIds(findings)
  const product = productOf(findings[0] ?? {})
  const trivy = product.name === 'Trivy' ? trivyScan(findings, context) : undefined
  return {
    tool: product,
    *readings(): Generator<Reading> {
      for (const { at, value } of entries)
        yield readOne(value, at, (entry) => readFinding(entry, { product, shared, places: context.places, trivy }))
    },
  }
}

/** Ids that several findings have, against the format's rules: Trivy's template gives all secrets of a file the same one. */
function sharedIds(findings: readonly JsonObject[]): ReadonlySet<unknown> {
  const seen = new Set<unknown>()
  return new Set(findings.flatMap(({ Id }) => (seen.size === seen.add(Id).size ? [Id] : [])))
}
