import type { Severity } from '../../finding.js'

/** CVSS 3.1, section 5: qualitative severity rating scale. */
export function bandOf(score: number): Severity {
  if (score >= 9) return 'CRITICAL'
  if (score >= 7) return 'HIGH'
  return score >= 4 ? 'MEDIUM' : 'LOW'
}
