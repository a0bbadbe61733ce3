import type { Location, VulnerablePackage } from '../../../finding.js'
import { groupBy } from '../../../groups.js'
import { packageOf } from '../../native/advisory.js'
import type { Places } from '../../native/places.js'
import { isFileTarget, nameOfImage, withDigest } from '../../vocabulary/image-name.js'
import { asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/** What was scanned. */
export interface Target {
  readonly image?: string
  /** Where what is wrong with a package is; without its paths, with the target itself. */
  locations(paths: readonly string[]): readonly (Location | undefined)[]
  /** The package that an advisory is about, and all places where it lies. */
  affected(issue: JsonObject, fixed: readonly string[]): Affected
}

interface Affected {
  readonly packages: readonly VulnerablePackage[]
  readonly paths: readonly string[]
}

/** An image, or the archive of a function. One that was scanned by its id alone has no name, and its id is another one with every build. */
export function imageTarget(result: JsonObject, places: Places): Target {
  const name = asText(result['name'])
  const affected = packagesIn(result, (path) => path)
  if (name === undefined) return { locations: () => [], affected }
  if (isFileTarget(name) || name.endsWith('.zip')) return { locations: () => [places({ path: name })], affected }
  const base = nameOfImage(name)
  return { image: withDigest(name, [`${base}@${asText(result['digest'])}`]), locations: () => [places({ uri: base })], affected }
}

/** A repository: the manifests that name the package are the places. */
export function repositoryTarget(report: JsonObject, places: Places): Target {
  return {
    locations: (paths) => paths.map((path) => places({ path })),
    affected: packagesIn(report, (path) => places({ path })?.path ?? path),
  }
}

/** What a package is of and where it lies is said in the list of all packages, which may have it several times. */
function packagesIn({ packages, applications }: JsonObject, pathOf: (path: string) => string): Target['affected'] {
  const installed = groupBy([...objectsOf(packages), ...objectsOf(applications)], ({ name, version }) => JSON.stringify([name, version]))
  return ({ packageName: name, packageVersion: version, packagePath }, fixed) => {
    const known = installed.get(JSON.stringify([name, version])) ?? []
    const paths = [...new Set(textsOf([packagePath, ...known.map(({ path }) => path)]).map(pathOf))]
    const affected = packageOf({ name, version, ecosystem: ecosystemOf(known[0]?.['type']), path: paths[0], fixed })
    return { packages: affected === undefined ? [] : [affected], paths }
  }
}

/** The tool's names of ecosystems that nobody else has. */
const ECOSYSTEMS: ReadonlyMap<string, string> = new Map([
  ['jar', 'maven'],
  ['nodejs', 'npm'],
])

function ecosystemOf(type: unknown): string | undefined {
  const text = asText(type)
  return ECOSYSTEMS.get(text ?? '') ?? text
}
