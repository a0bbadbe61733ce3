import type { ReportDocument } from './document.js'

/** What scanners write when they have found nothing and their format has no frame around the results. */
export const EMPTINESSES = ['nothing', 'null', '[]', '{}'] as const
export type Emptiness = (typeof EMPTINESSES)[number]

/** How empty a document is; `undefined` when something is in it. */
export function emptinessOf({ syntax, skeleton }: ReportDocument): Emptiness | undefined {
  if (syntax === 'nothing') return 'nothing'
  if (syntax !== 'json') return undefined
  if (skeleton === null) return 'null'
  if (Array.isArray(skeleton)) return skeleton.length === 0 ? '[]' : undefined
  return typeof skeleton === 'object' && Object.keys(skeleton).length === 0 ? '{}' : undefined
}
