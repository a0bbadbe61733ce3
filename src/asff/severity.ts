import type { FindingProviderFields } from '@aws-sdk/client-securityhub'
import type { Finding } from '../finding.js'
import type { FindingLife, MappingContext } from './context.js'
import { SEVERITY_ORIGINAL_LENGTH } from './limits.js'
import { withoutAbsent } from './members.js'
import { relatedFindingsOf } from './related.js'
import { lineOfText } from './text.js'
import { typesOf } from './types.js'

/**
 * Severity, types, confidence, criticality and related findings, in the one place where sending them again leaves alone what a customer has changed.
 * Source: user guide, "Using FindingProviderFields" (finding-update-batchimportfindings).
 */
export function providerFieldsOf(
  finding: Finding,
  context: Pick<MappingContext, 'target' | 'criticality'>,
  life: Pick<FindingLife, 'related'>,
): FindingProviderFields {
  const { label, original } = finding.severity
  return withoutAbsent({
    Confidence: percentage(finding.confidence),
    Criticality: context.criticality,
    Severity: withoutAbsent({ Label: label, Original: lineOfText(original, SEVERITY_ORIGINAL_LENGTH) }),
    Types: typesOf(finding),
    RelatedFindings: relatedFindingsOf(life, context),
  })
}

/** ASFF takes whole numbers from 0 to 100. */
function percentage(value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined
  return Math.round(Math.min(100, Math.max(0, value)))
}
