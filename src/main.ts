/** The action: reads reports, compares them with what Security Hub holds, imports what is open, archives what is fixed. */
import { createSourceStore } from './remote-workspace.js'
import { createOtherPlaces } from './reports/files/temporary-files.js'
import type { RunResult } from './run-result.js'
import { createLookupPace } from './securityhub/lookup.js'
import { createRecorder } from './steps/baseline/record.js'
import { leaveBaseline, openBaselineFile } from './steps/baseline/use-baseline.js'
import { modeOf } from './steps/mode.js'
import { archiveAll, connectToSecurityHub, identifyAll, importAll, lookUp, planAll, readAll, writeFailedFindings } from './steps/phases.js'
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
  const shared = { mode, startedAt: collaborators.now(), recorder: createRecorder(), stopwatch, sourceStore, otherPlaces, lookupPace }
  let outcomes: Outcomes = {}
  try {
    for await (const outcome of publishReports({ ...collaborators, ...shared })) outcomes = { ...outcomes, ...outcome }
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

/** The story of a run. Yields what each phase came to, so that there is something to tell on every way out. */
async function* publishReports(run: Run): AsyncGenerator<Outcomes> {
  const { read, analyses, workspace } = await readAll(run)
  yield { read }
  if (analyses.length === 0) return

  const baseline = openBaselineFile(analyses, run)
  const connecting = await connectToSecurityHub(run, baseline)
  yield { connecting }
  const lookingUp = lookUp(analyses, { connecting, baseline }, run)
  const identified = await identifyAll(analyses, { lookingUp, workspace }, run)
  yield { identified }

  const lookedUp = await lookingUp
  const plans = await planAll(identified, lookedUp, run)
  yield { lookedUp, plans }

  const imported = await importAll(plans, { connecting, workspace }, run)
  yield { imported }
  const archived = await archiveAll(plans, { connecting, imported, read, workspace }, run)
  const failedFindingsFile = writeFailedFindings({ imported, ...(archived && { archived }) }, run)
  yield { ...(archived && { archived }), ...(failedFindingsFile !== undefined && { failedFindingsFile }) }
  const baselineFile = leaveBaseline(plans, { connecting, imported, archived }, run)
  if (baselineFile !== undefined) yield { baselineFile }
  if (imported.interruption !== undefined) throw imported.interruption
}
