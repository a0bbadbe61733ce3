import type { VulnerablePackage } from '../../../finding.js'
import { managerOfEcosystem } from '../../vocabulary/ecosystems.js'
import { asText, isObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { packageOfPurl } from '../../vocabulary/purl.js'

/** What tools call the parts of a package, without case and separators; the most distinctive first. */
export const NAMES = {
  purl: ['purl', 'purls', 'packageurl', 'pkgurl', 'packagepurl', 'componentpurl'],
  name: [
    ...['packagename', 'package', 'component', 'module', 'pkgname', 'pkg', 'componentname', 'modulename', 'library', 'libraryname'],
    ...['dependency', 'dependencyname', 'affectedpackage', 'vulnerablepackage', 'crate', 'cratename', 'gem', 'artifactname'],
  ],
  version: [
    ...['installedversion', 'packageversion', 'componentversion', 'pkgversion', 'currentversion', 'libraryversion'],
    ...['dependencyversion', 'moduleversion', 'crateversion', 'resolvedversion', 'foundversion', 'detectedversion', 'version', 'installed'],
  ],
  fixed: [
    ...['fixedversion', 'fixversion', 'fixversions', 'fixedversions', 'patchedversion', 'patchedversions', 'firstpatchedversion'],
    ...['fixedin', 'fixedinversion', 'fixedinversions', 'patchedin', 'fixin', 'safeversion', 'recommendedversion', 'remediationversion'],
    ...['upgradeto', 'upgradeversion', 'fixedby', 'fixavailablein'],
  ],
  ecosystem: ['ecosystem', 'packageecosystem', 'packagemanager', 'packagetype', 'manager', 'language'],
} as const

/** A bag has a few properties; a hostile one could have any number. */
const MOST_PROPERTIES = 200

type Properties = ReadonlyMap<string, unknown>

/** `fixed_version`, `Fixed Version` and `fixedVersion` are one name. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** The package that property bags name, the first of them first: by purl, else by properties for its parts, also one level further down. */
export function packageInBags(bags: readonly JsonObject[]): VulnerablePackage | undefined {
  const all = bags.flatMap(withNested)
  const purl = firstText(all, NAMES.purl)
  const parsed = purl === undefined ? undefined : packageOfPurl(purl)
  const name = firstText(all, NAMES.name) ?? all.map(namedVersion).find((one) => one !== undefined)
  if (parsed === undefined && name === undefined) return undefined
  const version = parsed?.version ?? firstText(all, NAMES.version)
  const manager = parsed?.manager ?? managerOfEcosystem(firstText(all, NAMES.ecosystem))
  const fixedVersion = firstText(all, NAMES.fixed)
  return {
    name: name ?? '',
    ...parsed,
    ...(version !== undefined && { version }),
    ...(manager !== undefined && { manager }),
    ...(fixedVersion !== undefined && { fixedVersion }),
  }
}

/** Whether a bag speaks of a package at all, in names that only stand for one. */
export function namesPackage(bag: JsonObject): boolean {
  const properties = propertiesByName(bag)
  return ['purl', 'packageurl', 'packagename', 'pkgname', 'installedversion', 'fixedversion'].some((name) => properties.has(name))
}

/** The bag, and the objects in it that are a package: `{"package": {"name": …}}`, `{"packages": [{…}]}`. */
function withNested(bag: JsonObject): readonly Properties[] {
  const properties = propertiesByName(bag)
  const places = [
    ...NAMES.name,
    'packages',
    'components',
    'affectedpackages',
    'vulnerablepackages',
    'affected',
    'vulnerability',
    'advisory',
  ]
  const nested = places.flatMap((place) => {
    const value = properties.get(place)
    return isObject(value) ? [value] : objectsOf(value).slice(0, 1)
  })
  return [properties, ...nested.map(propertiesByName)]
}

function propertiesByName(bag: JsonObject): Properties {
  const properties = new Map<string, unknown>()
  for (const [key, value] of Object.entries(bag).slice(0, MOST_PROPERTIES)) {
    const name = plainName(key)
    if (!properties.has(name)) properties.set(name, value)
  }
  return properties
}

function firstText(all: readonly Properties[], names: readonly string[]): string | undefined {
  for (const properties of all) {
    for (const name of names) {
      const value = properties.get(name)
      const text = asText(value) ?? (textsOf(value).join(', ') || undefined)
      if (text !== undefined) return text
    }
  }
  return undefined
}

/** `name` may be the name of anything; beside a `version` with a digit it is that of a package. */
function namedVersion(properties: Properties): string | undefined {
  const version = asText(properties.get('version'))
  return version !== undefined && /\d/.test(version) ? asText(properties.get('name')) : undefined
}
