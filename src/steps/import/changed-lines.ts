/** Which lines a pull request changes: where it is not known what is new, findings on these are most likely its own. */
import { type ChangedLines, readChangedLines } from '../../github/changed-lines.js'
import { createSender, type SenderOptions } from '../../github/sender.js'
import { connectToGitHub } from '../../github/wire.js'
import type { Inputs } from '../../inputs.js'
import type { RunContext } from '../../run-context.js'

/** Only the order of annotations depends on the answer: nobody waits for a rate limit for that. */
const LIMITS = { requests: 12, milliseconds: 15_000, requestMilliseconds: 10_000 }

export interface ChangedLinesOptions extends Pick<SenderOptions, 'ticks' | 'sleep' | 'signal'> {
  readonly inputs: Pick<Inputs, 'token' | 'annotations'>
  readonly context: Pick<RunContext, 'pullRequest' | 'repository' | 'apiUrl' | 'graphqlUrl'>
}

/** Never throws; `undefined` where there is no pull request, no annotation to be made, or nothing to be learned. */
export async function changedLinesOf({ inputs, context, ...sending }: ChangedLinesOptions): Promise<ChangedLines | undefined> {
  const number = context.pullRequest?.number ?? 0
  if (number === 0 || inputs.token === undefined || inputs.annotations === 'none') return undefined
  const wire = await connectToGitHub({ ...context, token: inputs.token })
  if (wire === undefined) return undefined
  try {
    return await readChangedLines(number, { wire, sender: createSender({ ...sending, limits: LIMITS }) })
  } catch {
    // A pause that the signal has ended.
    return undefined
  }
}
