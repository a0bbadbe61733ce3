import type { Location, Tool } from '../../../finding.js'
import type { Places } from '../../native/places.js'
import { isArchive, nameOfImage, withDigest } from '../../vocabulary/image-name.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { knownTool } from '../../vocabulary/tool-names.js'
import { type Components, createComponents, propertyOf } from './components.js'

/** What a bill of materials is about. */
export interface Subject {
  readonly components: Components
  readonly places: Places
  /** Whether Checkov has made it, whose components are resources and packages of files. */
  readonly isOfCheckov: boolean
  /** Reference of the container image. */
  readonly image: string | undefined
  /** Where something is that was found in a file of it. */
  place(path: string | undefined): Location | undefined
}

export function subjectOf(bom: JsonObject, places: Places): Subject {
  const main = asObject(asObject(bom['metadata'])?.['component'])
  const name = asText(main?.['name'])
  const components = createComponents(bom)
  const isOfCheckov = toolOf(bom)?.name === 'Checkov'
  if (main?.['type'] !== 'container' || name === undefined) {
    const place = (path: string | undefined) => places({ path: main?.['type'] === 'file' ? path?.replace(/^\/+/, '') : path })
    return { components, places, isOfCheckov, image: undefined, place }
  }
  const place = () => places({ uri: nameOfImage(name) })
  // Syft and Grype put the digest of an image where its version should be, Trivy among its own members.
  const digests = textsOf([`${nameOfImage(name)}@${asText(main['version'])}`, propertyOf(main, 'aquasecurity:trivy:RepoDigest')])
  return { components, places, isOfCheckov, image: isArchive(name) ? undefined : withDigest(name, digests), place }
}

/** Libraries that write the format add themselves, too, and some sort all of them. */
const LIBRARY = /^cyclonedx-/i

/** Each tool that works on a bill of materials adds itself at the end, so the last one found the vulnerabilities. */
export function toolOf(bom: JsonObject): Partial<Tool> | undefined {
  const tools = asObject(bom['metadata'])?.['tools']
  const all = isObject(tools) ? objectsOf(tools['components']) : objectsOf(tools)
  const named = all.filter((tool) => asText(tool['name']) !== undefined)
  const last = named.findLast((tool) => !LIBRARY.test(asText(tool['name']) ?? '')) ?? named.at(-1)
  const name = asText(last?.['name'])
  if (last === undefined || name === undefined) return undefined
  const known = knownTool(name)
  return {
    name: known?.name ?? name,
    ...defined('version', asText(last['version'])),
    ...defined('vendor', known === undefined ? vendorOf(last) : known.vendor),
  }
}

function vendorOf(tool: JsonObject): string | undefined {
  return asText(tool['vendor']) ?? asText(asObject(tool['manufacturer'])?.['name']) ?? asText(asObject(tool['supplier'])?.['name'])
}

function defined<Key extends string>(key: Key, value: string | undefined): { readonly [key in Key]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in Key]?: string }
}
