import { groupBy } from '../../../groups.js'
import { asArray, asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/** What a bill of materials says of its components. */
export interface Components {
  /** By `bom-ref`, or by a BOM-Link to it. */
  find(reference: string): JsonObject | undefined
  /** The file that a component was found in, as the report writes it. */
  pathOf(component: JsonObject): string | undefined
}

/** Source of the members: CycloneDX 1.0 to 1.7, cyclonedx.org/docs. */
export function createComponents(bom: JsonObject): Components {
  const byReference = new Map<string, JsonObject>()
  for (const component of allComponents(bom)) {
    const reference = asText(component['bom-ref'])
    if (reference !== undefined) byReference.set(reference, component)
  }
  const byPackage = groupBy(allComponents(bom), ({ purl }) => packageIn(asText(purl)))
  const find = (reference: string) =>
    byReference.get(reference) ?? byReference.get(linkedReference(reference)) ?? only(byPackage.get(packageIn(reference, true) ?? ''))
  const manifestOf = createManifests(bom, find)
  return { find, pathOf: (component) => ownPath(component) ?? manifestOf(component) }
}

/**
 * A purl without version and qualifiers, as OSV-Scanner refers to what an advisory affects (`pkg:npm/lodash`).
 * @param whole only for a purl that is nothing but that
 */
function packageIn(purl: string | undefined, whole = false): string | undefined {
  if (purl === undefined || !purl.startsWith('pkg:')) return undefined
  const bare = purl.replace(/[@?#].*$/s, '')
  return whole && bare !== purl ? undefined : bare.toLowerCase()
}

/** Of several versions none is said to be the one. */
function only(components: readonly JsonObject[] | undefined): JsonObject | undefined {
  return components?.length === 1 ? components[0] : undefined
}

/** The member of an object that the standard leaves to the tools, by the name that a tool gives it. */
export function propertyOf(object: JsonObject, name: string): string | undefined {
  return asText(objectsOf(object['properties']).find((property) => property['name'] === name)?.['value'])
}

function allComponents(bom: JsonObject): readonly JsonObject[] {
  const all: JsonObject[] = []
  const add = (list: readonly JsonObject[]) => {
    for (const component of list) all.push(component)
  }
  add(objectsOf([asObject(bom['metadata'])?.['component']]))
  add(objectsOf(bom['components']))
  add(objectsOf(bom['services']))
  // Grows while it is walked: components nest.
  for (const component of all) add(objectsOf(component['components']))
  return all
}

/** `urn:cdx:<serial number>/<version>#<encoded reference>`. Source: cyclonedx.org/capabilities/bomlink. */
function linkedReference(link: string): string {
  const hash = link.startsWith('urn:cdx:') ? link.indexOf('#') : -1
  const reference = link.slice(hash + 1)
  try {
    return hash < 0 ? '' : decodeURIComponent(reference)
  } catch {
    return reference
  }
}

/** Where tools put the file: Trivy (what lies in no lock file), Syft and Grype, the Inspector scan, cdxgen. */
const PATH_PROPERTIES = [
  'aquasecurity:trivy:FilePath',
  'syft:location:0:path',
  'amazon:inspector:sbom_scanner:path',
  'amazon:inspector:sbom_generator:source_path',
  'SrcFile',
  'internal:SrcFile',
] as const

/** Where tools put the layer: Trivy, Syft and Grype. */
const LAYER_PROPERTIES = ['aquasecurity:trivy:LayerDiffID', 'aquasecurity:trivy:LayerDigest', 'syft:location:0:layerID'] as const

/** The layer of an image that a component is in. */
export function layerOf(component: JsonObject | undefined): string | undefined {
  if (component === undefined) return undefined
  return LAYER_PROPERTIES.map((name) => propertyOf(component, name)).find((layer) => layer !== undefined)
}

function ownPath(component: JsonObject): string | undefined {
  const [occurrence] = objectsOf(asObject(component['evidence'])?.['occurrences'])
  const stated = PATH_PROPERTIES.map((name) => propertyOf(component, name)).find((path) => path !== undefined)
  return asText(occurrence?.['location']) ?? stated
}

/** Trivy makes a component of each lock file, on which the packages in it depend the other way round. */
function createManifests(bom: JsonObject, find: Components['find']): (component: JsonObject) => string | undefined {
  let parents: ReadonlyMap<string, readonly string[]> | undefined
  return (component) => {
    const start = asText(component['bom-ref'])
    if (start === undefined || propertyOf(component, 'aquasecurity:trivy:PkgType') === undefined) return undefined
    parents ??= parentsOf(bom)
    const seen = new Set([start])
    for (const reference of seen) {
      const candidate = find(reference)
      if (candidate !== undefined && isManifest(candidate)) return asText(candidate['name'])
      for (const parent of parents.get(reference) ?? []) seen.add(parent)
    }
    return undefined
  }
}

function isManifest(component: JsonObject): boolean {
  return component['type'] === 'application' && propertyOf(component, 'aquasecurity:trivy:Class') === 'lang-pkgs'
}

function parentsOf(bom: JsonObject): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>()
  for (const dependency of objectsOf(bom['dependencies'])) {
    const parent = asText(dependency['ref'])
    if (parent === undefined) continue
    for (const child of textsOf(asArray(dependency['dependsOn']))) {
      const known = parents.get(child)
      if (known === undefined) parents.set(child, [parent])
      else known.push(parent)
    }
  }
  return parents
}
