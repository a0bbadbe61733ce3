import type { Reading } from '../../../finding.js'
import type { NativeContext, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, toReading, unreadable, withinMembers } from '../../native/readings.js'
import { fixedVersions, upgradesFrom } from '../../vocabulary/fixed-versions.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { npmFinding } from './advisory.js'
import { openPnpmLock, type PnpmLock } from './pnpm-lock.js'

/** Audit reports by advisory (the registry's `-/npm/v1/security/audits`): npm 6 and pnpm. */
export function readNpmAdvisories(report: JsonObject, context: NativeContext): NativeRun {
  // The registry's answer has the number of the run. pnpm asks the same question and writes a report of its own.
  const isPnpm = !has(report, 'runId')
  const lock = isPnpm ? openPnpmLock(context, objectsOf(Object.values(asObject(report['advisories']) ?? {}))) : undefined
  return {
    tool: isPnpm ? { name: 'pnpm audit', vendor: 'pnpm' } : undefined,
    readings: () => withinMembers(report['advisories'], 'advisories', (advisory, _, at) => readAdvisory(advisory, at, lock, context)),
  }
}

/** One reading for each installed version: `findings` lists them with the ways that lead to them, and may list none. */
function* readAdvisory(advisory: JsonObject, at: string, lock: PnpmLock | undefined, context: NativeContext): Generator<Reading> {
  const versions = advisory['findings']
  if (Array.isArray(versions) && versions.length === 0) yield toReading(NOT_A_PROBLEM, at)
  else if (versions === undefined || versions === null) yield toReading(readVersion(advisory, {}, lock, context), at)
  else yield* readEach(versions, `${at}.findings`, (installed) => readVersion(advisory, installed, lock, context))
}

function readVersion(advisory: JsonObject, installed: JsonObject, lock: PnpmLock | undefined, { places }: NativeContext): Entry {
  const [way] = textsOf(installed['paths'])
  const [name, version] = [asText(advisory['module_name']), asText(installed['version'])]
  const fixed = upgradesFrom(version, fixedVersions(advisory['patched_versions']))
  const finding = npmFinding(advisory, {
    name,
    version,
    fixed,
    // Where there is a fix, the advice repeats the version without the package.
    remediation: fixed.length === 0 ? adviceOf(advisory) : undefined,
    location: places({ path: lock?.path, startLine: lock?.lineOf(name, version), logicalName: way }),
  })
  return finding === undefined ? unreadable('has no package or no advisory') : problem(finding)
}

/** `None` is the registry's way to say that there is none. */
function adviceOf({ recommendation }: JsonObject): string | undefined {
  const advice = asText(recommendation)
  return advice?.toLowerCase() === 'none' ? undefined : advice
}
