import type { Finding, Reading } from '../../../finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import {
  type Entry,
  memberAt,
  NOT_A_PROBLEM,
  problem,
  readEach,
  readMembers,
  suppressed,
  toReading,
  unreadable,
} from '../../native/readings.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asArray, asObject, isObject, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { advisoryFinding } from './advisory.js'
import { openComposerLock } from './lock.js'
import { listedFinding } from './policy-list.js'

/** Source of the members: github.com/composer/composer, src/Composer/Advisory/Auditor.php (since 2.4), FilterList/FilterListEntry.php (2.10). */
export const composerAudit: DocumentFormat = {
  shape: 'document',
  id: 'composer-audit',
  name: 'composer audit JSON',
  tool: { name: 'composer audit', vendor: 'Composer' },
  covers: 'Composer 2.4 and later',
  command: 'composer audit --format=json > composer-audit.json',
  clean: ['{"advisories":[]}'],
  detect: (report) => isFrame(report) && isAdvisories(report['advisories'], has(report, 'abandoned')),
  read: readReport,
}

const MEMBERS: ReadonlySet<string> = new Set(['advisories', 'abandoned', 'ignored-advisories', 'unreachable-repositories', 'filter'])

/** PHP writes what has no members as `[]`. Version 2.4 has the advisories alone, which without any of them could be anybody's. */
function isFrame(report: JsonObject): boolean {
  const lists = Object.entries(report)
  return has(report, 'advisories') && lists.every(([name, value]) => MEMBERS.has(name) && (isObject(value) || Array.isArray(value)))
}

function isAdvisories(advisories: unknown, ofNoOther: boolean): boolean {
  const [first] = Object.values(asObject(advisories) ?? {}).flatMap(entriesOf)
  return first === undefined
    ? ofNoOther && asArray(advisories).length === 0
    : isObject(first) && has(first, 'advisoryId', 'affectedVersions')
}

function readReport(report: JsonObject, context: NativeContext): NativeRun {
  const lists = ['advisories', 'ignored-advisories', 'filter'].map((name) => asObject(report[name]) ?? {})
  const lock = openComposerLock(
    context,
    lists.flatMap((list) => Object.keys(list)),
  )
  const advisories = (name: string, make: (finding: Finding) => Entry) =>
    mergeAliases(readPackages(report[name], name, (entry, key) => made(advisoryFinding(entry, key, lock, context), make)))
  return {
    failures: toolErrors(textsOf(report['unreachable-repositories']), 'unreachable-repositories'),
    *readings() {
      yield* advisories('advisories', problem)
      yield* advisories('ignored-advisories', suppressed)
      yield* readPackages(report['filter'], 'filter', (entry, key) => made(listedFinding(entry, key, lock, context), problem))
      yield* readAbandoned(report['abandoned'])
    },
  }
}

function made(finding: Finding | undefined, make: (finding: Finding) => Entry): Entry {
  return finding === undefined ? unreadable('has no advisory or no package') : make(finding)
}

/** Entries by package. An array of which PHP has taken something out is written as an object with numbers for names. */
function* readPackages(packages: unknown, at: string, read: (entry: JsonObject, key: string) => Entry): Generator<Reading> {
  if (Array.isArray(packages)) yield* readEach(packages, at, () => unreadable('stands outside a package'))
  else if (!isObject(packages)) yield* readMembers(packages, at, () => NOT_A_PROBLEM)
  else {
    for (const [key, entries] of Object.entries(packages)) {
      const place = memberAt(at, key)
      if (isObject(entries)) yield* readMembers(entries, place, (entry) => read(entry, key))
      else yield* readEach(entries ?? 'nothing', place, (entry) => read(entry, key))
    }
  }
}

function entriesOf(entries: unknown): readonly unknown[] {
  return Array.isArray(entries) ? entries : Object.values(asObject(entries) ?? {})
}

/** A package that nobody looks after any more is no vulnerability; what is known of it is its replacement, if there is one. */
function* readAbandoned(abandoned: unknown): Generator<Reading> {
  for (const key of Object.keys(asObject(abandoned) ?? {})) yield toReading(NOT_A_PROBLEM, memberAt('abandoned', key))
}
