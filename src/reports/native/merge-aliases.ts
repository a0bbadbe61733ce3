import { isOneVulnerability } from '../../advisory-names.js'
import { createDisjointSets } from '../../disjoint-sets.js'
import { type Finding, type Reading, SEVERITIES, type StatedSeverity, type Vulnerability, type VulnerablePackage } from '../../finding.js'
import { groupBy } from '../../groups.js'
import { bestFirst } from '../vocabulary/advisory-ids.js'
import { sortedCwes } from '../vocabulary/cwes.js'
import { MOST_URLS } from './advisory.js'
import { advisoryTitle } from './finding.js'

type WithFinding = Extract<Reading, { readonly finding: Finding }>

/**
 * Makes one reading of all that say the same: the same advisory, under whatever name, about the same version of the same package in the
 * same place. The one with the best known name stays, with what the others know besides; the others become `duplicate`. Everything else
 * passes as it is. Keeps what it is given until its end, so give it the entries of one target rather than of a whole report.
 */
export function* mergeAliases(readings: Iterable<Reading>): Generator<Reading> {
  const all = [...readings]
  const groups = groupsOf(all)
  for (const reading of all) {
    const group = groups.get(reading)
    if (group === undefined || group.length === 1) yield reading
    else yield group[0] === reading ? merged(group) : { verdict: 'duplicate', at: reading.at }
  }
}

/** By reading, the readings that are about the same, the best named first. An advisory that shares a name with two groups makes them one. */
function groupsOf(readings: readonly Reading[]): ReadonlyMap<Reading, readonly [WithFinding, ...WithFinding[]]> {
  const all = readings.filter(hasAdvisory)
  const joined = createDisjointSets(all.length)
  const firstOf = new Map<string, number>()
  all.forEach((reading, index) => {
    const subject = subjectOf(reading)
    for (const name of aliasesOf(reading)) {
      const key = `${subject}\n${name}`
      const first = firstOf.get(key)
      if (first === undefined) firstOf.set(key, index)
      else joined.join(first, index)
    }
  })
  const groups = new Map<Reading, readonly [WithFinding, ...WithFinding[]]>()
  for (const members of groupBy(all.keys(), (index) => `${joined.rootOf(index)}`).values()) {
    const [first, ...others] = members.flatMap((index) => all[index] ?? []).sort(byBestName)
    const group = first === undefined ? undefined : ([first, ...others] as const)
    for (const member of group ?? []) if (group !== undefined) groups.set(member, group)
  }
  return groups
}

function hasAdvisory(reading: Reading): reading is WithFinding {
  return 'finding' in reading && reading.finding.vulnerability !== undefined
}

/** The entry's own id, whatever it is, and its other names. */
function aliasesOf({ finding: { rule, vulnerability } }: WithFinding): readonly string[] {
  return [rule.id, ...namesOf(vulnerability).filter(isOneVulnerability)]
}

function namesOf(vulnerability: Vulnerability | undefined): readonly string[] {
  return vulnerability === undefined ? [] : [vulnerability.id, ...vulnerability.related]
}

/** What an advisory is about. Findings of different verdicts are never merged: one of them is accepted, the other is not. */
function subjectOf({ verdict, finding: { vulnerability, location, image } }: WithFinding): string {
  const packages = vulnerability?.packages.map(({ name, version, manager, path }) => [name, version, manager, path])
  return JSON.stringify([verdict, image, location?.path, location?.uri, packages])
}

/** By the id that the entry itself has, then by what it says, so that a report in another order gives the same findings. */
function byBestName({ finding: left }: WithFinding, { finding: right }: WithFinding): number {
  if (left.rule.id === right.rule.id) return byFix(left, right) || byText(JSON.stringify(left), JSON.stringify(right))
  return bestFirst([left.rule.id, right.rule.id].sort())[0] === left.rule.id ? -1 : 1
}

/** One that knows the fix first, then one that needs fewer words for it: `Upgrade b.` before `Upgrade a, which brings b.` */
function byFix(left: Finding, right: Finding): number {
  return (
    byText(fixedVersionsOf(left), fixedVersionsOf(right)) ||
    lengthOf(left.remediation) - lengthOf(right.remediation) ||
    byText(left.remediation ?? '', right.remediation ?? '')
  )
}

/** Of a version that is not known it is `null`, which comes behind all that begin with a quote. */
function fixedVersionsOf({ vulnerability }: Finding): string {
  return JSON.stringify(vulnerability?.packages.map(({ fixedVersion }) => fixedVersion) ?? [])
}

function lengthOf(text: string | undefined): number {
  return text === undefined ? Number.MAX_SAFE_INTEGER : text.length
}

/** By code units: the order must not depend on a language. */
function byText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

function merged([first, ...others]: readonly [WithFinding, ...WithFinding[]]): Reading {
  const findings = [first.finding, ...others.map(({ finding }) => finding)]
  const vulnerability = mergedAdvisory(findings.flatMap((finding) => finding.vulnerability ?? []))
  if (vulnerability === undefined) return first
  const [severity = first.finding.severity] = findings.map((finding) => finding.severity).sort(bySeverity)
  const title = advisoryTitle(vulnerability)
  const remediation = findings.map((finding) => finding.remediation).find((text) => text !== undefined)
  return {
    ...first,
    finding: {
      ...first.finding,
      severity,
      ...(title !== undefined && { title }),
      ...(remediation !== undefined && { remediation }),
      cwes: sortedCwes(findings.flatMap(({ cwes }) => cwes)),
      vulnerability,
      ...(findings.some(({ malware }) => malware === true) && { malware: true }),
    },
  }
}

function bySeverity(left: StatedSeverity, right: StatedSeverity): number {
  return SEVERITIES.indexOf(left.label) - SEVERITIES.indexOf(right.label)
}

function mergedAdvisory(all: readonly Vulnerability[]): Vulnerability | undefined {
  const [first] = all
  const [id, ...related] = bestFirst(all.flatMap(namesOf))
  if (first === undefined || id === undefined) return undefined
  const epss = all.map((one) => one.epss).find((value) => value !== undefined)
  const exploitAvailable = all.some((one) => one.exploitAvailable === true)
  return {
    ...first,
    id,
    related,
    packages: first.packages.map((one, index) => ({ ...fixedBy(all, index), ...one })),
    cvss: unique(all.flatMap(({ cvss }) => cvss)),
    ...(epss !== undefined && { epss }),
    ...(exploitAvailable && { exploitAvailable }),
    urls: [...new Set(all.flatMap(({ urls }) => urls))].slice(0, MOST_URLS),
  }
}

/** The packages of a group are the same ones in the same order; not every database knows the fix. */
function fixedBy(all: readonly Vulnerability[], index: number): Pick<VulnerablePackage, 'fixedVersion'> {
  const fixedVersion = all.map(({ packages }) => packages[index]?.fixedVersion).find((version) => version !== undefined)
  return fixedVersion === undefined ? {} : { fixedVersion }
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
