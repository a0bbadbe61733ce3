import type { JsonObject } from '../vocabulary/json.js'

/** Whether an object has all of these members itself, whatever they hold. */
export function has(object: JsonObject, ...names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(object, name))
}
