import type { Reading, Severity } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, toReading, unreadable, withinEach } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { asArray, asObject, asText, isObject, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/stelligent/cfn_nag, lib/cfn-nag/violation.rb and cfn_nag.rb. */
export const cfnNag: RecordsFormat = {
  shape: 'records',
  id: 'cfn-nag',
  name: 'cfn-nag JSON',
  tool: { name: 'cfn_nag', vendor: 'Stelligent' },
  covers: 'cfn_nag and cfn_nag_scan, all versions',
  command: 'cfn_nag_scan --input-path . --output-format json > cfn-nag.json',
  clean: ['[]'],
  detect: (first) => has(first, 'filename', 'file_results') && isObject(first['file_results']) && has(first['file_results'], 'violations'),
  read: (records, { places }) => ({
    failures: toolErrors(fatalErrors(records), ''),
    readings: () => withinEach(records, '', (file, at) => readFile(file, at, places)),
  }),
}

/** Stands for a template that could not be parsed: no rule has been broken, and none has been checked. */
const FATAL = 'FATAL'

function fatalErrors(records: readonly unknown[]): readonly unknown[] {
  return objectsOf(records).flatMap((file) =>
    objectsOf(asObject(file['file_results'])?.['violations'])
      .filter(({ id }) => id === FATAL)
      .map(({ message }) => `${asText(file['filename']) ?? 'a template'}: ${asText(message) ?? ''}`),
  )
}

function* readFile(file: JsonObject, at: string, places: Places): Generator<Reading> {
  const results = asObject(file['file_results'])
  if (results === undefined) yield toReading(unreadable('has no results'), at)
  else {
    const place = `${at}.file_results.violations`
    yield* withinEach(results['violations'], place, (violation, path) => readViolation(violation, path, file['filename'], places))
  }
}

/** A violation names all resources of a template that have it, and their lines in the same order. cfn-nag counts every one. */
function* readViolation(violation: JsonObject, at: string, path: unknown, places: Places): Generator<Reading> {
  const resources = asArray(violation['logical_resource_ids'])
  const lines = asArray(violation['line_numbers'])
  const read = (index: number) => readResource(violation, places, { path, startLine: lines[index], logicalName: resources[index] })
  if (resources.length === 0) yield toReading(read(0), at)
  for (const index of resources.keys()) yield toReading(read(index), `${at}.logical_resource_ids[${index}]`)
}

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['fail', 'HIGH'],
  ['warn', 'MEDIUM'],
])

function readResource(violation: JsonObject, places: Places, place: Parameters<Places>[0]): Entry {
  const id = asText(violation['id'])
  if (id === undefined) return unreadable('has no rule')
  if (id === FATAL) return NOT_A_PROBLEM
  return problem(
    findingOf({
      kind: 'configuration',
      rule: { id, name: violation['name'], title: violation['message'], tags: ['AWS', 'CloudFormation'] },
      severity: severityOf({ word: violation['type'], words: WORDS }),
      location: places(place),
    }),
  )
}
