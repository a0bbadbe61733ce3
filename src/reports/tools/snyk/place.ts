import type { Location } from '../../../finding.js'
import type { NativeContext } from '../../native/format.js'
import { placeBelow } from '../../native/place-below.js'
import type { JsonObject } from '../../vocabulary/json.js'

/** The manifest. It is named from the tested directory, which `path` tells: `api` of a repository, or a directory of another machine. */
export function projectPlace(report: JsonObject, { places }: NativeContext): Location | undefined {
  return placeBelow(places, report['path'], { path: report['displayTargetFile'] ?? report['targetFile'] })
}
