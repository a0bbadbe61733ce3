import type { Location } from '../../finding.js'
import { isAbsolutePath, isAbsoluteUri } from '../paths/paths.js'
import { asText } from '../vocabulary/json.js'
import type { PlaceFacts, Places } from './places.js'

/**
 * The place of a path that counts from a scanned folder which the report names. When that folder is not in the repository (another machine,
 * a mount, a remote repository), the path is taken to count from the repository's root.
 */
export function placeBelow(places: Places, folder: unknown, facts: PlaceFacts): Location | undefined {
  const [base, path] = [asText(folder), asText(facts.path)]
  if (base === undefined || path === undefined || isAbsoluteUri(base) || isAbsolutePath(path)) return places(facts)
  const below = places({ ...facts, path: `${base}/${path}` })
  return below?.path === undefined ? places(facts) : below
}
