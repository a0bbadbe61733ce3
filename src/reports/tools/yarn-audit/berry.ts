import type { Location, Reading } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext, NativeRun } from '../../native/format.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { type Entry, problem, toReading, unreadable, withinEach } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { upgradesFrom, versionsBehind } from '../../vocabulary/fixed-versions.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { npmFinding } from '../npm-audit/advisory.js'
import { openYarnLock, type YarnLock } from './lock.js'

/** Yarn 4: a line for each advisory about a package, with all of its installed versions. */
export function readBerry(lines: readonly unknown[], context: NativeContext): NativeRun {
  const installed = objectsOf(lines).flatMap((line) => versionsOf(line).map((version) => ({ name: asText(line['value']), version })))
  const lock = openYarnLock(context, installed)
  return { readings: () => mergeAliases(withinEach(lines, '', (line, at) => readLine(line, at, lock, context))) }
}

function versionsOf(line: JsonObject): readonly string[] {
  return textsOf(asObject(line['children'])?.['Tree Versions'])
}

function* readLine(line: JsonObject, at: string, lock: YarnLock | undefined, { places }: NativeContext): Generator<Reading> {
  const name = asText(line['value'])
  const advisory = asObject(line['children'])
  if (name === undefined || advisory === undefined) yield toReading(unreadable('has no package or no advisory'), at)
  else {
    const versions = versionsOf(line)
    for (const [index, version] of (versions.length === 0 ? [undefined] : versions).entries()) {
      const location = places({ path: lock?.path, startLine: lock?.lineOf(name, version ?? ''), logicalName: name })
      const place = versions.length < 2 ? at : `${at}.children["Tree Versions"][${index}]`
      yield toReading(
        isDeprecation(advisory) ? readDeprecation(advisory, name, version, location) : readAdvisory(advisory, name, version, location),
        place,
      )
    }
  }
}

function readAdvisory(advisory: JsonObject, name: string, version: string | undefined, location: Location | undefined): Entry {
  const { ID: id, Issue: title, Severity: severity, URL: url } = advisory
  const finding = npmFinding(
    { id, title, severity, url },
    { name, version, fixed: upgradesFrom(version, versionsBehind(advisory['Vulnerable Versions'])), remediation: undefined, location },
  )
  return finding === undefined ? unreadable('has no advisory') : problem(finding)
}

/** Among the advisories Yarn tells which packages their authors have given up: `lodash (deprecation)`. */
function isDeprecation({ ID: id }: JsonObject): boolean {
  return asText(id)?.endsWith(' (deprecation)') === true
}

function readDeprecation(advisory: JsonObject, name: string, version: string | undefined, location: Location | undefined): Entry {
  const named = `${name} ${version ?? ''}`.trim()
  return problem(
    findingOf({
      kind: 'other',
      rule: { id: 'deprecation', title: 'Deprecated package' },
      severity: severityOf({ word: advisory['Severity'] }),
      message: `${named} is deprecated: ${asText(advisory['Issue']) ?? 'its authors do not say why'}`,
      title: `${named} is deprecated`,
      location,
    }),
  )
}
