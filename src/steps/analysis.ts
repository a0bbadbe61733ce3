/** An analysis: what one tool says, under one category, about one branch of one repository. The unit of identity and of archiving. */

import { UserError } from '../errors.js'
import type { Finding, Reading, ReportRun, Tool } from '../finding.js'
import { type AnalysisScope, scopePrefix, searchPrefixes } from '../identity/scope.js'
import { redactName } from '../redact/text.js'
import type { BranchScope, RunContext } from '../run-context.js'

/** One run of one report, ready to be read as often as needed; nothing in its findings is secret any more. */
export interface OpenedRun {
  /** As shown to people. */
  readonly path: string
  readonly format: string
  readonly run: ReportRun
  readings(): Iterable<Reading>
}

export interface Analysis {
  readonly tool: Tool
  /** `''` for none. */
  readonly category: string
  /** What all its Ids start with. */
  readonly prefix: string
  /** What Security Hub is asked for, so that what it holds of the analysis is among the answers. */
  readonly searches: readonly string[]
  readonly runs: readonly OpenedRun[]
}

export interface AnalysisOptions {
  readonly context: RunContext
  /** The stream to compare with or to import into. */
  readonly branch: BranchScope
  readonly category: string | undefined
  readonly matrixCategory: string | undefined
}

/** The report's own category wins, then the input, then the matrix leg. */
function categoryOf(run: ReportRun, options: Pick<AnalysisOptions, 'category' | 'matrixCategory'>): string {
  return redactName(run.category ?? options.category ?? options.matrixCategory ?? '')
}

/** Analyses of one run. Each takes some 10 KB and a few milliseconds; the most that is known of is one for each of some thousand projects. */
const MAX_ANALYSES = 10_000

/**
 * Runs of one tool and category belong together, in whatever files they came. The order is that of the reports.
 * @throws UserError REPORT_UNREADABLE when there are more analyses than a run can keep apart
 */
export function groupAnalyses(runs: readonly OpenedRun[], options: AnalysisOptions): Analysis[] {
  const groups = new Map<string, { tool: Tool; category: string; searches: string[]; runs: OpenedRun[] }>()
  for (const opened of runs) {
    const category = categoryOf(opened.run, options)
    const scope = scopeOf(opened.run.tool, category, options)
    const prefix = scopePrefix(scope)
    const group = groups.get(prefix)
    if (group === undefined && groups.size === MAX_ANALYSES) throw tooManyAnalyses()
    if (group === undefined) groups.set(prefix, { tool: opened.run.tool, category, searches: [...searchPrefixes(scope)], runs: [opened] })
    else {
      group.runs.push(opened)
      if (opened.run.tool.name !== group.tool.name) group.searches.push(...searchPrefixes(scope))
    }
  }
  return [...groups].map(([prefix, group]) => ({ prefix, ...group }))
}

function tooManyAnalyses(): UserError {
  return new UserError('REPORT_UNREADABLE', `the reports hold more than ${MAX_ANALYSES} analyses (pairs of a tool and a category)`, {
    hint: 'Let runs that belong together have one `automationDetails.id`, or publish the reports in several jobs.',
  })
}

function scopeOf(tool: Tool, category: string, { context, branch }: AnalysisOptions): AnalysisScope {
  return { ...repositoryOf(context), branch, tool: tool.name, ...(tool.version !== undefined && { toolVersion: tool.version }), category }
}

function repositoryOf({ serverUrl, repository, repositoryId }: RunContext) {
  return { serverUrl, repository, ...(repositoryId !== undefined && { repositoryId }) }
}

/** How the user wants results of the lesser verdicts treated. */
export interface Selection {
  readonly includeSuppressed: boolean
  readonly includeReview: boolean
}

/** A result that takes part in identity: an open problem, or one that the report says is accepted. */
export interface Candidate {
  readonly finding: Finding
  readonly suppressed: boolean
}

/** @returns the candidate in a reading, `undefined` when the reading is none */
export function candidateOf(reading: Reading, selection: Selection): Candidate | undefined {
  switch (reading.verdict) {
    case 'problem':
      return { finding: reading.finding, suppressed: false }
    case 'suppressed':
      return { finding: reading.finding, suppressed: !selection.includeSuppressed }
    case 'review':
      return selection.includeReview ? { finding: reading.finding, suppressed: false } : undefined
    default:
      return undefined
  }
}
