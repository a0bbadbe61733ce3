import { isObject } from './shared/json.js'

/** A report format that cannot be read yet, known well enough to say what to do instead. */
export interface PlannedFormat {
  readonly id: string
  readonly name: string
  /** How to get SARIF from the same tool; absent where the tool has none. */
  readonly sarif?: string
  /** Keys that tell the format: all keys of one of these lists are in the root object or in the first element of the root array. */
  readonly keys: readonly (readonly string[])[]
}

/** In the order in which they are tried: a format with few and common keys comes after those that have them too. */
export const PLANNED_FORMATS: readonly PlannedFormat[] = []

/** @param root a parsed JSON document */
export function plannedFormatOf(root: unknown): PlannedFormat | undefined {
  const sample: unknown = Array.isArray(root) ? root[0] : root
  if (!isObject(sample)) return undefined
  return PLANNED_FORMATS.find(({ keys }) => keys.some((list) => list.every((key) => Object.hasOwn(sample, key))))
}
