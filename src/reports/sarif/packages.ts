import type { VulnerablePackage } from '../../finding.js'
import { managerOfFile } from '../vocabulary/ecosystems.js'
import { asText, type JsonObject, ownValue, textsOf } from '../vocabulary/json.js'
import { packageOfPurl } from '../vocabulary/purl.js'
import { soundPackage } from '../vocabulary/sound-package.js'
import { type Dependency, type PackageEvidence, packageReaders } from './package-readers.js'

/** The packages that a dependency finding is about. By the tool's own way of writing it, else by purls and property names. */
export function readDependency(evidence: PackageEvidence): Dependency {
  const own = evidence.tool === undefined ? undefined : packageReaders.get(evidence.tool)?.(evidence)
  const found = own ?? { packages: [packageInProperties(evidence)].filter((item) => item !== undefined) }
  return { ...found, packages: found.packages.map((item) => located(item, found.pathless === true ? undefined : evidence)) }
}

function located(item: VulnerablePackage, evidence: Pick<PackageEvidence, 'path' | 'file'> | undefined): VulnerablePackage {
  const manager = item.manager ?? managerOfFile(evidence?.path ?? evidence?.file)
  const place = item.path ?? evidence?.path
  return soundPackage({ ...item, ...(manager !== undefined && { manager }), ...(place !== undefined && { path: place }) })
}

const NAME_KEYS = ['packageName', 'package', 'component', 'module'] as const
const VERSION_KEYS = ['installedVersion', 'packageVersion', 'componentVersion', 'version'] as const
const FIXED_KEYS = ['fixedVersion', 'fixed_version', 'fixVersion', 'fixVersions'] as const

/** A purl in the properties of the result or the rule or as logical name, else properties that name package and version. */
function packageInProperties({ properties, ruleProperties, logicalName }: PackageEvidence): VulnerablePackage | undefined {
  const bags = [properties, ruleProperties]
  const texts = [
    ...bags.flatMap((bag) => [...textsOf(bag['purl']), ...textsOf(bag['purls']), ...textsOf(bag['packageUrl'])]),
    logicalName ?? '',
  ]
  const purl = texts.find((text) => text.startsWith('pkg:'))
  const parsed = purl === undefined ? undefined : packageOfPurl(purl)
  const name = firstText(bags, NAME_KEYS)
  if (parsed === undefined && name === undefined) return undefined
  const version = parsed?.version ?? firstText(bags, VERSION_KEYS)
  const fixedVersion = firstText(bags, FIXED_KEYS)
  return { name: name ?? '', ...parsed, ...(version !== undefined && { version }), ...(fixedVersion !== undefined && { fixedVersion }) }
}

function firstText(bags: readonly JsonObject[], keys: readonly string[]): string | undefined {
  for (const bag of bags) {
    for (const key of keys) {
      const value = ownValue(bag, key)
      const text = asText(value) ?? (textsOf(value).join(', ') || undefined)
      if (text !== undefined) return text
    }
  }
  return undefined
}
