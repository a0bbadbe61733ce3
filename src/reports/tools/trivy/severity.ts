import type { Severity } from '../../../finding.js'

/** What `UNKNOWN` is when nobody else has graded the problem: a `note` in Trivy's own SARIF (pkg/report/sarif.go, toSarifErrorLevel). */
export const TRIVY_UNKNOWN: Severity = 'LOW'
