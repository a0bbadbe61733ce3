import type { Reading } from '../../../finding.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../../native/readings.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'
import { readTrivyLicence } from './licence.js'
import { readTrivyMisconfiguration } from './misconfiguration.js'
import type { TrivyReader } from './reader.js'
import { readTrivySecret } from './secret.js'
import type { TrivyTarget } from './target.js'
import { trivyVulnerabilityReader } from './vulnerability.js'

/** All that one target of a scan has: each sort of entry stands in a list of its own. */
export function* readTrivyResult(result: JsonObject, at: string, target: TrivyTarget): Generator<Reading> {
  const read = readersOf(result, target)
  const list = (name: string) => (at === '' ? name : `${at}.${name}`)
  yield* mergeAliases(readEach(result['Vulnerabilities'], list('Vulnerabilities'), (entry) => opened(entry, read.vulnerability)))
  yield* readEach(result['Misconfigurations'], list('Misconfigurations'), (entry) => checked(entry, read.misconfiguration))
  yield* readEach(result['Secrets'], list('Secrets'), (entry) => opened(entry, read.secret))
  yield* readEach(result['Licenses'], list('Licenses'), (entry) => opened(entry, read.license))
  yield* readEach(result['ExperimentalModifiedFindings'], list('ExperimentalModifiedFindings'), (entry) => modified(entry, read))
}

interface Readers {
  readonly vulnerability: TrivyReader
  readonly misconfiguration: TrivyReader
  readonly secret: TrivyReader
  readonly license: TrivyReader
}

function readersOf(result: JsonObject, target: TrivyTarget): Readers {
  return {
    vulnerability: trivyVulnerabilityReader(result, target),
    misconfiguration: (entry) => readTrivyMisconfiguration(entry, result, target),
    secret: (entry) => readTrivySecret(entry, result, target),
    license: (entry) => readTrivyLicence(entry, result, target),
  }
}

function opened(entry: JsonObject, read: TrivyReader): Entry {
  const finding = read(entry)
  return finding === undefined ? unreadable('does not say what was found') : problem(finding)
}

/** Checks that were passed are listed on demand, and so are exceptions that the user has made. */
function checked(entry: JsonObject, read: TrivyReader): Entry {
  const status = asText(entry['Status'])
  if (status === 'PASS') return NOT_A_PROBLEM
  const finding = read(entry)
  if (finding === undefined) return unreadable('does not say what was found')
  return status === 'EXCEPTION' ? suppressed(finding) : problem(finding)
}

/** What an ignore file or a VEX document has taken out (`--show-suppressed`). */
function modified(entry: JsonObject, read: Readers): Entry {
  const inner = asObject(entry['Finding'])
  const reader = new Map(Object.entries(read)).get(asText(entry['Type']) ?? '')
  const finding = inner === undefined ? undefined : reader?.(inner)
  return finding === undefined ? unreadable('does not say what was found') : suppressed(finding)
}
