/** Keeps, of any number of findings, the few that people are shown, and counts them all. Memory is bounded by the limits, not by the findings. */
import type { Severity } from '../finding.js'
import type { FindingState, FindingView, RunResult } from '../run-result.js'
import { ANNOTATION_LEVELS, ANNOTATIONS_PER_LEVEL, type AnnotationLevel, levelOf } from './annotation-level.js'
import { compareViews } from './compare-views.js'
import { createSelection, type Selection } from './selection.js'

/** How many findings a list of the summary can show. More are for Security Hub and the findings file. */
export const LIST_LIMIT = 100

export type AnnotationMode = 'new' | 'all' | 'none'

export type Highlights = Pick<
  RunResult,
  'top' | 'fresh' | 'freshCount' | 'annotations' | 'annotatable' | 'severityCounts' | 'toolCounts' | 'problems' | 'dismissed'
>

export interface HighlightsOptions {
  readonly annotations: AnnotationMode
  /** Whether the change that the run is about touches the line; absent where that is not known. */
  readonly isChanged?: (path: string, line: number) => boolean
}

export interface HighlightsCollector {
  /** Once for every distinct open finding, in any order: what comes out does not depend on it. */
  add(view: FindingView): void
  done(): Highlights
}

/**
 * `severityCounts` and `toolCounts` count every open finding, those included that an analyst dismissed in Security Hub: they are open.
 * Everything else has each problem once, whatever the number of tools that report it.
 * Dismissed findings are neither listed nor annotated: one click in Security Hub silences a false positive for every developer.
 * `annotations: 'new'` takes new and reopened findings, and all of them where nothing is known of earlier runs.
 */
export function createHighlights(options: HighlightsOptions): HighlightsCollector {
  const top = createSelection(LIST_LIMIT)
  const fresh = createSelection(LIST_LIMIT)
  const dismissed = createSelection(LIST_LIMIT)
  const compare = freshestFirst(options.isChanged)
  const annotations = {
    error: createSelection(ANNOTATIONS_PER_LEVEL, compare),
    warning: createSelection(ANNOTATIONS_PER_LEVEL, compare),
    notice: createSelection(ANNOTATIONS_PER_LEVEL, compare),
  }
  const severities = noCounts()
  const problems = { ...NO_STATES, behind: 0, severityCounts: noCounts(), freshSeverityCounts: noCounts() }
  const tools = new Map<string, Record<Severity, number>>()

  return {
    add(view) {
      severities[view.severity] += 1
      countsOf(tools, view.tool)[view.severity] += 1
      if (view.standsBehind) {
        problems.behind += 1
        return
      }
      problems.severityCounts[view.severity] += 1
      problems[view.state] += 1
      if (view.dismissed) {
        problems.dismissed += 1
        dismissed.add(view)
        return
      }
      top.add(view)
      if (isFresh(view)) {
        fresh.add(view)
        problems.freshSeverityCounts[view.severity] += 1
      }
      if (isAnnotated(view, options.annotations)) annotations[levelOf(view.severity)].add(view)
    },
    done: () => ({
      top: top.views(),
      fresh: fresh.views(),
      freshCount: fresh.count(),
      dismissed: dismissed.views(),
      annotations: ANNOTATION_LEVELS.flatMap((level) => annotations[level].views()),
      annotatable: countByLevel(annotations),
      severityCounts: { ...severities },
      problems: {
        ...problems,
        severityCounts: { ...problems.severityCounts },
        freshSeverityCounts: { ...problems.freshSeverityCounts },
      },
      toolCounts: [...tools].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tool, counts]) => ({ tool, counts: { ...counts } })),
    }),
  }
}

const NO_STATES: Readonly<Record<FindingState | 'dismissed', number>> = {
  new: 0,
  reopened: 0,
  unchanged: 0,
  moved: 0,
  unknown: 0,
  dismissed: 0,
}

/** What is annotated: the new before what was there, then what is on a line that was changed, then by severity. */
function freshestFirst(isChanged: HighlightsOptions['isChanged']): typeof compareViews {
  const onChange = ({ path, startLine }: FindingView) =>
    path !== undefined && startLine !== undefined && isChanged?.(path, startLine) === true
  return (a, b) => Number(isFresh(b)) - Number(isFresh(a)) || Number(onChange(b)) - Number(onChange(a)) || compareViews(a, b)
}

function isFresh(view: FindingView): boolean {
  return view.state === 'new' || view.state === 'reopened'
}

function isAnnotated(view: FindingView, mode: AnnotationMode): boolean {
  if (mode === 'none') return false
  return mode === 'all' || isFresh(view) || view.state === 'unknown'
}

function noCounts(): Record<Severity, number> {
  return { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 }
}

function countsOf(tools: Map<string, Record<Severity, number>>, tool: string): Record<Severity, number> {
  const known = tools.get(tool)
  if (known !== undefined) return known
  const counts = noCounts()
  tools.set(tool, counts)
  return counts
}

function countByLevel(selections: Readonly<Record<AnnotationLevel, Selection>>): Record<AnnotationLevel, number> {
  return { error: selections.error.count(), warning: selections.warning.count(), notice: selections.notice.count() }
}
