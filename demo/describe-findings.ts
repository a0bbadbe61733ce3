/** A table of stored findings for a terminal. */
import type { StoredFinding } from '../local-hub/index.js'

/** Rows that are shown; the rest is counted. */
const ROWS = 25
const ORDER = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL']

export function describeFindings(findings: readonly StoredFinding[]): string {
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(labelOf(a)) - ORDER.indexOf(labelOf(b)))
  const rows = sorted.slice(0, ROWS).map(row)
  const more = findings.length > ROWS ? [`… and ${findings.length - ROWS} more`] : []
  const first = sorted[0]
  const whole = first === undefined ? [] : ['', 'One of them in full:', JSON.stringify(first, null, 2)]
  return [...rows, ...more, ...whole].join('\n')
}

function row(finding: StoredFinding): string {
  const place = finding.Resources?.[0]?.Details?.Other ?? {}
  const where = place['Path'] === undefined ? '' : `${place['Path']}${place['StartLine'] === undefined ? '' : `:${place['StartLine']}`}`
  const cells = [
    labelOf(finding).padEnd(13),
    finding.RecordState?.padEnd(8),
    (finding.ProductName ?? '').padEnd(12),
    where.padEnd(34),
    finding.Title,
  ]
  return cells.join('  ').slice(0, 150)
}

function labelOf(finding: StoredFinding): string {
  return finding.Severity?.Label ?? ''
}
