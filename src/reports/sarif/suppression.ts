import { type JsonObject, objectsOf } from '../vocabulary/json.js'
import type { Product } from './rules/products.js'
import { type Kind, levelOf } from './severity/levels.js'

/**
 * Suppressed unless any suppression is still under review or was rejected (§3.35.3). The specification gives an absent status no default;
 * this is the reading of the format's own SDK. Unlike the prose, tools write the array on suppressed results only, so each result counts alone.
 */
export function isSuppressed(result: JsonObject): boolean {
  const suppressions = objectsOf(result['suppressions'])
  return suppressions.length > 0 && !suppressions.some(({ status }) => status === 'underReview' || status === 'rejected')
}

export type Verdict = 'problem' | 'suppressed' | 'review' | 'not-a-problem'

/**
 * What a result says about the code (§3.27.9, §3.27.23, §3.27.24). `absent` results exist only in the baseline. Beside `open` and `review` the
 * format wants the level `none` (§3.27.10): a tool that grades such a result all the same (Nuclei, Nosey Parker) says that it is a problem.
 */
export function verdictOf(result: JsonObject, kind: Kind, { gradesByKind = false }: Pick<Product, 'gradesByKind'>): Verdict {
  if (result['baselineState'] === 'absent') return 'not-a-problem'
  const isGrade = gradesByKind && kind === 'informational'
  if (kind === 'pass' || kind === 'notApplicable' || (kind === 'informational' && !isGrade)) return 'not-a-problem'
  if (isSuppressed(result)) return 'suppressed'
  return kind === 'fail' || isGrade || isGraded(result) ? 'problem' : 'review'
}

function isGraded(result: JsonObject): boolean {
  const level = levelOf(result['level'])
  return level !== undefined && level !== 'none'
}
