/** A colour for each severity, for the eye; the word stands beside it wherever there is no column of that name. */
import { SEVERITIES, type Severity } from '../../finding.js'
import { SEVERITY_WORDS } from '../in-words.js'

export const SEVERITY_MARKS: Readonly<Record<Severity, string>> = {
  CRITICAL: '🟥',
  HIGH: '🟧',
  MEDIUM: '🟨',
  LOW: '🟦',
  INFORMATIONAL: '⬜',
}

/** `🟥 Critical`, which no line breaks. */
export function markedSeverity(severity: Severity): string {
  return `${SEVERITY_MARKS[severity]}\u00a0${SEVERITY_WORDS[severity]}`
}

/** Head of a table that has a column for each severity and one for all. */
export const SEVERITY_COLUMNS: readonly string[] = [
  ...SEVERITIES.map((severity) => (severity === 'INFORMATIONAL' ? `${SEVERITY_MARKS[severity]}\u00a0Info` : markedSeverity(severity))),
  'All',
]

/** `1 🟥, 3 🟨`; empty when there are none. */
export function marksOf(counts: Readonly<Record<Severity, number>>): string {
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity].toLocaleString('en-US')} ${SEVERITY_MARKS[severity]}`)
    .join(', ')
}
