import type { ProblemCode, Reading, Tool } from '../../finding.js'
import { isObject, type JsonObject } from '../shared/json.js'
import { type CargoLocks, cargoAuditFinding } from './cargo-audit.js'
import type { Components } from './components.js'
import { type Kind, kindOf, levelOf, type Overrides } from './levels.js'
import type { PlaceReader } from './locations.js'
import type { Product } from './products.js'
import { readFinding } from './result-finding.js'
import type { RuleFacts } from './rule-facts.js'
import { type FoundRule, lookUpRule } from './rules.js'
import { verdictOf } from './suppression.js'
import type { Taxonomies } from './taxonomy.js'

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

/** What became of one element of `results`. Never throws: an element that is no result is `unreadable`. */
export function readResult(element: unknown, at: string, context: ResultContext): Reading {
  if (!isObject(element)) return unreadable(at, `is ${nameOf(element)} instead of an object`)
  const { kind, valid } = kindOf(element)
  if (!valid) context.note('invalid-kind', at)
  noteLevel(element, kind, at, context)
  const verdict = verdictOf(element, kind)
  if (verdict === 'not-a-problem') return { verdict, at }
  const found = lookUpRule(context.components, element)
  if (found.problem !== undefined) context.note(found.problem, at)
  if (found.id === undefined && found.descriptor === undefined && !isObject(element['message']))
    return unreadable(at, 'has neither a rule nor a message')
  const finding = readFinding(element, kind, found, context)
  return { verdict, at, finding: context.product.key === 'cargo-audit' ? cargoAuditFinding(finding, context.cargoLocks) : finding }
}

function unreadable(at: string, what: string): Reading {
  return { verdict: 'unreadable', at, problem: { code: 'unreadable-result', message: `The result ${what}.`, at } }
}

function nameOf(element: unknown): string {
  if (element === null) return 'null'
  return Array.isArray(element) ? 'an array' : `a ${typeof element}`
}

/** Any other kind than `fail` demands the level `none` (§3.27.10). */
function noteLevel(result: JsonObject, kind: Kind, at: string, { note }: ResultContext): void {
  const level = result['level']
  if (level === undefined) return
  const known = levelOf(level)
  if (known === undefined || (kind === 'pass' && known !== 'none')) note('invalid-level', at)
}
