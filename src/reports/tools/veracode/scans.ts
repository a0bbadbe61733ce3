import type { Tool } from '../../../finding.js'

/** Sorts of analysis, as the Findings API calls them. */
export type Scan = 'STATIC' | 'DYNAMIC' | 'MANUAL' | 'SCA'

/**
 * Each sort of analysis is a tool of its own: one that was not part of a report has mended nothing. Static analysis is named as in
 * github.com/veracode/veracode-pipeline-scan-results-to-sarif, the others as in docs.veracode.com.
 */
const NAMES: Readonly<Record<Scan, string>> = {
  STATIC: 'Veracode Static Analysis Policy Scan',
  DYNAMIC: 'Veracode Dynamic Analysis',
  MANUAL: 'Veracode Manual Penetration Testing',
  SCA: 'Veracode SCA',
}

const VENDOR = 'Veracode'

/** Of results whose sort of analysis nobody knows. */
export const VERACODE: Tool = { name: 'Veracode', vendor: VENDOR }

export function toolOf(scan: Scan | undefined): Tool {
  return scan === undefined ? VERACODE : { name: NAMES[scan], vendor: VENDOR }
}

export function scanOf(value: unknown): Scan | undefined {
  return SCANS.find((scan) => scan === value)
}

export const SCANS: readonly Scan[] = ['STATIC', 'DYNAMIC', 'MANUAL', 'SCA']
