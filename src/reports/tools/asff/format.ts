import type { Reading } from '../../../finding.js'
import type { NativeContext, NativeRun, RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readOne } from '../../native/readings.js'
import { asArray, isObject, type JsonObject } from '../../shared/json.js'
import { readFinding } from './finding.js'
import { productOf } from './product.js'

/**
 * Findings that are in Security Hub's own format already. They get our Ids, our fields and our limits, and keep what they say.
 * Source of the members: API reference of Security Hub, AwsSecurityFinding.
 */
export const asff: RecordsFormat = {
  shape: 'records',
  id: 'asff',
  name: 'AWS Security Finding Format',
  tool: { name: 'ASFF' },
  covers: 'ASFF as a list, as JSON Lines, and below Findings: Prowler, the template of Trivy, aws securityhub get-findings',
  command: 'prowler aws --output-formats json-asff',
  clean: ['[]'],
  detect: (first) => isFinding(first) || listOf(first) !== undefined,
  read: (records, context) => byProduct(entriesOf(records), context),
}

/** `Findings` is what the API takes and gives; some tools write it in lower case. */
const LISTS = ['Findings', 'findings'] as const

function isFinding(record: JsonObject): boolean {
  return has(record, 'GeneratorId', 'Resources') && (has(record, 'ProductArn') || has(record, 'SchemaVersion'))
}

/** The list in a frame. An empty one is only known by the name that the API gives it. */
function listOf(record: unknown): (typeof LISTS)[number] | undefined {
  if (!isObject(record)) return undefined
  return LISTS.find((name) => {
    const list = record[name]
    if (!Array.isArray(list)) return false
    const first = list.find(isObject)
    return first === undefined ? list.length === 0 && name === 'Findings' : isFinding(first)
  })
}

interface Located {
  readonly at: string
  readonly value: unknown
}

function entriesOf(records: readonly unknown[]): readonly Located[] {
  return records.flatMap((record, index) => {
    const at = `[${index}]`
    const name = listOf(record)
    if (name === undefined || !isObject(record)) return [{ at, value: record }]
    const frame = records.length === 1 ? name : `${at}.${name}`
    return asArray(record[name]).map((value, position) => ({ at: `${frame}[${position}]`, value }))
  })
}

/** One run for each product. What is no finding at all belongs to the first. */
function byProduct(entries: readonly Located[], context: NativeContext): readonly NativeRun[] {
  const first = entries.map(({ value }) => value).find(isObject)
  const groups = new Map<string, Located[]>()
  for (const entry of entries) {
    const product = productOf(isObject(entry.value) ? entry.value : (first ?? {})).name ?? ''
    const group = groups.get(product)
    if (group === undefined) groups.set(product, [entry])
    else group.push(entry)
  }
  const runs = [...groups.values()].map((group) => runOf(group, context))
  return runs.length === 0 ? [{ readings: () => [] }] : runs
}

function runOf(entries: readonly Located[], { places }: NativeContext): NativeRun {
  const findings = entries.map(({ value }) => value).filter(isObject)
  const shared = sharedIds(findings)
  const product = productOf(findings[0] ?? {})
  return {
    tool: product,
    *readings(): Generator<Reading> {
      for (const { at, value } of entries) yield readOne(value, at, (entry) => readFinding(entry, { product, shared, places }))
    },
  }
}

/** Ids that several findings have, against the format's rules: Trivy's template gives all secrets of a file the same one. */
function sharedIds(findings: readonly JsonObject[]): ReadonlySet<unknown> {
  const seen = new Set<unknown>()
  return new Set(findings.flatMap(({ Id }) => (seen.size === seen.add(Id).size ? [Id] : [])))
}
