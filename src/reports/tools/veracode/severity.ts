import type { SeverityWords } from '../../native/severity.js'

/** docs.veracode.com, "Review severity and exploitability": 5 very high, 4 high, 3 medium, 2 low, 1 very low, 0 informational. */
export const VERACODE_SEVERITIES: SeverityWords = new Map([
  ['5', 'CRITICAL'],
  ['4', 'HIGH'],
  ['3', 'MEDIUM'],
  ['2', 'LOW'],
  ['1', 'LOW'],
  ['0', 'INFORMATIONAL'],
])
