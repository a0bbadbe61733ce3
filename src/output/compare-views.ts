import { compareTexts } from '../compare-texts.js'
import { SEVERITIES } from '../finding.js'
import type { FindingView } from '../run-result.js'

/**
 * Most severe first, then by path, line and column, those without a place last, then by what is left, so that the order of two findings
 * never depends on the order of the reports. By code unit, not by locale: the same everywhere.
 */
export function compareViews(a: FindingView, b: FindingView): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.path, b.path) ||
    compareNumbers(a.startLine, b.startLine) ||
    compareNumbers(a.startColumn, b.startColumn) ||
    compareText(a.place, b.place) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.title, b.title) ||
    compareText(a.id, b.id)
  )
}

function compareText(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return compareTexts(a, b)
}

function compareNumbers(a: number | undefined, b: number | undefined): number {
  return (a ?? Number.MAX_SAFE_INTEGER) - (b ?? Number.MAX_SAFE_INTEGER)
}
