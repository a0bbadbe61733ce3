import type { Reading } from '../../finding.js'
import { isObject, type JsonObject } from '../vocabulary/json.js'
import { cargoAuditFinding } from './packages/cargo-audit.js'
import type { ResultContext } from './result-context.js'
import { readFinding } from './result-finding.js'
import { lookUpRule } from './rules/rules.js'
import { type Kind, kindOf, levelOf } from './severity/levels.js'
import { verdictOf } from './suppression.js'

/** What became of one element of `results`. Never throws: an element that is no result is `unreadable`. */
export function readResult(element: unknown, at: string, context: ResultContext): Reading {
  if (!isObject(element)) return unreadable(at, `is ${nameOf(element)} instead of an object`)
  const { kind, valid } = kindOf(element)
  if (!valid) context.note('invalid-kind', at)
  noteLevel(element, kind, at, context)
  const verdict = verdictOf(element, kind, context.product)
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
