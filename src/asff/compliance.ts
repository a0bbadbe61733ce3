import type { Compliance } from '@aws-sdk/client-securityhub'
import type { Finding } from '../finding.js'
import { REQUIREMENT_COUNT, REQUIREMENT_LENGTH } from './limits.js'
import { withoutAbsent } from './members.js'
import { linesOfText } from './text.js'

/** Only a configuration check has a status: it is open, so it failed. */
export function complianceOf({ kind, requirements }: Finding): Compliance | undefined {
  if (kind !== 'configuration') return undefined
  return withoutAbsent({
    Status: 'FAILED' as const,
    RelatedRequirements: linesOfText(requirements, { count: REQUIREMENT_COUNT, length: REQUIREMENT_LENGTH }),
  })
}
