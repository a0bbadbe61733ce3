import type { Location } from '../../../finding.js'
import { placeBelow } from '../../native/place-below.js'
import type { Places } from '../../native/places.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'

/** What was checked. */
export interface Resource {
  /** `Deployment shop/web` */
  readonly name: string
  readonly location: Location | undefined
}

/**
 * Of a manifest the file, of a cluster the resource's id (`apps/v1/shop/Deployment/web`). The ids of manifests begin with a hash of their path.
 * Who committed a manifest stays where it is.
 */
export function resourceOf(id: unknown, resource: JsonObject | undefined, places: Places): Resource {
  const object = asObject(resource?.['object'])
  const source = asObject(resource?.['source'])
  const path = asText(source?.['relativePath'])
  const metadata = asObject(object?.['metadata'])
  const identifier = asText(id) ?? ''
  const [namespace, name] = [metadata?.['namespace'], metadata?.['name'] ?? object?.['name']].map(asText)
  const qualified = [namespace, name ?? lastPart(identifier)].filter((part) => part !== undefined).join('/')
  const named = [asText(object?.['kind']), qualified].filter((part) => part !== undefined && part !== '').join(' ')
  return {
    name: named === '' ? 'The resource' : named,
    location:
      path === undefined
        ? places({ uri: identifier, logicalName: named })
        : placeBelow(places, source?.['path'], { path, logicalName: named }),
  }
}

function lastPart(id: string): string | undefined {
  return asText(id.slice(id.lastIndexOf('/') + 1))
}
