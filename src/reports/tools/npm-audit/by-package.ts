import type { Reading } from '../../../finding.js'
import type { NativeContext, NativeRun } from '../../native/format.js'
import { type Entry, NOT_A_PROBLEM, problem, readOne, toReading, unreadable, withinMembers } from '../../native/readings.js'
import { asObject, asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { npmFinding } from './advisory.js'
import { type NpmLock, openNpmLock } from './lock.js'

/** Audit reports by package: npm 7 and later. Source of the members: github.com/npm/cli, @npmcli/arborist, vuln.js. */
export function readNpmVulnerabilities(report: JsonObject, context: NativeContext): NativeRun {
  const members = report['vulnerabilities']
  const nodes = Object.values(asObject(members) ?? {}).flatMap((member) => textsOf(asObject(member)?.['nodes']))
  const lock = openNpmLock(context, nodes)
  return {
    readings: () => withinMembers(members, 'vulnerabilities', (member, _, at) => readMember(member, at, lock, context)),
  }
}

/** What makes a package vulnerable: advisories about it, and names of packages that it depends on and that are listed themselves. */
function* readMember(member: JsonObject, at: string, lock: NpmLock | undefined, context: NativeContext): Generator<Reading> {
  const causes = member['via']
  if (!Array.isArray(causes)) yield toReading(unreadable('does not say what makes it vulnerable'), at)
  else {
    for (const [index, via] of causes.entries()) {
      const place = `${at}.via[${index}]`
      if (typeof via === 'string') yield toReading(NOT_A_PROBLEM, place)
      else yield readOne(via, place, (advisory) => readAdvisory(advisory, member, lock, context))
    }
  }
}

function readAdvisory(advisory: JsonObject, member: JsonObject, lock: NpmLock | undefined, { places }: NativeContext): Entry {
  const [node] = textsOf(member['nodes'])
  const installed = node === undefined ? undefined : lock?.find(node)
  const finding = npmFinding(advisory, {
    name: advisory['name'] ?? member['name'],
    version: installed?.version,
    ...fixOf(member, asText(advisory['range'])),
    location: places({ path: lock?.path, startLine: installed?.line, logicalName: node }),
  })
  return finding === undefined ? unreadable('has no package or no advisory') : problem(finding)
}

/** `fixAvailable`: true, false, or the upgrade of a direct dependency that takes the vulnerable version out. */
function fixOf({ fixAvailable, name }: JsonObject, range: string | undefined): { readonly fixed: unknown; readonly remediation: unknown } {
  const upgrade = asObject(fixAvailable)
  if (fixAvailable !== true && upgrade === undefined) return { fixed: undefined, remediation: undefined }
  const [direct, version] = [asText(upgrade?.['name']), asText(upgrade?.['version'])]
  if (direct === undefined || version === undefined)
    return { fixed: firstOutside(range), remediation: auditFix(asText(name), firstOutside(range)) }
  const breaking = upgrade?.['isSemVerMajor'] === true ? ' This is a breaking change.' : ''
  return { fixed: direct === name ? version : firstOutside(range), remediation: `Upgrade ${direct} to ${version}.${breaking}` }
}

/** What npm does by itself, and where that leads. */
function auditFix(name: string | undefined, fixed: string | undefined): string {
  if (name === undefined || fixed === undefined) return 'Run npm audit fix.'
  return `Upgrade ${name} to ${fixed.startsWith('>') ? `a version behind ${fixed.slice(1)}` : fixed}: run npm audit fix.`
}

/** `<4.17.21` ends with the first good version, `<=1.1.0` with the last bad one. */
function firstOutside(range: string | undefined): string | undefined {
  const [, orEqual, version] = /<(=?)\s*(\d[\w.+-]{0,60})\s*$/.exec(range ?? '') ?? []
  return version === undefined ? undefined : `${orEqual === '=' ? '>' : ''}${version}`
}
