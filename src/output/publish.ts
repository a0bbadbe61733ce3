/** Tells the outcome everywhere: log, annotations, job summary, outputs, exit code. */
import { messageOf } from '../errors.js'
import type { RunResult } from '../run-result.js'
import { toAnnotations } from './annotations.js'
import { closingLine } from './closing-line.js'
import { failureMessage } from './failure-message.js'
import type { Log } from './log.js'
import { toLogGroups } from './log-groups.js'
import { OUTPUT_NAMES, type OutputName, toOutputs } from './outputs.js'

/** The workflow step as the outcome needs it. */
export interface Step {
  readonly log: Log
  /** Appends to the job summary. Rejects where there is none, outside GitHub for one. */
  writeSummary(markdown: string): Promise<void>
  setOutput(name: OutputName, value: string): void
  /** Makes the step fail, with an error annotation. */
  setFailed(message: string): void
}

export interface PublishOptions {
  /** The job summary; `undefined` where none is wanted. */
  readonly summary: string | undefined
}

/**
 * The step fails exactly when the result has errors. That comes last: an annotation that is issued after `setFailed`'s would take its slot,
 * and the outputs are there for the steps that run on failure.
 */
export async function publish(result: RunResult, step: Step, options: PublishOptions): Promise<void> {
  step.log.end()
  for (const { title, lines } of toLogGroups(result)) step.log.group(title, lines)
  if (options.summary !== undefined) await publishSummary(options.summary, step)
  publishOutputs(result, step)
  for (const annotation of toAnnotations(result, { issued: step.log.issued(), summary: options.summary !== undefined }))
    step.log.annotate(annotation)
  step.log.info(closingLine(result))
  if (result.errors.length > 0) step.setFailed(failureMessage(result.errors))
}

/** A summary that cannot be written is told, before findings take the slots. It is no reason to fail: what was imported is imported. */
async function publishSummary(summary: string, step: Step): Promise<void> {
  try {
    await step.writeSummary(summary)
  } catch (error) {
    step.log.warning(`The job summary (GITHUB_STEP_SUMMARY) could not be written: ${messageOf(error)}`)
  }
}

/** The same for outputs: the first that cannot be set tells for the others. */
function publishOutputs(result: RunResult, step: Step): void {
  const outputs = toOutputs(result)
  try {
    for (const name of OUTPUT_NAMES) step.setOutput(name, outputs[name])
  } catch (error) {
    step.log.warning(`The outputs of this step (GITHUB_OUTPUT) could not be written: ${messageOf(error)}. Later steps find them empty.`)
  }
}
