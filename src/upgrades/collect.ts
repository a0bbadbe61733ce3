/** Gathers the vulnerable packages of a run, and says which upgrades fix most. Memory is bounded by the limits, not by the findings. */

import { compareTexts } from '../compare-texts.js'
import { comparedName, isOfSystem, type Scheme, schemeOf } from '../ecosystem.js'
import { type Finding, SEVERITIES, type Severity, type Vulnerability, type VulnerablePackage } from '../finding.js'
import type { Upgrade, Upgrades } from '../run-result.js'
import { adviseGroup, type GroupAdvice } from './advise.js'
import { fixesIn } from './fixes.js'
import type { Sighting } from './problem.js'
import { type ProblemNames, problemNames } from './problem-names.js'

/** Upgrades that are told by name. */
export const UPGRADES_NAMED = 50

/**
 * Vulnerabilities, their names and the versions that fix them, together, and so many for each package: thirty thousand vulnerabilities of some
 * hundreds of packages, or fifteen thousand packages, in at most a hundred megabytes.
 */
const MOST_KEPT = 100_000
const KEPT_OF_PACKAGE = 4

export interface UpgradeCollector {
  /** Once for every distinct open finding that nobody has dismissed. */
  add(finding: Finding): void
  done(): Upgrades
}

interface Problem {
  severity: Severity
  cve: string | undefined
  readonly names: string[]
  /** By what is told. */
  readonly sightings: Map<string, Sighting>
}

interface Group {
  readonly name: string
  readonly manager: string | undefined
  scheme: Scheme
  readonly manifest: string | undefined
  readonly image: string | undefined
  readonly problems: Set<Problem>
  readonly byName: Map<string, Problem>
}

/** @param limits only smaller for tests */
export function createUpgradeCollector({ mostKept = MOST_KEPT }: { readonly mostKept?: number } = {}): UpgradeCollector {
  const groups = new Map<string, Group>()
  let kept = 0
  let notLookedAt = 0
  let malware = 0
  return {
    add(finding) {
      const { vulnerability } = finding
      if (vulnerability === undefined || vulnerability.packages.length === 0) return
      if (finding.malware === true) malware += 1
      else if (kept + KEPT_OF_PACKAGE * vulnerability.packages.length > mostKept) notLookedAt += 1
      else for (const one of vulnerability.packages) kept += addProblem(groupOf(groups, one, finding), one, finding, vulnerability)
    },
    done: () => summed([...groups.values()].map(adviceOf), { malware, notLookedAt }),
  }
}

/** A package of a system lies in no manifest: where tools found it says nothing. */
function groupOf(groups: Map<string, Group>, one: VulnerablePackage, { location, image }: Finding): Group {
  const { name, manager } = one
  const scheme = schemeOf(one)
  const isSystem = isOfSystem(scheme)
  const manifest = isSystem ? undefined : withoutRoot(one.path ?? location?.path ?? (image === undefined ? location?.uri : undefined))
  const key = JSON.stringify([isSystem ? 'system' : scheme, comparedName(name, scheme, manager), manifest, image])
  const known = groups.get(key)
  const group = known ?? { name: name.trim(), manager, scheme, manifest, image, problems: new Set(), byName: new Map() }
  if (known === undefined) groups.set(key, group)
  // Not every tool knows whose system it is.
  if (group.scheme === 'system') group.scheme = scheme
  return group
}

/** Some tools begin at the root of what they scan. */
function withoutRoot(path: string | undefined): string | undefined {
  return path?.startsWith('/') === true ? path.slice(1) : path
}

/** @returns by how much what is kept has grown: by nothing where another finding has told the same */
function addProblem(group: Group, one: VulnerablePackage, finding: Finding, vulnerability: Vulnerability): number {
  const before = sizeOf(group)
  const problem = problemOf(group, problemNames(vulnerability), finding.severity.label)
  const [installed, fixed] = [one.version?.trim() ?? '', one.fixedVersion ?? '']
  const key = `${installed}\n${fixed}`
  if (problem.sightings.has(key)) return sizeOf(group) - before
  const fixes = fixesIn(fixed)
  problem.sightings.set(key, { installed, fixes })
  return sizeOf(group) - before + fixes.length
}

/** Nothing of a package that is new. */
function sizeOf({ problems, byName }: Group): number {
  return problems.size === 0 ? 0 : KEPT_OF_PACKAGE + problems.size + byName.size
}

function problemOf(group: Group, { names, cve }: ProblemNames, severity: Severity): Problem {
  const same = new Set(names.flatMap((name) => group.byName.get(name) ?? []).filter((known) => isCompatible(known.cve, cve)))
  // The smaller goes into the larger.
  const [first = { severity, cve, names: [], sightings: new Map() }, ...others] = [...same].sort((a, b) => b.names.length - a.names.length)
  group.problems.add(first)
  for (const other of others) if (isCompatible(first.cve, other.cve)) merge(group, first, other)
  first.cve ??= cve
  first.severity = worse(first.severity, severity)
  for (const name of names) if (!group.byName.has(name)) know(group, first, name)
  return first
}

/** Two CVEs are two vulnerabilities, even where an advisory is about both. */
function isCompatible(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

function merge(group: Group, first: Problem, other: Problem): void {
  first.cve ??= other.cve
  first.severity = worse(first.severity, other.severity)
  for (const [key, sighting] of other.sightings) first.sightings.set(key, sighting)
  for (const name of other.names) know(group, first, name)
  group.problems.delete(other)
}

function know(group: Group, problem: Problem, name: string): void {
  problem.names.push(name)
  group.byName.set(name, problem)
}

function worse(one: Severity, other: Severity): Severity {
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other
}

function adviceOf({ problems, ...group }: Group): GroupAdvice {
  const plain = [...problems].map(({ severity, sightings }) => ({ severity, sightings: [...sightings.values()] }))
  return adviseGroup({ ...group, problems: plain })
}

function summed(advices: readonly GroupAdvice[], { malware, notLookedAt }: Pick<Upgrades, 'malware' | 'notLookedAt'>): Upgrades {
  const sum = (count: (advice: GroupAdvice) => number) => advices.reduce((total, advice) => total + count(advice), 0)
  const upgrades = advices.flatMap(({ upgrade }) => (upgrade === undefined ? [] : [{ upgrade, key: keyOf(upgrade) }])).sort(byUse)
  return {
    list: upgrades.slice(0, UPGRADES_NAMED).map(({ upgrade }) => upgrade),
    count: upgrades.length,
    covered: sum(({ covered }) => covered),
    withoutFix: sum(({ withoutFix }) => withoutFix),
    undecided: sum(({ undecided }) => undecided),
    packagesWithoutFix: advices.filter(isWithoutFix).length,
    malware,
    notLookedAt,
  }
}

function isWithoutFix({ upgrade, undecided, withoutFix }: GroupAdvice): boolean {
  return upgrade === undefined && undecided === 0 && withoutFix > 0
}

interface Keyed {
  readonly upgrade: Upgrade
  readonly key: string
}

/** Most fixes first, then the worst; then by what is left, so that the order never depends on the order of the reports. */
function byUse({ upgrade: one, key }: Keyed, { upgrade: other, key: otherKey }: Keyed): number {
  const severity = SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)
  return other.fixes - one.fixes || severity || compareTexts(key, otherKey)
}

function keyOf(upgrade: Upgrade): string {
  return JSON.stringify([upgrade.package, upgrade.manifest, upgrade.image, upgrade.to])
}
