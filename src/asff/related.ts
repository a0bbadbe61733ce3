/** Findings of other tools that are about the same problem. */
import type { RelatedFinding } from '@aws-sdk/client-securityhub'
import type { FindingLife, MappingContext } from './context.js'
import { RELATED_FINDING_COUNT } from './limits.js'
import { unlessNone } from './members.js'

type Related = Pick<FindingLife, 'related'>

export function relatedFindingsOf({ related }: Related, { target }: Pick<MappingContext, 'target'>): RelatedFinding[] | undefined {
  return unlessNone((related?.ids ?? []).slice(0, RELATED_FINDING_COUNT).map((Id) => ({ ProductArn: target.productArn, Id })))
}

/** What does not fit, in words. */
export function relatedOmissions({ related }: Related): string[] {
  const lost = (related?.count ?? 0) - RELATED_FINDING_COUNT
  return lost > 0 ? [`${lost} of ${related?.count} related findings`] : []
}
