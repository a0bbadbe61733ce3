import type { Reading } from '../../../finding.js'
import type { NativeContext, NativeRun } from '../../native/format.js'
import { mergeAliases } from '../../native/merge-aliases.js'
import { type Entry, problem, readOne, unreadable } from '../../native/readings.js'
import { toolErrors } from '../../native/tool-errors.js'
import { fixedVersions, upgradesFrom } from '../../vocabulary/fixed-versions.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { npmFinding } from '../npm-audit/advisory.js'
import { openYarnLock, type YarnLock } from './lock.js'

/** Yarn 1: a line for each way that leads to a vulnerable package, and lines of all that a command of Yarn says. */
export function readClassic(lines: readonly unknown[], context: NativeContext): NativeRun {
  const said = (type: string) => objectsOf(lines).flatMap((line) => (line['type'] === type ? [line['data']] : []))
  const lock = openYarnLock(context, objectsOf(said('auditAdvisory')).map(installedBy))
  return {
    // Without a lock file Yarn audits nothing and says that nothing was found.
    failures: toolErrors([...said('error'), ...said('info').filter((text) => text === 'No lockfile found.')], ''),
    readings: () => mergeAliases(readLines(lines, lock, context)),
  }
}

function* readLines(lines: readonly unknown[], lock: YarnLock | undefined, context: NativeContext): Generator<Reading> {
  for (const [index, line] of lines.entries()) {
    const at = `[${index}]`
    if (!isObject(line) || asText(line['type']) === undefined) yield readOne(undefined, at, () => unreadable('is no line of Yarn'))
    else if (line['type'] === 'auditAdvisory') yield readOne(line['data'], `${at}.data`, (data) => readAdvisory(data, lock, context))
  }
}

function readAdvisory(data: JsonObject, lock: YarnLock | undefined, { places }: NativeContext): Entry {
  const advisory = asObject(data['advisory']) ?? {}
  const { name, version } = installedBy(data)
  const fixed = upgradesFrom(version, fixedVersions(advisory['patched_versions']))
  const finding = npmFinding(advisory, {
    name,
    version,
    fixed,
    // Where there is a fix, it repeats the version without the package.
    remediation: fixed.length === 0 ? advisory['recommendation'] : undefined,
    location: places({
      path: lock?.path,
      startLine: lock?.lineOf(name ?? '', version ?? ''),
      logicalName: asObject(data['resolution'])?.['path'],
    }),
  })
  return finding === undefined ? unreadable('has no package or no advisory') : problem(finding)
}

/** The advisory lists all installed versions with the ways to them; the line is about one way. */
function installedBy(data: JsonObject): { readonly name: string | undefined; readonly version: string | undefined } {
  const advisory = asObject(data['advisory'])
  const way = asText(asObject(data['resolution'])?.['path'])
  const versions = objectsOf(advisory?.['findings'])
  const version = versions.find(({ paths }) => way !== undefined && textsOf(paths).includes(way)) ?? versions[0]
  return { name: asText(advisory?.['module_name']), version: asText(version?.['version']) }
}
