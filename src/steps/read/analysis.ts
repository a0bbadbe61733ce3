/** An analysis: what one tool says, under one category, about one branch of one repository. The unit of identity and of archiving. */

import { UserError } from '../../errors.js'
import type { Finding, Reading, ReportRun, Tool } from '../../finding.js'
import { groupBy } from '../../groups.js'
import { type AnalysisScope, scopePrefix, searchPrefixes } from '../../identity/scope.js'
import { redactName } from '../../redact/text.js'
import type { BranchScope, RunContext } from '../../run-context.js'

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

/** Analyses of one job. Each takes some 10 KB and a few milliseconds; the most that is known of is one for each of some thousand projects. */
export const MAX_ANALYSES = 10_000

/** What the reports come to. */
export interface Grouped {
  readonly analyses: readonly Analysis[]
  /** Of reports that would have made too many analyses, none of which has a part of theirs. */
  readonly refused: readonly { readonly path: string; readonly error: UserError }[]
}

/** What belongs to one analysis so far. */
interface Group {
  readonly tool: Tool
  readonly category: string
  readonly searches: Set<string>
  readonly runs: OpenedRun[]
}

/**
 * Runs of one tool and category belong together, in whatever files they came. The order is that of the reports. A report with which there would
 * be more analyses than a job can keep apart is refused as a whole: half of it would pass for all.
 */
export function groupAnalyses(runs: readonly OpenedRun[], options: AnalysisOptions, limit: number = MAX_ANALYSES): Grouped {
  const groups = new Map<string, Group>()
  const refused: { path: string; error: UserError }[] = []
  for (const [path, ofReport] of groupBy(runs, (opened) => opened.path)) {
    const keyed = ofReport.map((opened) => keyOf(opened, options))
    const added = new Set(keyed.map(({ prefix }) => prefix).filter((prefix) => !groups.has(prefix)))
    if (groups.size + added.size > limit) refused.push({ path, error: tooManyAnalyses(path, { added: added.size, limit }) })
    else for (const one of keyed) join(groups, one)
  }
  return { analyses: [...groups].map(([prefix, group]) => ({ ...group, prefix, searches: [...group.searches] })), refused }
}

interface Keyed {
  readonly prefix: string
  readonly scope: AnalysisScope
  readonly category: string
  readonly opened: OpenedRun
}

function keyOf(opened: OpenedRun, options: AnalysisOptions): Keyed {
  const category = categoryOf(opened.run, options)
  const scope = scopeOf(opened.run.tool, category, options)
  return { prefix: scopePrefix(scope), scope, category, opened }
}

/** In place: an analysis may have tens of thousands of runs. */
function join(groups: Map<string, Group>, { prefix, scope, category, opened }: Keyed): void {
  const group = groups.get(prefix)
  if (group === undefined) groups.set(prefix, { tool: opened.run.tool, category, searches: new Set(searchPrefixes(scope)), runs: [opened] })
  else {
    group.runs.push(opened)
    // Another name of the family.
    if (opened.run.tool.name !== group.tool.name) for (const search of searchPrefixes(scope)) group.searches.add(search)
  }
}

function tooManyAnalyses(path: string, { added, limit }: { readonly added: number; readonly limit: number }): UserError {
  const counts = `its ${added} analyses (pairs of a tool and a category) would be more than ${limit} in one job`
  return new UserError('REPORT_UNREADABLE', `${path}: ${counts}, so nothing of it was imported`, {
    hint: 'Let runs that belong together have one `automationDetails.id`, or publish the report in a job of its own, in parts.',
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
