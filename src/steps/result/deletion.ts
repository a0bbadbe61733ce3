/** What is told of a run for a branch that was deleted. */
import { redactName } from '../../redact/text.js'
import type { RunContext } from '../../run-context.js'
import type { Outcome } from '../../run-result.js'
import type { ArchiveResult } from '../archive/archive-fixed.js'

/** @param broken whether an error is told */
export function outcomeOfDeletion(archived: ArchiveResult | undefined, broken: boolean): Outcome {
  const done = archived?.done.length ?? 0
  if (broken) return done === 0 ? 'failed' : 'partial'
  return done === 0 && archived?.kept.some(({ reason }) => reason === 'superseded') ? 'superseded' : 'imported'
}

export function deletionNotices({ deletedBranch }: Pick<RunContext, 'deletedBranch'>): string[] {
  if (deletedBranch === undefined) return []
  const name = JSON.stringify(redactName(deletedBranch.name))
  return [
    `The branch ${name} was deleted: this run is about what Security Hub holds of it. No report was read; one that is there is of another branch.`,
  ]
}
