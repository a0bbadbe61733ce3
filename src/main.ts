/** The action: reads reports, compares them with what Security Hub holds, imports what is open, archives what is fixed. */
import { digest } from './identity/digest.js'
import { createSourceStore } from './remote-workspace.js'
import { createOtherPlaces } from './reports/files/temporary-files.js'
import type { NamedBranch, RunContext } from './run-context.js'
import type { RunResult } from './run-result.js'
import { createLookupPace } from './securityhub/lookup.js'
import { archiveAll } from './steps/archive-phase.js'
import { createRecorder } from './steps/baseline/record.js'
import { leaveBaseline, openBaselineFile } from './steps/baseline/use-baseline.js'
import { archiveBranch, lookUpBranch } from './steps/deletion-phases.js'
import { modeOf } from './steps/mode.js'
import { connectToSecurityHub, identifyAll, importAll, lookUp, planAll, readAll, writeFailedFindings } from './steps/phases.js'
import { asUserError, type Outcomes } from './steps/result/outcomes.js'
import { toRunResult } from './steps/result/to-run-result.js'
import { type Collaborators, clockOf, type Run } from './steps/run.js'
import { createStopwatch } from './steps/stopwatch.js'

/** Never throws: whatever happens stands in the result. */
export async function run(collaborators: Collaborators): Promise<RunResult> {
  const { inputs, context, placeholder, signal } = collaborators
  const mode = modeOf(inputs, context)
  const stopwatch = createStopwatch(collaborators.now)
  const sourceStore = createSourceStore(context.tempDirectory)
  const otherPlaces = createOtherPlaces(context.systemTempDirectory ?? context.tempDirectory)
  const lookupPace = createLookupPace(clockOf(collaborators))
  const startedAt = collaborators.now()
  const shared = {
    mode,
    startedAt,
    batch: batchOf(context, startedAt),
    recorder: createRecorder(),
    stopwatch,
    sourceStore,
    otherPlaces,
    lookupPace,
  }
  let outcomes: Outcomes = {}
  try {
    for await (const outcome of publish({ ...collaborators, ...shared })) outcomes = { ...outcomes, ...outcome }
  } catch (error) {
    outcomes = { ...outcomes, error: asUserError(error, signal) }
  } finally {
    sourceStore.close()
    otherPlaces.clear()
  }
  const ended = {
    mode,
    placeholder,
    cancelled: signal.aborted,
    wire: outcomes.connecting?.connection?.hub.wire(),
    milliseconds: stopwatch.milliseconds(),
  }
  return toRunResult(outcomes, ended, { inputs, context })
}

/** A re-run has the id of the run. */
function batchOf({ runId, runAttempt, job, step }: RunContext, startedAt: Date): string {
  return digest(runId, String(runAttempt), job, step, startedAt.toISOString())
}

/** Yields what each phase came to, so that there is something to tell on every way out. */
async function* publish(run: Run): AsyncGenerator<Outcomes> {
  const { deletedBranch } = run.context
  return yield* deletedBranch === undefined ? publishReports(run) : publishDeletion(deletedBranch, run)
}

/** The story of a run. */
async function* publishReports(run: Run): AsyncGenerator<Outcomes> {
  const { read, analyses, workspace } = await readAll(run)
  yield { read }
  if (analyses.length === 0) return

  const baseline = openBaselineFile(analyses, run)
  const connecting = await connectToSecurityHub(run, baseline)
  yield { connecting }
  const lookingUp = lookUp(analyses, { connecting, baseline }, run)
  const { identified, problems: draft } = await identifyAll(analyses, { lookingUp, workspace }, run)
  yield { identified }

  const lookedUp = await lookingUp
  const plans = await planAll(identified, lookedUp, run)
  yield { lookedUp, plans }
  const problems = await draft.settle(plans, run.signal)

  const imported = await importAll(plans, { connecting, workspace, problems }, run)
  yield { imported }
  const archived = await archiveAll(plans, { connecting, imported, read, workspace }, run)
  const failedFindingsFile = writeFailedFindings({ imported, ...(archived && { archived }) }, run)
  yield { ...(archived && { archived }), ...(failedFindingsFile !== undefined && { failedFindingsFile }) }
  const baselineFile = leaveBaseline(plans, { lookedUp, connecting, imported, archived }, run)
  if (baselineFile !== undefined) yield { baselineFile }
  if (imported.interruption !== undefined) throw imported.interruption
}

/** A run for a branch that is gone: whatever report there is would be of another one. */
async function* publishDeletion(branch: NamedBranch, run: Run): AsyncGenerator<Outcomes> {
  const connecting = await connectToSecurityHub(run)
  yield { connecting }
  if (connecting.connection === undefined) return
  const { found, lookedUp } = await lookUpBranch(branch, connecting.connection, run)
  yield { lookedUp, plans: [] }
  const archived = await archiveBranch(found, { branch, connection: connecting.connection }, run)
  const failedFindingsFile = writeFailedFindings({ archived }, run)
  yield { archived, ...(failedFindingsFile !== undefined && { failedFindingsFile }) }
}
