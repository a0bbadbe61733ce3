/** Severity's two scales. Source: ASFF, Severity, the tables of Label and Normalized. */
import type { FindingProviderSeverity, Severity, SeverityLabel } from '@aws-sdk/client-securityhub'

const LOWEST_NORMALIZED: readonly (readonly [SeverityLabel, number])[] = [
  ['CRITICAL', 90],
  ['HIGH', 70],
  ['MEDIUM', 40],
  ['LOW', 1],
  ['INFORMATIONAL', 0],
]

/** Fills Label and Normalized from each other. Label wins. */
export function completeSeverity(severity: Severity): Severity {
  const label = labelOf(severity)
  const normalized = severity.Label === undefined ? severity.Normalized : LOWEST_NORMALIZED.find(([name]) => name === label)?.[1]
  return { ...severity, Label: label, Normalized: normalized }
}

/** What of a severity the finding provider's fields keep. */
export function providerSeverity(severity: Severity): FindingProviderSeverity {
  return { Label: labelOf(severity), Original: severity.Original }
}

function labelOf({ Label, Normalized }: Severity): SeverityLabel | undefined {
  if (Label !== undefined || Normalized === undefined) return Label
  return LOWEST_NORMALIZED.find(([, lowest]) => Normalized >= lowest)?.[0]
}
