/** The action's outputs. Each is short: GitHub allows a job 1 MB of them (docs.github.com, "Usage limits"), so lists are files and the output is the path. */
import { SEVERITIES } from '../finding.js'
import type { RunResult } from '../run-result.js'

/** As in action.yml. */
export const OUTPUT_NAMES = [
  'outcome',
  'results-count',
  'findings-count',
  'new-count',
  'reopened-count',
  'unchanged-count',
  'fixed-count',
  'imported-count',
  'failed-count',
  'suppressed-count',
  'filtered-count',
  'duplicate-count',
  'unreadable-count',
  'dismissed-count',
  'severity-counts',
  'findings-file',
  'failed-findings-file',
  'report-file',
  'security-hub-url',
  'gate-count',
  'compared',
  'summary-file',
  'baseline-file',
] as const
export type OutputName = (typeof OUTPUT_NAMES)[number]

/** Every output is there on every way out: a count that is not known is `0`, a path or address that is not there is empty. */
export function toOutputs(result: RunResult): Record<OutputName, string> {
  const { accounting, lifecycle, files } = result
  return {
    outcome: result.outcome,
    'results-count': String(accounting.results),
    'findings-count': String(accounting.findings),
    'new-count': String(lifecycle.new),
    'reopened-count': String(lifecycle.reopened),
    // A finding whose file was moved is known and still there. Only the run report tells the two apart.
    'unchanged-count': String(lifecycle.unchanged + lifecycle.moved),
    'fixed-count': String(lifecycle.fixed),
    'imported-count': String(result.import.imported),
    'failed-count': String(result.import.failed),
    'suppressed-count': String(accounting.suppressed),
    'filtered-count': String(accounting.belowMinimum),
    'duplicate-count': String(accounting.duplicates),
    'unreadable-count': String(accounting.unreadable),
    'dismissed-count': String(lifecycle.dismissed),
    'severity-counts': JSON.stringify(Object.fromEntries(SEVERITIES.map((severity) => [severity, result.severityCounts[severity]]))),
    'findings-file': files.findings ?? '',
    'failed-findings-file': files.failedFindings ?? '',
    'report-file': files.report ?? '',
    'security-hub-url': result.securityHubUrl ?? '',
    'gate-count': String(result.gates?.count ?? 0),
    compared: String(lifecycle.known),
    'summary-file': files.summary ?? '',
    'baseline-file': files.baseline ?? '',
  }
}
