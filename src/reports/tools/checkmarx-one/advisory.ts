import type { Finding, VulnerablePackage } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { severityOf } from '../../native/severity.js'
import { advisoriesIn } from '../../vocabulary/advisory-ids.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { nameOfImage } from '../../vocabulary/image-name.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/** A vulnerable package of the repository or of a container image. */
export function checkmarxAdvisory(result: JsonObject, data: JsonObject, places: Places): Finding | undefined {
  const id = asText(result['id'])
  if (id === undefined) return undefined
  const details = asObject(result['vulnerabilityDetails'])
  const image = imageOf(data)
  const location = placeOf(data, image, places)
  const affected = image === undefined ? dependencyOf(data, location?.path) : imagePackageOf(data)
  const cvss = cvssScores([{ version: asObject(details?.['cvss'])?.['version'], score: details?.['cvssScore'], source: 'Checkmarx' }])
  const links = [...objectsOf(data['packageData']).map(({ url }) => url), asObject(data['scaPackageData'])?.['fixLink']]
  return findingOf({
    kind: 'vulnerability',
    rule: { id, description: result['description'], helpUrl: links },
    severity: severityOf({ cvss, word: result['severity'] }),
    location,
    cwes: cwesOf(details?.['cweId']),
    vulnerability: vulnerabilityOf({
      names: [id, ...advisoriesIn(asText(details?.['cveName']) ?? '')],
      packages: affected === undefined ? [] : [affected],
      cvss,
      vendor: { name: 'Checkmarx', severity: result['severity'], created: result['publishedAt'] ?? data['publishedAt'] },
      urls: links,
    }),
    firstSeen: result['firstFoundAt'],
    image,
  })
}

function imageOf({ imageName: name, imageTag: tag }: JsonObject): string | undefined {
  return [asText(name), asText(tag)].filter((part) => part !== undefined).join(':') || undefined
}

function placeOf(data: JsonObject, image: string | undefined, places: Places): Finding['location'] {
  if (image !== undefined) return places({ path: data['imageFilePath'], uri: nameOfImage(image) })
  return places({ path: textsOf(asObject(data['scaPackageData'])?.['locations'])[0] })
}

function imagePackageOf({
  packageName: name,
  packageVersion: version,
  recommendedVersion: fixed,
}: JsonObject): VulnerablePackage | undefined {
  return packageOf({ name, version, fixed })
}

/** How Checkmarx names package managers, where nobody else does. */
const ECOSYSTEMS: ReadonlyMap<string, string> = new Map([
  ['go', 'golang'],
  ['php', 'composer'],
  ['ruby', 'rubygems'],
])

/** `Maven-com.thoughtworks.xstream:xstream-1.4.5`; the paths of dependencies have name and version apart. */
function dependencyOf(data: JsonObject, path: string | undefined): VulnerablePackage | undefined {
  const identifier = asText(data['packageIdentifier']) ?? ''
  const paths = asArray(asObject(data['scaPackageData'])?.['dependencyPaths']).flatMap(objectsOf)
  const known = paths.find((step) => step['id'] === identifier)
  const [, manager = '', name, version] = /^([A-Za-z]{1,20})-(.{1,300})-([^-]{1,100})$/.exec(identifier) ?? []
  return packageOf({
    name: known?.['name'] ?? name ?? data['packageName'],
    version: known?.['version'] ?? version ?? data['packageVersion'],
    ecosystem: ECOSYSTEMS.get(manager.toLowerCase()) ?? manager,
    path,
    fixed: data['recommendedVersion'],
  })
}
