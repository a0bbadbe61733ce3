import type { ProblemCode, Tool } from '../../finding.js'
import type { JsonObject } from '../vocabulary/json.js'
import type { CargoLocks } from './packages/cargo-audit.js'
import type { PlaceReader } from './places/locations.js'
import type { Components } from './rules/components.js'
import type { Product } from './rules/products.js'
import type { RuleFacts } from './rules/rule-facts.js'
import type { FoundRule } from './rules/rules.js'
import type { Taxonomies } from './rules/taxonomy.js'
import type { Overrides } from './severity/levels.js'

/** A run made ready for its results to be read one by one. */
export interface ResultContext {
  readonly run: JsonObject
  readonly tool: Tool
  readonly product: Product
  readonly components: Components
  readonly taxonomies: Taxonomies
  readonly overrides: Overrides
  readonly facts: (found: FoundRule) => RuleFacts
  readonly places: PlaceReader
  readonly cargoLocks: CargoLocks
  /** The container image that the whole run is about. */
  readonly image: string | undefined
  /** Something is odd about a result that could be read all the same. */
  note(code: ProblemCode, at: string): void
}
