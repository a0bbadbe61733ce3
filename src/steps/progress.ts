/** What a run has come to so far. Filled step by step, so that there is something to report on every way out. */
import { type ErrorCode, messageOf, UserError } from '../errors.js'
import { createHighlights, type Highlights } from '../output/highlights.js'
import { redactText } from '../redact/text.js'
import type { RunContext } from '../run-context.js'
import type {
  Accounting,
  Failure,
  FixedView,
  GateCatch,
  ImportCounts,
  Lifecycle,
  Outcome,
  ReportResult,
  RunError,
  RunResult,
} from '../run-result.js'
import { cancelledError } from '../securityhub/cancellable.js'
import type { Target } from '../securityhub/port.js'

/** How this run treats Security Hub. */
export type Mode = 'import' | 'compare' | 'dry-run'

export interface Progress {
  readonly mode: Mode
  target: Target
  reports: ReportResult[]
  accounting: Accounting
  lifecycle: Lifecycle
  import: ImportCounts
  highlights: Highlights
  securityHubUrl: string | undefined
  /** No report was found, and that is allowed. */
  nothing: boolean
  superseded: boolean
  /** There was no way to Security Hub although this run was to import. */
  offline: boolean
  readonly failures: Failure[]
  readonly errors: UserError[]
  readonly notices: string[]
  readonly warnings: string[]
  fixed: readonly FixedView[]
  gates: GateCatch
  readonly files: { findings?: string; failedFindings?: string; report?: string }
  readonly milliseconds: { read: number; lookup: number; import: number; total: number }
}

const NO_ACCOUNTING: Accounting = { results: 0, notProblems: 0, suppressed: 0, belowMinimum: 0, duplicates: 0, unreadable: 0, findings: 0 }
const NO_LIFECYCLE: Lifecycle = { known: false, new: 0, reopened: 0, unchanged: 0, moved: 0, dismissed: 0, fixed: 0, kept: [] }
const NO_IMPORT: ImportCounts = { requests: 0, imported: 0, failed: 0, throttled: 0, retried: 0 }

export function createProgress(mode: Mode, target: Target, highlights: Highlights): Progress {
  return {
    mode,
    target,
    highlights,
    reports: [],
    accounting: NO_ACCOUNTING,
    lifecycle: NO_LIFECYCLE,
    import: NO_IMPORT,
    securityHubUrl: undefined,
    nothing: false,
    superseded: false,
    offline: false,
    failures: [],
    errors: [],
    notices: [],
    warnings: [],
    fixed: [],
    gates: { count: 0, findings: [] },
    files: {},
    milliseconds: { read: 0, lookup: 0, import: 0, total: 0 },
  }
}

export function toRunResult(progress: Progress, context: RunContext): RunResult {
  const { target, reports, accounting, lifecycle, failures, notices, files, milliseconds } = progress
  return {
    outcome: outcomeOf(progress),
    target,
    repository: {
      name: context.repository,
      id: context.repositoryId ?? '',
      branch: context.branch,
      defaultBranch: context.scope.kind === 'default-branch',
      sha: context.sha,
    },
    reports,
    accounting,
    lifecycle: toldLifecycle(lifecycle),
    import: progress.import,
    failures: failures.map(withoutCredentials),
    errors: progress.errors.map(toRunError),
    notices: notices.map(redactText),
    warnings: progress.warnings.map(redactText),
    fixed: progress.fixed,
    gates: progress.gates,
    ...progress.highlights,
    milliseconds: { ...milliseconds },
    files: { ...files },
    ...(progress.securityHubUrl !== undefined && { securityHubUrl: progress.securityHubUrl }),
    runUrl: context.runUrl,
    dryRun: progress.mode === 'dry-run',
  }
}

/** The result of a run that could not even start. */
export function failedResult(error: UserError, target: Target, context: RunContext): RunResult {
  const progress = createProgress('import', target, createHighlights({ annotations: 'none' }).done())
  progress.errors.push(error)
  return toRunResult(progress, context)
}

/** Services, proxies and file systems quote in their errors what they were sent. */
function toRunError({ code, message, hint }: UserError): RunError {
  return { code, message: redactText(message), ...(hint !== undefined && { hint: redactText(hint) }) }
}

function withoutCredentials(failure: Failure): Failure {
  return { ...failure, code: redactText(failure.code), message: redactText(failure.message) }
}

function toldLifecycle(lifecycle: Lifecycle): Lifecycle {
  const { unknownBecause } = lifecycle
  return unknownBecause === undefined ? lifecycle : { ...lifecycle, unknownBecause: redactText(unknownBecause) }
}

/** What a gate said, or could not say, is no failure of the import. */
const OF_GATES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['GATE_FAILED', 'NOT_COMPARED'])

function outcomeOf(progress: Progress): Outcome {
  const { mode, nothing, superseded, reports, errors, accounting } = progress
  const broken = errors.some(({ code }) => !OF_GATES.has(code))
  if (nothing) return 'nothing'
  if (broken && !reports.some(({ tool }) => tool !== '')) return 'failed'
  if (mode !== 'import') return mode === 'compare' ? 'compared' : 'dry-run'
  if (superseded) return 'superseded'
  if (!broken) return 'imported'
  const nothingSent = progress.import.imported === 0 && (accounting.findings > 0 || progress.import.failed > 0)
  return progress.offline || nothingSent ? 'failed' : 'partial'
}

/** @returns what was thrown as an error of the closed list */
export function asUserError(error: unknown, signal: AbortSignal): UserError {
  if (signal.aborted) return cancelledError(error)
  if (error instanceof UserError) return error
  return new UserError('INTERNAL', `This should not have happened: ${messageOf(error)}`, {
    hint: 'Please report it with the log of a run with debug logging enabled.',
    cause: error,
  })
}
