/** Findings of a run that are one problem: every tool's stays, and where a person looks one of them stands for all. */

import { RELATED_FINDING_COUNT } from '../../asff/limits.js'
import { compareTexts } from '../../compare-texts.js'
import { type Finding, SEVERITIES, type Severity } from '../../finding.js'
import { groupBy } from '../../groups.js'
import { createNumberColumn } from '../../identity/columns.js'
import { digest } from '../../identity/digest.js'
import { toolFamily } from '../../identity/tool-family.js'
import { linkFindings } from '../../problems/link.js'
import { createSightings } from '../../problems/sightings.js'
import type { FindingState, FindingView, Reporter } from '../../run-result.js'
import { inTurns } from '../../turn.js'
import type { Analysis } from '../read/analysis.js'
import type { AnalysisPlan } from './plan.js'
import { type HeldFinding, PROBLEM_FINDINGS } from './stored-finding.js'

/** One finding of a problem. */
interface Member extends Reporter {
  /** Of the finding. */
  readonly id: string
  readonly state: FindingState
  readonly dismissed: boolean
}

export interface Problem {
  /** Equal for all its findings, and the same in every run in which they are. */
  readonly id: string
  /** Of all its findings, in order. */
  readonly findings: readonly string[]
  /** Over them. */
  readonly hash: string
  /** Names of all tools that report it, in order. */
  readonly tools: readonly string[]
  /** How it is shown: by those of its findings that nobody dismissed, if there are any. */
  readonly shown: {
    /** Id of the finding that stands for it: the most severe. */
    readonly by: string
    /** Each tool once, as severe as it says, the most severe first. */
    readonly reporters: readonly Reporter[]
    /** As fresh as the freshest of its findings, so that nothing new hides behind what is known. */
    readonly state: FindingState
    /** Of the fresh ones, if there are any. */
    readonly freshSeverity: Severity | undefined
  }
}

export interface Problems {
  /** Of a candidate of an analysis, by its place; `undefined` for one that nothing else is known of. */
  of(plan: AnalysisPlan<HeldFinding>, candidate: number): Problem | undefined
  /** There was more than can be linked. */
  readonly isPartial: boolean
}

export interface ProblemsDraft {
  /** Every candidate of the analysis, in order; one analysis after the other. */
  candidates(analysis: Analysis): (finding: Finding) => void
  /** To be called once, with a plan for each analysis. */
  settle(plans: readonly AnalysisPlan<HeldFinding>[], signal: AbortSignal): Promise<Problems>
}

const NO_PROBLEMS: Problems = { of: () => undefined, isPartial: false }

/** Of a single analysis nothing is kept: its tool has already said what is one. */
export function createProblemsDraft(analyses: number): ProblemsDraft {
  return analyses < 2 ? { candidates: () => () => undefined, settle: async () => NO_PROBLEMS } : linkingDraft()
}

function linkingDraft(): ProblemsDraft {
  const sightings = createSightings()
  const severities = createNumberColumn()
  const starts: number[] = []
  const families: string[] = []
  let size = 0
  return {
    candidates({ tool }) {
      starts.push(size)
      families.push(toolFamily(tool).toLowerCase())
      return (finding) => {
        sightings.add(finding)
        severities.push(SEVERITIES.indexOf(finding.severity.label))
        size += 1
      }
    },
    async settle(plans, signal) {
      const analysisOf = (finding: number) => analysisAt(starts, finding)
      const prospectOf = (finding: number) => plans[analysisOf(finding)]?.prospect(finding - (starts[analysisOf(finding)] ?? 0))
      const memberOf = (finding: number): Member[] => {
        const prospect = prospectOf(finding)
        const tool = plans[analysisOf(finding)]?.identified.analysis.tool.name ?? ''
        const severity = SEVERITIES[severities.at(finding)] ?? 'INFORMATIONAL'
        if (prospect === undefined) return []
        const { id, state, stored } = prospect
        return [{ id, tool, severity, state, dismissed: stored?.suppressed ?? false }]
      }
      const reporters = {
        size,
        analysisOf,
        isOpen: (finding: number) => prospectOf(finding) !== undefined,
        toolOf: (finding: number) => families[analysisOf(finding)] ?? '',
      }
      const groups = await inTurns(linkFindings(sightings, reporters), signal)
      const byFinding = new Map(
        groups.flatMap((findings) => {
          const members = findings.flatMap(memberOf)
          if (!isOneAtLeast(members)) return []
          const problem = problemOf(members)
          return findings.map((finding): [number, Problem] => [finding, problem])
        }),
      )
      const startOf = new Map(plans.map((plan, analysis) => [plan, starts[analysis] ?? 0]))
      const of: Problems['of'] = (plan, candidate) => byFinding.get((startOf.get(plan) ?? 0) + candidate)
      return { of, isPartial: sightings.isPartial() }
    },
  }
}

/** Binary search: the last analysis that begins at the finding or before it. Empty ones begin where the next one does. */
function analysisAt(starts: readonly number[], finding: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) <= finding) low = middle
    else high = middle
  }
  return low
}

function problemOf(members: readonly [Member, ...Member[]]): Problem {
  const findings = members.map(({ id }) => id).sort()
  const tools = [...new Set(members.map(({ tool }) => tool))].sort()
  const standing = members.filter(({ dismissed }) => !dismissed)
  return {
    id: digest('problem', findings[0] ?? ''),
    findings,
    hash: digest(...findings).slice(0, HASH_DIGITS),
    tools,
    shown: shownBy(isOneAtLeast(standing) ? standing : members),
  }
}

function isOneAtLeast<T>(list: readonly T[]): list is readonly [T, ...T[]] {
  return list.length > 0
}

/** Compared only for one finding. */
const HASH_DIGITS = 16

const FRESHEST_FIRST: readonly FindingState[] = ['new', 'reopened', 'unknown', 'moved', 'unchanged']

function shownBy(members: readonly [Member, ...Member[]]): Problem['shown'] {
  const sorted = [...members].sort(bySeverity)
  const [first = members[0]] = sorted
  const states = new Set(sorted.map(({ state }) => state))
  return {
    by: first.id,
    reporters: [...groupBy(sorted, ({ tool }) => tool)].map(([tool, [most = first]]) => ({ tool, severity: most.severity })),
    state: FRESHEST_FIRST.find((state) => states.has(state)) ?? first.state,
    freshSeverity: sorted.find(({ state }) => state === 'new' || state === 'reopened')?.severity,
  }
}

function bySeverity(a: Member, b: Member): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compareTexts(a.tool, b.tool) || compareTexts(a.id, b.id)
}

/** What people are shown of a finding besides what it says itself. */
export function shownOf(
  { shown }: Problem,
  id: string,
): Partial<Pick<FindingView, 'state' | 'freshSeverity' | 'reporters' | 'standsBehind'>> {
  if (shown.by !== id) return { standsBehind: true }
  return {
    state: shown.state,
    ...(shown.freshSeverity !== undefined && { freshSeverity: shown.freshSeverity }),
    ...(shown.reporters.length > 1 && { reporters: shown.reporters }),
  }
}

/** Tools that a finding names; of more it says how many. */
const TOOLS_NAMED = 20

/** What a finding carries of its problem to Security Hub. */
export function linksOf({ id: problem, findings, hash, tools }: Problem, { id, tool }: { readonly id: string; readonly tool: string }) {
  // Its own tool is one of them.
  const named = tools
    .slice(0, TOOLS_NAMED + 1)
    .filter((other) => other !== tool)
    .slice(0, TOOLS_NAMED)
  const more = tools.length - 1 - named.length
  const others = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ')
  return {
    related: { ids: findings.slice(0, RELATED_FINDING_COUNT + 1).filter((other) => other !== id), count: findings.length - 1 },
    productFields: { problem, [PROBLEM_FINDINGS]: hash, ...(others !== '' && { 'also-found-by': others }) },
  }
}
