import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'

/** The layer of an image that an entry is in: by what it holds, else as the registry names it. Source: pkg/fanal/types/artifact.go (Layer). */
export function trivyLayer(entry: JsonObject): string | undefined {
  const layer = asObject(entry['Layer'])
  return asText(layer?.['DiffID']) ?? asText(layer?.['Digest'])
}
