import { has } from '../../native/has.js'
import type { JsonObject } from '../../vocabulary/json.js'

/** Code Climate's engines write measurements among their issues. */
export function isMeasurement(record: JsonObject): boolean {
  return record['type'] === 'measurement' && has(record, 'name', 'value')
}
