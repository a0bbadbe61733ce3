/** What became of the reports. */
import type { ProblemCode } from '../../finding.js'
import { oneLine } from '../../output/safe-text.js'
import type { Accounting, ReportResult } from '../../run-result.js'
import { notLookedAtInWords } from '../archive/partly-scanned.js'
import type { IdentifiedAnalysis } from '../compare/identify-analysis.js'
import type { UnopenedReport } from '../read/read-reports.js'
import type { Outcomes } from './outcomes.js'

/** One entry per run of a report, and one per report that could not be opened. */
export function reportResults({ read, identified = [] }: Outcomes): ReportResult[] {
  return [...identified.flatMap(readResults), ...(read?.unopened ?? []).map(unopenedResult)]
}

function readResults({ analysis, runs }: IdentifiedAnalysis): ReportResult[] {
  return runs.map(({ opened, results, unreadable, error }) => ({
    path: opened.path,
    format: opened.format,
    tool: analysis.tool.name,
    toolVersion: opened.run.tool.version ?? '',
    category: analysis.category,
    results,
    complete: error === undefined && opened.run.complete(),
    problems: [...opened.run.problems(), ...unreadable],
  }))
}

function unopenedResult({ path, error }: UnopenedReport): ReportResult {
  return {
    path,
    format: '',
    tool: '',
    toolVersion: '',
    category: '',
    results: 0,
    complete: false,
    problems: [{ code: 'unreadable-report', message: error.message }],
  }
}

const NOTHING: Accounting = { results: 0, notProblems: 0, suppressed: 0, belowMinimum: 0, duplicates: 0, unreadable: 0, findings: 0 }

export function accountingOf({ identified = [] }: Outcomes): Accounting {
  return identified.reduce((sum, { accounting }) => add(sum, accounting), NOTHING)
}

function add(a: Accounting, b: Accounting): Accounting {
  return {
    results: a.results + b.results,
    notProblems: a.notProblems + b.notProblems,
    suppressed: a.suppressed + b.suppressed,
    belowMinimum: a.belowMinimum + b.belowMinimum,
    duplicates: a.duplicates + b.duplicates,
    unreadable: a.unreadable + b.unreadable,
    findings: a.findings + b.findings,
  }
}

/** What scanners did not look at, in words: what they did not find there is no good news. */
export function gapsInWords({ identified = [] }: Outcomes): string[] {
  return [...identified.flatMap(readResults).flatMap(incompleteness), ...identified.flatMap(notLookedAt)]
}

/** Where the reading failed, an error tells it. */
function incompleteness({ path, tool, complete, problems }: ReportResult): string[] {
  const why = problems.find(({ code }) => INCOMPLETE.has(code))
  return complete || why === undefined ? [] : [`${path}: results of ${oneLine(tool)} may be missing. ${why.message}`]
}

/** Where results may be missing altogether, that is told instead. */
function notLookedAt({ analysis, runs }: IdentifiedAnalysis): string[] {
  return runs.flatMap(({ opened: { path, run } }) => {
    const words = run.complete() ? notLookedAtInWords(run, oneLine(analysis.tool.name)) : undefined
    return words === undefined ? [] : [`${path}: ${words}`]
  })
}

const INCOMPLETE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'no-results',
  'execution-unsuccessful',
  'error-notification',
  'external-properties',
  'truncated',
  'unreadable-run',
  'unreadable-result',
  'log-failed',
])
