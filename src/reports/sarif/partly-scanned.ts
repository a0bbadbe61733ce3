import { asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'
import { notificationsAt } from './completeness.js'
import type { PlaceReader } from './places/locations.js'
import type { Components } from './rules/components.js'

/** Semgrep names the file only in the text: `Syntax error at line src/a.py:1:`. Source: semgrep, cli/src/semgrep/error.py. */
const SEMGREP_PLACE = /^[\w ]{1,40} at line ([^\n]{1,1000}?):\d+:/

/**
 * Repository paths of files that a warning of the tool is about: it read them in part only, or not at all. The run as a whole is complete,
 * but nothing may be concluded from what is not reported in them.
 */
export function partlyScannedIn(run: JsonObject, components: Components, places: PlaceReader): readonly string[] {
  const paths = notificationsAt('warning', run, components).flatMap(({ notification }) => {
    const located = objectsOf(notification['locations'])
    const named = SEMGREP_PLACE.exec(asText(asObject(notification['message'])?.['text']) ?? '')?.[1]
    const locations = named === undefined ? located : [...located, { physicalLocation: { artifactLocation: { uri: named } } }]
    return locations.map((location) => places({ locations: [location] }).location?.path)
  })
  return [...new Set(paths.filter((path) => path !== undefined))]
}
