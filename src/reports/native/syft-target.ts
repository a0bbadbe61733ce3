import type { Location } from '../../finding.js'
import { nameOfImage, withDigest } from '../vocabulary/image-name.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../vocabulary/json.js'
import type { Places } from './places.js'

/** What was scanned, as Syft describes it in the reports of the tools that are built upon it (Grype, Xeol). */
export interface SyftTarget {
  readonly image?: string
  /** Where a file of the target is. */
  location(path: string): Location | undefined
}

/** @param source the report's member of this name */
export function syftTarget(source: JsonObject | undefined, places: Places): SyftTarget {
  const target = source?.['target']
  const image = asText(asObject(target)?.['userInput'])
  if (image !== undefined) {
    const reference = withDigest(image, textsOf(asObject(target)?.['repoDigests']))
    return { image: reference, location: () => places({ uri: nameOfImage(image) }) }
  }
  // Paths begin with a slash at the scanned directory, which older versions quote.
  const directory = (asText(target) ?? '.').replace(/^"(.*)"$/, '$1')
  return {
    location: (path) => {
      const relative = path.replace(/^\/+/, '')
      const below = places({ path: `${directory}/${relative}` })
      return below?.path === undefined ? places({ path: relative }) : below
    },
  }
}

/** The file that proves the package; a package lies in many. */
export function syftPath(artifact: JsonObject | undefined): string | undefined {
  return asText(evidenceOf(artifact)?.['path'])
}

/** The layer of the image with that file. */
export function syftLayer(artifact: JsonObject | undefined): string | undefined {
  return asText(evidenceOf(artifact)?.['layerID'])
}

function evidenceOf(artifact: JsonObject | undefined): JsonObject | undefined {
  const locations = objectsOf(artifact?.['locations'])
  return locations.find(({ annotations }) => asObject(annotations)?.['evidence'] === 'primary') ?? locations[0]
}
