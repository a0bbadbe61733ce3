/** The closed lists of the run result, in words that a person reads. */
import type { Severity } from '../finding.js'
import type { FindingState, FindingView, KeptReason, Lifecycle, RunResult, TargetResult } from '../run-result.js'

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  MEDIUM: 'Medium',
  LOW: 'Low',
  INFORMATIONAL: 'Informational',
}

/** Nothing for `unknown`: where nothing is known, nothing is said. */
export const STATE_WORDS: Readonly<Record<FindingState, string>> = {
  new: 'New',
  reopened: 'Reopened',
  unchanged: 'Unchanged',
  moved: 'Moved',
  unknown: '',
}

/** Each continues "left open, because …". */
const KEPT_WORDS: Readonly<Record<KeptReason, string>> = {
  'incomplete-report': 'the report is incomplete: results may be missing from it',
  'unreadable-report': 'a report that may be of the same analysis is missing or could not be read',
  'lookup-failed': 'Security Hub could not be asked what it holds',
  'lookup-not-allowed': 'the credentials may not ask Security Hub what it holds (`securityhub:GetFindings`)',
  'import-failed': 'some findings of the same analysis could not be imported',
  superseded: 'a newer run has already reported',
  'not-a-branch-push': 'only a run for a branch may conclude that a finding is fixed',
  'archive-fixed-off': '`archive-fixed` is `false`',
  'below-minimum': 'they are still reported, below `minimum-severity`',
  'file-partly-scanned': 'the tool did not read their files, or not in full',
  'package-partly-scanned': 'the tool did not audit their packages',
  'not-evaluated': 'the tool could not tell whether they are still there, or left that to be reviewed',
  'same-run': 'another job of this workflow run reported them',
  'another-job':
    'another job of this workflow reported them last, and only that job may conclude that they are fixed: give each job its own `category`',
  'another-workflow':
    'another workflow file reported them last, and only that one may conclude that they are fixed: name the same `category` in both if they are one analysis',
}

/**
 * `12 findings, because the report is incomplete`, for each reason why findings that this run did not see were left open.
 * Their number is not known where it is not known what Security Hub holds; then only a run that would have archived has something to say.
 */
export function keptInWords({ lifecycle, outcome }: Pick<RunResult, 'lifecycle' | 'outcome'>): string[] {
  const archives = outcome === 'imported' || outcome === 'partial' || outcome === 'failed'
  return lifecycle.kept.flatMap(({ reason, count: number }) => {
    if (number > 0) return [`${count(number, 'finding')}, because ${KEPT_WORDS[reason]}`]
    return archives && !lifecycle.known ? [`nothing was archived, because ${KEPT_WORDS[reason]}`] : []
  })
}

/** `1 finding`, `12,345 findings`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? singular : plural}`
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

/** `3 new, 1 reopened, 37 unchanged`; what did not happen is left out. Empty when nothing is known or open. */
export function changes(lifecycle: Pick<Lifecycle, 'new' | 'reopened' | 'unchanged' | 'moved'>): string {
  const { new: fresh, reopened, unchanged, moved } = lifecycle
  const parts: [number, string][] = [
    [fresh, 'new'],
    [reopened, 'reopened'],
    [unchanged, 'unchanged'],
    [moved, 'moved'],
  ]
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number.toLocaleString('en-US')} ${word}`)
    .join(', ')
}

/** Stands in findings for an account that is not known, as in a dry run without credentials. */
const NO_ACCOUNT = '000000000000'

/** Whether what is open is to be seen in Security Hub: what a comparison or a dry run brings is nowhere but in its files. */
export function isImported({ outcome, dryRun }: Pick<RunResult, 'outcome' | 'dryRun'>): boolean {
  return !dryRun && (outcome === 'imported' || outcome === 'partial')
}

/** What a list of new and reopened findings is called. */
export function nameOfFresh(fresh: RunResult['fresh']): string {
  const reopened = fresh.filter(({ state }) => state === 'reopened').length
  if (reopened === 0) return 'New'
  return reopened === fresh.length ? 'Reopened' : 'New and reopened'
}

/** What is counted where each problem counts once: problems, if several tools found the same, else findings. */
export function countProblems(number: number, { problems }: Pick<RunResult, 'problems'>, adjective = ''): string {
  return count(number, `${adjective}${problems.behind > 0 ? 'problem' : 'finding'}`)
}

/** Open findings with each problem once. */
export function openProblems({ accounting, problems }: Pick<RunResult, 'accounting' | 'problems'>): number {
  return accounting.findings - problems.behind
}

/** More tools than these do not find one problem. */
const REPORTERS_NAMED = 5

/** The tools that report it, each with its grade where they do not agree. */
export function reportersInWords({ tool, reporters = [] }: Pick<FindingView, 'tool' | 'reporters'>): string {
  if (reporters.length === 0) return tool
  const agree = new Set(reporters.map(({ severity }) => severity)).size === 1
  const named = reporters
    .slice(0, REPORTERS_NAMED)
    .map((one) => (agree ? one.tool : `${one.tool} (${SEVERITY_WORDS[one.severity].toLowerCase()})`))
  const more = reporters.length - named.length
  return list(more > 0 ? [...named, `${count(more, 'other tool')}`] : named)
}

/** ` (us-east-1, 111122223333)`; empty when it is not known where the findings go. */
export function inTarget({ region, accountId }: TargetResult): string {
  return region === '' || accountId === '' || accountId === NO_ACCOUNT ? '' : ` (${region}, ${accountId})`
}

/** `IMPORT_NOT_ALLOWED, GATE_FAILED`, each once. */
export function errorCodes(result: Pick<RunResult, 'errors'>): string {
  return [...new Set(result.errors.map((error) => error.code))].join(', ')
}
