import type { CvssScore, Location, VulnerablePackage } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, problem, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { bestFirst } from '../../vocabulary/advisory-ids.js'
import { advisoryPage } from '../../vocabulary/advisory-page.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { nameOfImage } from '../../vocabulary/image-name.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { scoreAndVector } from '../jfrog/notation.js'
import { componentOf } from './component.js'

export interface Artifact {
  /** What Xray says of the artifact itself. */
  readonly general: JsonObject
  readonly places: Places
}

/** An issue of an artifact: a vulnerability, or what a policy says of a licence or of a package that nobody looks after. */
export function readIssue(issue: JsonObject, artifact: Artifact): Entry {
  const cves = objectsOf(issue['cves'])
  const [id, ...others] = bestFirst(textsOf([...cves.map(({ cve }) => cve), issue['issue_id']]))
  const packages = packagesOf(issue)
  if (id === undefined) return unreadable('has no issue_id and no CVE')
  const isVulnerability = (asText(issue['issue_type']) ?? 'security').toLowerCase() === 'security'
  return problem(
    findingOf({
      kind: isVulnerability ? 'vulnerability' : 'other',
      rule: { id, title: titleOf(issue), description: issue['description'], helpUrl: [id, ...others].map(advisoryPage) },
      severity: severityOf({ cvss: cves.flatMap(scoresOf), word: issue['severity'] }),
      message: messageOf(issue),
      location: placeOf(artifact, packages),
      cwes: cwesOf(cves.flatMap(({ cwe }) => asArray(cwe))),
      ...(isVulnerability && { vulnerability: advisoryOf(issue, [id, ...others], packages) }),
      image: imageOf(artifact.general),
    }),
  )
}

function advisoryOf(
  issue: JsonObject,
  names: readonly string[],
  packages: readonly VulnerablePackage[],
): ReturnType<typeof vulnerabilityOf> {
  return vulnerabilityOf({
    names,
    packages,
    cvss: objectsOf(issue['cves']).flatMap(scoresOf),
    vendor: { name: issue['provider'] ?? 'JFrog', severity: issue['severity'], created: issue['created'] },
    urls: [...names.map(advisoryPage), ...asArray(issue['references'])],
  })
}

/** With the vector behind the score, or in a member of its own. */
function scoresOf(cve: JsonObject): readonly CvssScore[] {
  return cvssScores(
    ['3', '2'].map((version) => {
      const { score, vector } = scoreAndVector(cve[`cvss_v${version}`])
      return { version: Number(version), score: cve[`cvss_v${version}_score`] ?? score, vector: cve[`cvss_v${version}_vector`] ?? vector }
    }),
  )
}

/** JFrog's own researchers put it into a sentence for some. */
function titleOf(issue: JsonObject): unknown {
  return asText(asObject(issue['extended_information'])?.['short_description']) ?? issue['summary']
}

function messageOf(issue: JsonObject): string {
  const paths = textsOf(issue['impact_path']).map((path) => `Found in ${path}`)
  return [asText(issue['summary']), asText(issue['description']), ...paths]
    .filter((text, at, all) => all.indexOf(text) === at)
    .filter(Boolean)
    .join('\n')
}

/** Version 1 may tell no components: then it is the file at the end of the path. */
function packagesOf(issue: JsonObject): readonly VulnerablePackage[] {
  const components = objectsOf(issue['components']).flatMap((one) => componentOf(one) ?? [])
  const [path = ''] = textsOf(issue['impact_path'])
  return components.length > 0 ? components : [packageOf({ name: path.slice(path.lastIndexOf('/') + 1) }) ?? []].flat()
}

/** Without the version of the artifact, which changes while the issue stays. */
function placeOf({ general, places }: Artifact, packages: readonly VulnerablePackage[]): Location | undefined {
  const name = asText(general['name']) ?? asText(general['path'])
  const image = imageOf(general)
  const uri = image === undefined ? (componentOf({ component_id: general['component_id'] })?.name ?? name) : nameOfImage(image)
  return places({ uri, logicalName: packages[0]?.name })
}

function imageOf({ pkg_type: type, name }: JsonObject): string | undefined {
  return asText(type)?.toLowerCase() === 'docker' ? asText(name) : undefined
}
