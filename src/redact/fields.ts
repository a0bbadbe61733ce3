/** Which change each text of a finding takes. Every member of the model stands in a table, so that a new one cannot be forgotten. */
import type { CvssScore, Finding, Location, Rule, StatedSeverity, ToolFingerprint, Vulnerability, VulnerablePackage } from '../finding.js'

export interface Changes {
  /** For what is written for people. */
  readonly prose: (text: string) => string
  /** For paths, packages and ids, which lead nowhere when a part is missing. */
  readonly name: (text: string) => string
  /** For addresses. */
  readonly link: (text: string) => string
  /** For places that are no file of the repository. */
  readonly place: (text: string) => string
}

/** `own`: no free text, or treated on its own below. */
type How = keyof Changes | 'own'
type Table<T> = { readonly [Key in keyof T]-?: How }

const FINDING: Table<Finding> = {
  kind: 'own',
  rule: 'own',
  severity: 'own',
  message: 'prose',
  // By the redactor, as a message of its own.
  written: 'own',
  formerly: 'prose',
  title: 'prose',
  location: 'own',
  otherLocations: 'own',
  cwes: 'own',
  vulnerability: 'own',
  malware: 'own',
  remediation: 'prose',
  confidence: 'own',
  fingerprints: 'own',
  firstSeen: 'name',
  requirements: 'own',
  image: 'place',
  layer: 'name',
  baseImage: 'place',
  secrets: 'own',
  quoted: 'own',
}
const RULE: Table<Rule> = {
  id: 'name',
  name: 'prose',
  title: 'prose',
  description: 'prose',
  help: 'prose',
  helpUrl: 'link',
  tags: 'own',
  // Only ever hashed.
  aliases: 'own',
  stableId: 'own',
}
const LOCATION: Table<Location> = {
  path: 'name',
  startLine: 'own',
  endLine: 'own',
  startColumn: 'own',
  endColumn: 'own',
  logicalName: 'place',
  uri: 'place',
  // A hash.
  writtenAs: 'own',
  resourceType: 'prose',
}
const PACKAGE: Table<VulnerablePackage> = {
  name: 'name',
  version: 'name',
  purl: 'link',
  manager: 'name',
  architecture: 'name',
  epoch: 'name',
  release: 'name',
  path: 'name',
  fixedVersion: 'name',
}
const CVSS: Table<CvssScore> = { version: 'name', score: 'own', vector: 'name', source: 'prose' }
const VULNERABILITY: Table<Vulnerability> = {
  id: 'name',
  related: 'own',
  packages: 'own',
  cvss: 'own',
  epss: 'own',
  exploitAvailable: 'own',
  vendor: 'own',
  urls: 'own',
}
const VENDOR: Table<NonNullable<Vulnerability['vendor']>> = {
  name: 'prose',
  severity: 'prose',
  url: 'link',
  createdAt: 'name',
  updatedAt: 'name',
}
const SEVERITY: Table<StatedSeverity> = { label: 'own', original: 'prose' }
const FINGERPRINT: Table<ToolFingerprint> = { name: 'name', value: 'name' }

export function redactRuleFields(rule: Rule, changes: Changes): Rule {
  const texts = changed(rule, RULE, changes)
  const tags = each(rule.tags, changes.prose)
  return tags === rule.tags ? texts : { ...texts, tags }
}

/** All but the rule, which is shared by many findings. `secrets` are empty afterwards, and nothing is `quoted`. */
export function redactFields({ quoted: _, ...finding }: Finding, changes: Changes): Finding {
  const { location, vulnerability } = finding
  const at = (one: Location): Location => changed(one, LOCATION, changes)
  return {
    ...changed(finding, FINDING, changes),
    severity: changed(finding.severity, SEVERITY, changes),
    ...(location !== undefined && { location: at(location) }),
    otherLocations: each(finding.otherLocations, at),
    ...(vulnerability !== undefined && { vulnerability: redactVulnerability(vulnerability, changes) }),
    fingerprints: each(finding.fingerprints, (one) => changed(one, FINGERPRINT, changes)),
    requirements: each(finding.requirements, changes.prose),
    secrets: NONE,
  }
}

const NONE: readonly string[] = []

function redactVulnerability(vulnerability: Vulnerability, changes: Changes): Vulnerability {
  const { packages, urls, vendor, related, cvss } = vulnerability
  return {
    ...changed(vulnerability, VULNERABILITY, changes),
    related: each(related, changes.name),
    packages: each(packages, (one) => changed(one, PACKAGE, changes)),
    cvss: each(cvss, (one) => changed(one, CVSS, changes)),
    urls: each(urls, changes.link),
    ...(vendor !== undefined && { vendor: changed(vendor, VENDOR, changes) }),
  }
}

/** The same list when nothing in it changes. */
function each<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const after = items.map(change)
  return after.every((item, index) => item === items[index]) ? items : after
}

/** The same value with some of its texts changed; the value itself when no text changes. */
function changed<T extends object>(value: T, table: Table<T>, changes: Changes): T {
  const texts: Partial<Record<keyof T, string>> = {}
  let same = true
  for (const key of Object.keys(value) as (keyof T)[]) {
    const before = value[key]
    const how: How | undefined = table[key]
    if (typeof before !== 'string' || how === 'own' || how === undefined) continue
    const after = changes[how](before)
    if (after === before) continue
    texts[key] = after
    same = false
  }
  return same ? value : { ...value, ...texts }
}
