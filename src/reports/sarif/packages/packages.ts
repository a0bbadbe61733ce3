import type { VulnerablePackage } from '../../../finding.js'
import { managerOfFile } from '../../vocabulary/ecosystems.js'
import { plainText } from '../../vocabulary/plain-text.js'
import { packageOfPurl } from '../../vocabulary/purl.js'
import { soundPackage } from '../../vocabulary/sound-package.js'
import { packageInBags } from './package-properties.js'
import { type Dependency, type PackageEvidence, packageReaders } from './package-readers.js'
import { spokenPackage } from './package-words.js'

/** The packages that a dependency finding is about. By the tool's own way of writing it, else by purls and property names. */
export function readDependency(evidence: PackageEvidence): Dependency {
  const own = evidence.tool === undefined ? undefined : packageReaders.get(evidence.tool)?.(evidence)
  const found = own ?? { packages: [packageOf(evidence)].filter((item) => item !== undefined) }
  return { ...found, packages: found.packages.map((item) => located(item, found.pathless === true ? undefined : evidence)) }
}

function located(item: VulnerablePackage, evidence: Pick<PackageEvidence, 'path' | 'file'> | undefined): VulnerablePackage {
  const manager = item.manager ?? managerOfFile(evidence?.path ?? evidence?.file)
  const place = item.path ?? evidence?.path
  return soundPackage({ ...item, ...(manager !== undefined && { manager }), ...(place !== undefined && { path: place }) })
}

/** A purl or properties for the parts, else what the texts say. What one leaves open of the same package the other adds. */
function packageOf(evidence: PackageEvidence): VulnerablePackage | undefined {
  const { properties, ruleProperties, logicalName, message, shortDescription, fullDescription, help, markdown, fix } = evidence
  const named = packageInBags([properties, ruleProperties]) ?? purlIn([logicalName ?? '', message, help])
  const texts = [message, shortDescription, fullDescription, help, markdown, fix ?? ''].map((text) => plainTable(text))
  const spoken = spokenPackage(texts)
  const same =
    named === undefined || named.name === '' || spoken.name === undefined || named.name.toLowerCase() === spoken.name.toLowerCase()
  const name = named === undefined || named.name === '' ? spoken.name : named.name
  return name === undefined ? undefined : { ...(same && { ...spoken }), ...named, name }
}

/** How much of a text is looked through, in UTF-16 code units. */
const SEARCHED = 3000

/** Plain, but for its tables. */
function plainTable(text: string): string {
  const start = text.slice(0, SEARCHED)
  return start
    .split('\n')
    .map((line) => (line.trimStart().startsWith('|') ? line : plainText(line)))
    .join('\n')
}

/** The package of the first purl in the texts. */
function purlIn(texts: readonly string[]): VulnerablePackage | undefined {
  for (const text of texts) {
    const purl = /pkg:[a-z]{1,20}\/[^\s'"()`<>]{1,300}/.exec(text.slice(0, SEARCHED))?.[0].replace(/[.,;:]$/, '')
    const parsed = purl === undefined ? undefined : packageOfPurl(purl)
    if (parsed !== undefined) return parsed
  }
  return undefined
}
