import type { CvssScore, Location, VulnerablePackage } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, type EntryReader, problem, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { bestFirst } from '../../vocabulary/advisory-ids.js'
import { advisoryPage } from '../../vocabulary/advisory-page.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { upgradesFrom } from '../../vocabulary/fixed-versions.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { fixesInRanges, scoreAndVector } from './notation.js'

/** One advisory about one package; several CVEs when JFrog takes them for one. A violation is the same, seen by a policy. */
export function readVulnerability(places: Places): EntryReader {
  return (row) => {
    const cves = objectsOf(row['cves'])
    const [id, ...names] = bestFirst(textsOf([...cves.map((cve) => cve['id']), row['issueId']]))
    const location = placeOf(row, places)
    const affected = packageIn(row, location)
    if (id === undefined || affected === undefined) return unreadable('has no issue or no package')
    return problem(vulnerableFinding(row, { cves, names: [id, ...names], location, affected }))
  }
}

interface Known {
  readonly cves: readonly JsonObject[]
  readonly names: readonly string[]
  readonly location: Location | undefined
  readonly affected: VulnerablePackage
}

function vulnerableFinding(row: JsonObject, { cves, names, location, affected }: Known): ReturnType<typeof findingOf> {
  const [id = ''] = names
  const research = asObject(row['jfrogResearchInformation'])
  const cvss = cves.flatMap(scoresOf)
  const pages = [...names.map(advisoryPage), ...asArray(row['references'])]
  return findingOf({
    kind: 'vulnerability',
    rule: { id, title: row['summary'], description: research?.['details'] ?? research?.['summary'], helpUrl: pages },
    severity: severityOf({ cvss, word: row['severity'] }),
    message: [asText(row['summary']), analysis(row['applicable'])].filter((text) => text !== undefined).join('\n\n'),
    location,
    cwes: cwesOf(cves.flatMap((cve) => asArray(cve['cwe']))),
    vulnerability: vulnerabilityOf({
      names,
      packages: [affected],
      cvss,
      vendor: { name: 'JFrog', severity: row['severity'] },
      urls: pages,
    }),
    remediation: affected.fixedVersion === undefined ? research?.['remediation'] : undefined,
  })
}

/** Whether the code calls what is vulnerable. A tool's guess accepts nothing. */
function analysis(applicable: unknown): string | undefined {
  const text = asText(applicable)
  return text === undefined ? undefined : `Contextual analysis of JFrog: ${text}.`
}

/** With the vector in a member of its own, or behind the score as in Xray. */
function scoresOf(cve: JsonObject): readonly CvssScore[] {
  return cvssScores(
    ['3', '2'].map((version) => {
      const { score, vector } = scoreAndVector(cve[`cvssV${version}`])
      return { version: Number(version), score, vector: vector ?? cve[`cvssV${version}Vector`] }
    }),
  )
}

function packageIn(row: JsonObject, location: Location | undefined): VulnerablePackage | undefined {
  const version = asText(row['impactedPackageVersion'])
  return packageOf({
    name: row['impactedPackageName'],
    version,
    ecosystem: row['impactedPackageType'],
    path: location?.path,
    fixed: upgradesFrom(version, fixesInRanges(row['fixedVersions'])),
  })
}

/** The descriptor of the project, or the layer of an image; else the direct dependencies by which the package comes. */
function placeOf(row: JsonObject, places: Places): Location | undefined {
  const components = objectsOf(row['components'])
  const [first] = objectsOf(components.map(({ location }) => location))
  return places({
    path: first?.['file'],
    startLine: first?.['startLine'],
    endLine: first?.['endLine'],
    logicalName: textsOf(components.map(({ name }) => name)).join(', '),
  })
}

/** Licences that a policy of the user's forbids. */
export function readLicence(places: Places): EntryReader {
  return (row) => violation(row, places, { id: asText(row['licenseKey']), title: 'A licence that the policy does not allow' })
}

/** Packages that nobody looks after, or with much newer versions. */
export function readRisk(places: Places): EntryReader {
  return (row) => {
    const message = textsOf([row['riskReason'], row['endOfLifeMessage']]).join(': ')
    return violation(row, places, { id: 'operational-risk', title: 'An operational risk', message })
  }
}

interface Violation {
  readonly id: string | undefined
  readonly title: string
  readonly message?: string
}

function violation(row: JsonObject, places: Places, { id, title, message = '' }: Violation): Entry {
  const location = placeOf(row, places)
  const affected = packageIn(row, location)
  if (id === undefined || affected === undefined) return unreadable('has no violation or no package')
  const named = [affected.name, affected.version].filter((part) => part !== undefined).join(' ')
  return problem(
    findingOf({
      kind: 'other',
      rule: { id, title },
      severity: severityOf({ word: row['severity'] }),
      title: `${id}: ${named}`,
      message: [named, message].filter((part) => part !== '').join(': '),
      location: location ?? places({ logicalName: affected.name }),
    }),
  )
}
