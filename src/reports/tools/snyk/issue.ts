import type { Finding, Location, VulnerablePackage } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import { type Entry, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { upgradesFrom } from '../../vocabulary/fixed-versions.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { oneLine } from '../../vocabulary/plain-text.js'
import { upgradeText } from '../../vocabulary/upgrade.js'
import { type BaseImage, baseImageAdvice } from './base-image.js'
import { scoresOf } from './scores.js'

/** What was tested. */
export interface Subject {
  readonly location: Location | undefined
  /** The manifest, in the repository or in the image. */
  readonly packagePath: string | undefined
  readonly image?: string
  /** Of packages that may come with it. */
  readonly baseImage?: BaseImage | undefined
}

export function readIssue(issue: JsonObject, subject: Subject, make: (finding: Finding) => Entry): Entry {
  const id = asText(issue['id'])
  if (id === undefined) return unreadable('has no id')
  return make(issue['type'] === 'license' ? licenceFinding(issue, id, subject) : vulnerabilityFinding(issue, id, subject))
}

function vulnerabilityFinding(issue: JsonObject, id: string, { location, packagePath, image, baseImage }: Subject): Finding {
  const identifiers = asObject(issue['identifiers']) ?? {}
  const cvss = scoresOf(issue)
  const word = issue['severityWithCritical'] ?? issue['severity']
  const affected = packageOf({
    name: issue['name'] ?? issue['packageName'],
    version: issue['version'],
    ecosystem: asText(issue['packageManager'])?.split(':', 1)[0],
    path: packagePath,
    fixed: issue['nearestFixedInVersion'] ?? upgradesFrom(asText(issue['version']), textsOf(issue['fixedIn'])),
  })
  return findingOf({
    kind: 'vulnerability',
    rule: { id, title: issue['title'], description: issue['description'], helpUrl: pageOf(id) },
    // An organisation's policy changes the word and not the score, and for a distribution's package the score is not Snyk's.
    severity: severityOf({ word, others: cvss }),
    message: messageOf(issue),
    location,
    cwes: cwesOf(identifiers['CWE']),
    vulnerability: vulnerabilityOf({
      names: [id, ...textsOf(identifiers['CVE']), ...textsOf(identifiers['GHSA'])],
      packages: affected === undefined ? [] : [affected],
      cvss,
      epss: asObject(issue['epssDetails'])?.['probability'],
      exploited: exploitOf(issue),
      vendor: { name: 'Snyk', severity: word, url: pageOf(id), created: issue['publicationTime'], updated: issue['modificationTime'] },
      urls: [pageOf(id), ...objectsOf(issue['references']).map(({ url }) => url)],
    }),
    remediation: adviceOf(issue, affected, baseImage),
    image,
    baseImage: baseImage?.name,
  })
}

function licenceFinding(issue: JsonObject, id: string, { location, image }: Subject): Finding {
  const named = `${asText(issue['name']) ?? 'a package'} ${asText(issue['version']) ?? ''}`.trim()
  const licence = asText(issue['license']) ?? asText(issue['title']) ?? 'unknown'
  return findingOf({
    kind: 'other',
    rule: { id, title: issue['title'], help: issue['legalInstructions'] },
    severity: severityOf({ word: issue['severity'] }),
    message: `The licence of ${named} is ${licence}, which the organisation's policy does not allow without review.${introduction(issue)}`,
    title: `Licence ${licence} of ${named}`,
    location: { ...location, logicalName: named },
    image,
  })
}

function messageOf(issue: JsonObject): string | undefined {
  const title = asText(issue['title'])
  return title === undefined ? undefined : `${oneLine(title).replace(/\.$/, '')}.${introduction(issue)}`
}

/** The way from the project to the package, when there is anything between them. */
function introduction({ from }: JsonObject): string {
  const [, ...way] = wayOf(from)
  return way.length < 2 ? '' : ` Introduced by ${way.join(' > ')}.`
}

/** The upgrade, and the base image with which it comes by itself. Without either what is said of every package is said of this one. */
function adviceOf(issue: JsonObject, affected: VulnerablePackage | undefined, baseImage: BaseImage | undefined): string | undefined {
  const rebuild = baseImageAdvice(baseImage, issue)
  const upgrade = directUpgrade(issue)
  if (rebuild === undefined) return upgrade
  return [upgrade ?? upgradeText(affected === undefined ? [] : [affected]), rebuild].filter((text) => text !== undefined).join(' ')
}

/** What the project itself has to upgrade to get the fix of something that it does not ask for. */
function directUpgrade({ isUpgradable, from, upgradePath }: JsonObject): string | undefined {
  const [, direct] = wayOf(from)
  const [, ...upgrades] = wayOf(upgradePath)
  const [first, last] = [upgrades[0], upgrades.at(-1)]
  if (isUpgradable !== true || first === undefined || last === undefined || upgrades.length < 2 || first === direct) return undefined
  return `Upgrade ${spelt(first, ' to ')}, which brings ${spelt(last, ' ')}.`
}

/** `@babel/core@7.1.0` */
function spelt(named: string, between: string): string {
  const at = named.lastIndexOf('@')
  return at < 1 ? named : `${named.slice(0, at)}${between}${named.slice(at + 1)}`
}

/** Reports with --group-issues have a list of ways. Where nothing is to be upgraded a way to upgrade has `false`. */
function wayOf(way: unknown): readonly (string | undefined)[] {
  const [first] = asArray(way)
  return asArray(Array.isArray(first) ? first : way).map(asText)
}

/** Snyk's words for the maturity of an exploit; `Not Defined` and `No Data` are no answer. */
const EXPLOITS: ReadonlyMap<string, boolean> = new Map([
  ['attacked', true],
  ['mature', true],
  ['high', true],
  ['functional', true],
  ['proof of concept', true],
  ['unproven', false],
  ['no known exploit', false],
])

function exploitOf({ exploit }: JsonObject): boolean | undefined {
  return EXPLOITS.get(asText(exploit)?.toLowerCase() ?? '')
}

/** Source: security.snyk.io. */
function pageOf(id: string): string {
  return `https://security.snyk.io/vuln/${encodeURIComponent(id)}`
}
