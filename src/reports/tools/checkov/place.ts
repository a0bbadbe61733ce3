import type { Location } from '../../../finding.js'
import type { Places } from '../../native/places.js'
import { asArray, asText, type JsonObject } from '../../vocabulary/json.js'

/**
 * Where a check failed. The absolute path is the only one that says where the repository is; the others begin with a slash at the working
 * directory (`repo_file_path`) or at the scanned directory (`file_path`).
 */
export function checkovPlace(check: JsonObject, places: Places, logicalName?: unknown): Location | undefined {
  const [startLine, endLine] = asArray(check['file_line_range'])
  const region = { startLine, endLine, logicalName }
  const absolute = places({ path: check['file_abs_path'], ...region })
  if (absolute?.path !== undefined) return absolute
  const path = asText(check['repo_file_path']) ?? asText(check['file_path'])
  return places({ path: path?.replace(/^[/\\]+/, ''), ...region })
}

/** Where the module that holds the resource is called. */
export function checkovCaller({ caller_file_path: path, caller_file_line_range: lines }: JsonObject, places: Places): Location | undefined {
  const [startLine, endLine] = asArray(lines)
  return places({ path: asText(path)?.replace(/^[/\\]+/, ''), startLine, endLine })
}
