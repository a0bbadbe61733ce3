/** Composes what is told of a run from what its steps came to, however far it got. Pure. */
import type { ErrorCode, UserError } from '../../errors.js'
import { streamPrefix } from '../../identity/scope.js'
import type { Inputs } from '../../inputs.js'
import { createHighlights, type Highlights } from '../../output/highlights.js'
import { redactName, redactText } from '../../redact/text.js'
import type { RunContext } from '../../run-context.js'
import type { Failure, Lifecycle, Outcome, RepositoryResult, RunError, RunResult } from '../../run-result.js'
import { cancelledError } from '../../securityhub/cancellable.js'
import { consoleUrl, type Shown } from '../../securityhub/console.js'
import type { Target } from '../../securityhub/port.js'
import { repositoryUrl } from '../mapping-context.js'
import { branchOf, type Mode } from '../mode.js'
import { deletionNotices, outcomeOfDeletion } from './deletion.js'
import { judge } from './gates.js'
import { failuresOf, importCounts, importErrors } from './import.js'
import { fixedOf, fixedProblemsOf, heldSeverities, ignoranceOf, incompleteTools, lifecycleOf } from './lifecycle.js'
import {
  dryRunNotice,
  firstComparisonNotices,
  foreignWarnings,
  ignoranceTold,
  OWNERS_PARTIAL,
  PROBLEMS_PARTIAL,
  PROPERTIES_UNKNOWN,
  reviewWarnings,
  supersededWarnings,
  UNKNOWN_DEFAULT_BRANCH,
} from './messages.js'
import type { Ended, Outcomes } from './outcomes.js'
import { accountingOf, gapsInWords, reportResults } from './reports.js'

/** Of what the user asked for, what the outcome depends on. */
type Asked = Pick<Inputs, 'failOnNew' | 'ifNotCompared'>

export interface Begun {
  readonly inputs: Asked
  readonly context: RunContext
}

export function toRunResult(outcomes: Outcomes, ended: Ended, begun: Begun): RunResult {
  const { imported, connecting } = outcomes
  const { deletedBranch } = begun.context
  const target = connecting?.connection?.target ?? ended.placeholder
  const securityHubUrl = connecting?.connection && consoleUrl(target, shownOf(ended.mode, begun.context))
  const told = toldOf(outcomes, ended, { ...begun, target })
  const parts = {
    reports: reportResults(outcomes),
    accounting: accountingOf(outcomes),
    lifecycle: redactedLifecycle(lifecycleOf(outcomes, ended.mode === 'dry-run')),
    import: importCounts(outcomes, ended.wire),
  }
  return {
    outcome: outcomeOf(outcomes, ended, { ...parts, errors: told.errors, isDeletion: deletedBranch !== undefined }),
    target,
    repository: repositoryOf(begun.context),
    ...parts,
    failures: failuresOf(outcomes).map(redactedFailure),
    errors: told.errors.map(toRunError),
    notices: told.notices.map(redactText),
    warnings: told.warnings.map(redactText),
    incompleteTools: incompleteTools(outcomes),
    fixed: fixedOf(outcomes),
    fixedProblems: fixedProblemsOf(outcomes),
    gates: gatesOf(outcomes),
    ...(ended.mode === 'compare' && parts.lifecycle.known && { baseSeverityCounts: heldSeverities(outcomes) }),
    ...highlightsOf(imported),
    ...(imported !== undefined && { upgrades: imported.upgrades }),
    milliseconds: ended.milliseconds,
    files: filesOf(outcomes),
    ...(securityHubUrl !== undefined && { securityHubUrl }),
    runUrl: begun.context.runUrl,
    dryRun: ended.mode === 'dry-run',
    ...(deletedBranch !== undefined && { deletedBranch: redactName(deletedBranch.name) }),
  }
}

/** What the run is about: its own branch, or the one that it compares with. */
function shownOf(mode: Mode, context: RunContext): Shown {
  return { resourceId: repositoryUrl(context), idPrefix: streamPrefix({ ...context, branch: branchOf({ mode, context }) }) }
}

/** Of a run that was cut off not all problems are known: then findings are counted. */
function highlightsOf(imported: Outcomes['imported']): Highlights {
  const { problems, ...shown } = imported?.highlights ?? createHighlights({ annotations: 'none' }).done()
  return { ...shown, problems: imported?.interruption === undefined ? problems : { ...problems, behind: 0 } }
}

function gatesOf({ imported }: Outcomes): NonNullable<RunResult['gates']> {
  const { count = 0, settings = [], findings = [] } = imported?.gates ?? {}
  return { count, settings, findings }
}

interface Told {
  readonly errors: readonly UserError[]
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** In the order of the run. */
function toldOf(
  outcomes: Outcomes,
  { mode, cancelled, wire }: Ended,
  { inputs, context, target }: Begun & { readonly target: Target },
): Told {
  const { read, connecting, imported, identified = [] } = outcomes
  const ignorance = ignoranceOf(outcomes)
  const judged = judge(imported?.gates, { mode, inputs, context, ignorance })
  const before = [
    ...(read?.errors ?? []),
    ...(mode === 'import' ? [connectionError(outcomes)].filter((error) => error !== undefined) : []),
    ...identified.flatMap(({ runs }) => runs.flatMap(({ error }) => error ?? [])),
  ]
  const own = [...before, ...importErrors(outcomes, importCounts(outcomes, wire), before), ...judged.errors]
  const unknown = ignoranceTold(imported === undefined ? undefined : ignorance, { mode, errors: own })
  return {
    errors: each([...own, outcomes.error, cancelled ? cancelledError() : undefined].filter((error) => error !== undefined)),
    notices: [
      ...(read?.notices ?? []),
      ...(connecting !== undefined && mode === 'dry-run' ? [dryRunNotice(target)] : []),
      ...(outcomes.lookedUp?.notices ?? []),
      ...(mode === 'compare' ? firstComparisonNotices(outcomes) : []),
      ...(imported?.tagNotices ?? []),
      ...(imported !== undefined && mode === 'import' && context.customPropertiesUnknown ? [PROPERTIES_UNKNOWN] : []),
      ...deletionNotices(context),
      ...unknown.notices,
    ],
    warnings: [
      ...(read === undefined || context.defaultBranchKnown ? [] : [UNKNOWN_DEFAULT_BRANCH]),
      ...(read?.warnings ?? []),
      ...gapsInWords(outcomes),
      ...reviewWarnings(outcomes),
      ...foreignWarnings(outcomes, target),
      ...supersededWarnings(imported?.superseded ?? [], context),
      ...(imported?.ownersPartial ? [OWNERS_PARTIAL] : []),
      ...(imported?.problemsPartial ? [PROBLEMS_PARTIAL] : []),
      ...judged.warnings,
      ...unknown.warnings,
    ],
  }
}

/** Each once: the archive usually fails for the reason for which the import did. */
function each(errors: readonly UserError[]): UserError[] {
  return errors.filter(
    (error, index) => !errors.slice(0, index).some(({ code, message }) => code === error.code && message === error.message),
  )
}

/** Why there is no way to Security Hub. */
function connectionError({ connecting }: Outcomes): UserError | undefined {
  return connecting?.connection === undefined ? connecting?.error : undefined
}

/** What a gate said, or could not say, is no failure of the import. */
const OF_GATES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['GATE_FAILED', 'NOT_COMPARED'])

type Known = Pick<RunResult, 'reports' | 'accounting' | 'import'> & { readonly errors: readonly UserError[] }

function outcomeOf(
  outcomes: Outcomes,
  { mode }: Ended,
  { reports, accounting, import: counts, errors, isDeletion }: Known & { readonly isDeletion: boolean },
): Outcome {
  const { read, plans = [], imported, archived } = outcomes
  const superseded = imported?.superseded.length ?? 0
  const broken = errors.some(({ code }) => !OF_GATES.has(code))
  if (isDeletion && mode !== 'dry-run') return outcomeOfDeletion(archived, broken)
  if (read?.nothing === true) return 'nothing'
  if (broken && !reports.some(({ tool }) => tool !== '')) return 'failed'
  if (mode !== 'import') return mode === 'compare' ? 'compared' : 'dry-run'
  if (superseded > 0 && superseded === plans.length) return 'superseded'
  if (!broken) return 'imported'
  const nothingSent = counts.imported === 0 && (counts.failed > 0 || accounting.findings > counts.notSent)
  return connectionError(outcomes) !== undefined || nothingSent ? 'failed' : 'partial'
}

function repositoryOf(context: RunContext): RepositoryResult {
  return {
    name: context.repository,
    id: context.repositoryId ?? '',
    branch: context.branch,
    defaultBranch: context.scope.kind === 'default-branch',
    sha: context.sha,
  }
}

function filesOf({ imported, failedFindingsFile, baselineFile }: Outcomes): RunResult['files'] {
  return {
    ...(imported?.findingsFile !== undefined && { findings: imported.findingsFile }),
    ...(failedFindingsFile !== undefined && { failedFindings: failedFindingsFile }),
    ...(baselineFile !== undefined && { baseline: baselineFile }),
  }
}

/** Services, proxies and file systems quote in their errors what they were sent. */
function toRunError({ code, message, hint }: UserError): RunError {
  return { code, message: redactText(message), ...(hint !== undefined && { hint: redactText(hint) }) }
}

function redactedFailure(failure: Failure): Failure {
  return { ...failure, code: redactText(failure.code), message: redactText(failure.message) }
}

function redactedLifecycle(lifecycle: Lifecycle): Lifecycle {
  const { unknownBecause } = lifecycle
  return unknownBecause === undefined ? lifecycle : { ...lifecycle, unknownBecause: redactText(unknownBecause) }
}

/** The result of a run that could not even start. */
export function failedResult(error: UserError, placeholder: Target, context: RunContext): RunResult {
  const ended: Ended = { mode: 'import', placeholder, cancelled: false, wire: undefined, milliseconds: NO_TIME }
  return toRunResult({ error }, ended, { inputs: { failOnNew: undefined, ifNotCompared: 'auto' }, context })
}

const NO_TIME: Ended['milliseconds'] = { read: 0, lookup: 0, import: 0, total: 0 }
