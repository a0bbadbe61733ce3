/** Who wrote a finding, and who may conclude that it is fixed. */
import type { KeptReason } from '../../run-result.js'

/** The workflow run, job and step that wrote a finding last, or that run now. What is not known is `''`. */
export interface Writer {
  /** Path of the workflow file in the repository, or `owner/repository/path` of one that lies in another. */
  readonly workflowFile: string
  /** Display name. Only goes for a file where the file is not known. */
  readonly workflow: string
  readonly job: string
  readonly step: string
  readonly runId: string
}

/** What the present run may claim. */
export interface Claim extends Writer {
  /** The input `category` names the analysis. One that only the report names declares nothing: reports say what they like. */
  readonly declared: boolean
  /** Whether the checkout shows that a workflow file, the job in it or the step in that is there no more. */
  isGone(writer: Writer): boolean
}

/**
 * Only the workflow file and job that wrote a finding last may conclude from its absence that it is fixed: others look at a part of the
 * analysis, or at something else under its name. Besides, whoever declares the same analysis, and anybody when the writer is gone.
 * What another job has written in this very run it has seen later than we.
 *
 * @returns why the finding stays open; `undefined` when this run may archive it
 */
export function reasonToLeave(stored: Writer, claim: Claim): KeptReason | undefined {
  if (claim.runId !== '' && stored.runId === claim.runId) return 'same-run'
  if (isSameWriter(stored, claim) || claim.declared || claim.isGone(stored)) return undefined
  return isSameWorkflow(stored, claim) ? 'another-job' : 'another-workflow'
}

export function isSameWriter(stored: Omit<Writer, 'runId'>, run: Omit<Writer, 'runId'>): boolean {
  return isSameWorkflow(stored, run) && stored.job === run.job && isSameStep(stored, run)
}

/** Another job of the workflow, or another step of the job: each reports its own part. */
export function isSibling(stored: Writer, run: Writer): boolean {
  return isSameWorkflow(stored, run) && run.job !== '' && stored.job !== '' && !isSameWriter(stored, run)
}

export function isSameWorkflow(stored: Omit<Writer, 'runId'>, run: Omit<Writer, 'runId'>): boolean {
  if (stored.workflowFile !== '' && run.workflowFile !== '') return stored.workflowFile === run.workflowFile
  return stored.workflow === run.workflow
}

/** Earlier versions did not say which step it was. */
function isSameStep(stored: Pick<Writer, 'step'>, run: Pick<Writer, 'step'>): boolean {
  return stored.step === '' || run.step === '' || stored.step === run.step
}
