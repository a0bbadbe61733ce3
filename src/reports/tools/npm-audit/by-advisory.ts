import type { Reading } from '../../../finding.js'
import type { NativeContext, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, toReading, unreadable, withinMembers } from '../../native/readings.js'
import { asText, type JsonObject, textsOf } from '../../shared/json.js'
import { npmFinding } from './advisory.js'

/** Audit reports by advisory (the registry's `-/npm/v1/security/audits`): npm 6 and pnpm. */
export function readNpmAdvisories(report: JsonObject, context: NativeContext): NativeRun {
  return {
    // The registry's answer has the number of the run. pnpm asks the same question and writes a report of its own.
    tool: has(report, 'runId') ? undefined : { name: 'pnpm audit', vendor: 'pnpm' },
    readings: () => withinMembers(report['advisories'], 'advisories', (advisory, _, at) => readAdvisory(advisory, at, context)),
  }
}

/** One reading for each installed version: `findings` lists them with the ways that lead to them, and may list none. */
function* readAdvisory(advisory: JsonObject, at: string, context: NativeContext): Generator<Reading> {
  const versions = advisory['findings']
  if (Array.isArray(versions) && versions.length === 0) yield toReading(NOT_A_PROBLEM, at)
  else if (versions === undefined || versions === null) yield toReading(readVersion(advisory, {}, context), at)
  else yield* readEach(versions, `${at}.findings`, (installed) => readVersion(advisory, installed, context))
}

function readVersion(advisory: JsonObject, installed: JsonObject, { places }: NativeContext): Entry {
  const [way] = textsOf(installed['paths'])
  const finding = npmFinding(advisory, {
    name: advisory['module_name'],
    version: installed['version'],
    fixed: fixedVersions(asText(advisory['patched_versions'])),
    remediation: adviceOf(advisory),
    location: places({ logicalName: way }),
  })
  return finding === undefined ? unreadable('has no package or no advisory') : problem(finding)
}

/** `None` is the registry's way to say that there is none. */
function adviceOf({ recommendation }: JsonObject): string | undefined {
  const advice = asText(recommendation)
  return advice?.toLowerCase() === 'none' ? undefined : advice
}

/** `>=1.10.2`; `<0.0.0` is the registry's way to say that there are none. */
function fixedVersions(range: string | undefined): string | undefined {
  return range === '<0.0.0' ? undefined : range?.replace(/^>=\s*(?=\S+$)/, '')
}
