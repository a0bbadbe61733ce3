import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { asObject, isObject, type JsonObject } from '../../vocabulary/json.js'
import { readBerry } from './berry.js'
import { readClassic } from './classic.js'

/** Source of the members: github.com/yarnpkg/yarn, src/reporters/json-reporter.js; github.com/yarnpkg/berry, packages/plugin-npm-cli. */
export const yarnAudit: RecordsFormat = {
  shape: 'records',
  id: 'yarn-audit',
  name: 'yarn audit JSON Lines',
  tool: { name: 'yarn audit', vendor: 'Yarn' },
  covers: 'yarn audit of Yarn 1, yarn npm audit of Yarn 4',
  command: 'yarn audit --json > yarn-audit.json',
  // Yarn 4 writes nothing when it finds nothing.
  clean: ['nothing'],
  detect: (first, records) => isBerry(first) || records.some((record) => isObject(record) && isClassic(record)) || isFailure(records),
  read: (records, context) =>
    records.some((record) => isObject(record) && isBerry(record)) ? readBerry(records, context) : readClassic(records, context),
}

function isClassic({ type, data }: JsonObject): boolean {
  return (type === 'auditAdvisory' && has(asObject(data) ?? {}, 'advisory')) || (type === 'auditSummary' && isObject(data))
}

/** What Yarn says when the audit fails: lines of its reporter, an error among them, and no result. */
function isFailure(records: readonly unknown[]): boolean {
  const lines = records.filter(isObject)
  const isLine = ({ type, data }: JsonObject) => LINES.has(type) && typeof data === 'string'
  return lines.length === records.length && lines.every(isLine) && lines.some(({ type }) => type === 'error')
}

/** Source: github.com/yarnpkg/yarn, src/reporters/json-reporter.js; of Yarn 4 packages/yarnpkg-core/sources/StreamReport.ts. */
const LINES: ReadonlySet<unknown> = new Set(['error', 'warning', 'info', 'success', 'verbose'])

function isBerry({ value, children }: JsonObject): boolean {
  return typeof value === 'string' && has(asObject(children) ?? {}, 'ID', 'Issue')
}
