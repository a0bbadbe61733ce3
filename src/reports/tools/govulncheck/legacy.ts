import { groupBy } from '../../../groups.js'
import type { NativeContext, NativeRun } from '../../native/format.js'
import { type Entry, readEach, unreadable } from '../../native/readings.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { vulnerabilityFinding } from './vulnerability.js'

/** The object that versions before 0.1 write: an entry for each vulnerable symbol, and graphs in which a sink says how it is reached. */
export function readLegacyReport(report: JsonObject, context: NativeContext): NativeRun {
  const groups = groupBy(objectsOf(report['Vulns']), keyOf)
  const versions = versionsOf(report)
  return {
    readings: () => readEach(report['Vulns'], 'Vulns', (entry) => readSymbol(entry, groups.get(keyOf(entry)) ?? [], versions, context)),
  }
}

function readSymbol(
  entry: JsonObject,
  group: readonly JsonObject[],
  versions: ReadonlyMap<string, unknown>,
  context: NativeContext,
): Entry {
  const advisory = asObject(entry['OSV'])
  if (advisory === undefined || asText(advisory['id']) === undefined) return unreadable('has no vulnerability')
  const called = group.filter(isCalled)
  if ((called[0] ?? group[0]) !== entry) return { verdict: 'duplicate' }
  return {
    verdict: 'problem',
    finding: vulnerabilityFinding({
      entry: advisory,
      module: entry['ModPath'],
      version: versions.get(asText(entry['ModPath']) ?? ''),
      fixed: undefined,
      reach: called.length > 0 ? 2 : isSink(entry['ImportSink']) ? 1 : 0,
      level: 'symbol',
      symbols: called.flatMap(({ Symbol: symbol }) => asText(symbol) ?? []),
      goModule: undefined,
      calls: [],
      context,
    }),
  }
}

function keyOf(entry: JsonObject): string {
  return JSON.stringify([asObject(entry['OSV'])?.['id'], entry['ModPath']])
}

function isCalled(entry: JsonObject): boolean {
  return isSink(entry['CallSink'])
}

/** A node of the graph; 0 is none. */
function isSink(value: unknown): boolean {
  return typeof value === 'number' && value > 0
}

function versionsOf(report: JsonObject): ReadonlyMap<string, unknown> {
  return new Map(objectsOf(asArray(report['Modules'])).map((module) => [asText(module['Path']) ?? '', module['Version']]))
}
