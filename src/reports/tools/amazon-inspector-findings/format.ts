import type { Problem, Reading } from '../../../finding.js'
import type { NativeContext, NativeRun, RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readOne } from '../../native/readings.js'
import { asArray, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readInspectorFinding } from './finding.js'

/**
 * What Amazon Inspector has found, as its API, its export to S3 and its events give it.
 * Source of the members: Amazon Inspector API reference (inspector2), Finding; user guide, "Amazon EventBridge event schema for Amazon
 * Inspector events".
 */
export const amazonInspectorFindings: RecordsFormat = {
  shape: 'records',
  id: 'amazon-inspector-findings',
  name: 'Amazon Inspector findings JSON',
  tool: { name: 'Amazon Inspector', vendor: 'AWS' },
  covers:
    'findings of Amazon Inspector about images, instances, functions and code: aws inspector2 list-findings, exports to S3, EventBridge. Where its integration with Security Hub is on, Amazon Inspector sends them there itself',
  command:
    'aws inspector2 list-findings --filter-criteria \'{"ecrImageRepositoryName":[{"comparison":"EQUALS","value":"shop"}]}\' > inspector-findings.json',
  clean: ['{"findings":[]}'],
  detect: (first) => isFinding(first) || isEvent(first) || objectsOf(first['findings']).some(isFinding),
  read: readRecords,
}

/** Findings of Security Hub, Amazon GuardDuty, Amazon Macie and the first Amazon Inspector have no `findingArn`. */
function isFinding(value: JsonObject): boolean {
  return has(value, 'findingArn', 'awsAccountId', 'type', 'resources')
}

function isEvent(record: JsonObject): boolean {
  return has(record, 'detail-type') && isObject(record['detail']) && isFinding(record['detail'])
}

interface Listed {
  readonly at: string
  readonly value: unknown
}

function readRecords(records: readonly unknown[], { places }: NativeContext): NativeRun {
  const listed = records.flatMap((record, index) => listedIn(record, records.length === 1 ? '' : `[${index}]`))
  return {
    failures: missing(records),
    *readings(): Generator<Reading> {
      for (const { at, value } of listed) yield readOne(value, at, (entry) => readInspectorFinding(entry, places))
    },
  }
}

/** @param at where the record is; `''` for the only one */
function listedIn(record: unknown, at: string): readonly Listed[] {
  const below = (name: string) => (at === '' ? name : `${at}.${name}`)
  if (isList(record)) return asArray(record['findings']).map((value, index) => ({ at: `${below('findings')}[${index}]`, value }))
  if (isObject(record) && isEvent(record)) return [{ at: below('detail'), value: record['detail'] }]
  return [{ at: at === '' ? '[0]' : at, value: record }]
}

function isList(record: unknown): record is JsonObject {
  return isObject(record) && Array.isArray(record['findings'])
}

/** Why findings may be missing. */
function missing(records: readonly unknown[]): readonly Problem[] {
  const pages = records.filter(isList)
  const isCut = pages.length > 0 && pages.every(hasNextPage)
  return [...(isCut ? [MORE_PAGES] : []), ...(pages.length < records.length ? [LOOSE] : [])]
}

/** `NextToken` is what the AWS CLI leaves behind after `--max-items`, `nextToken` after `--no-paginate`. */
export function hasNextPage({ nextToken, NextToken }: JsonObject): boolean {
  return [nextToken, NextToken].some((token) => asText(token) !== undefined)
}

const MORE_PAGES: Problem = {
  code: 'truncated',
  message: 'Amazon Inspector has more pages of findings than are in this file.',
  at: 'nextToken',
}

const LOOSE: Problem = {
  code: 'truncated',
  message:
    'Events and single findings of Amazon Inspector tell of what has just changed, not of all: nothing is concluded from what they leave out.',
}
