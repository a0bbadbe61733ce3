/** What came of `fail-on` and `fail-on-new`. */
import { UserError } from '../../errors.js'
import type { Inputs } from '../../inputs.js'
import type { RunContext } from '../../run-context.js'
import type { Ignorance } from '../compare/plan.js'
import { isForWantOfCredentials, withoutCredentials } from '../connect/connection.js'
import { type GateVerdict, unjudgedInWords } from '../import/gates.js'
import type { Mode } from '../mode.js'

export interface Judging {
  readonly mode: Mode
  readonly inputs: Pick<Inputs, 'failOnNew' | 'ifNotCompared'>
  readonly context: Pick<RunContext, 'pullRequest' | 'actor' | 'eventName'>
  /** Why nothing is known of earlier runs, of one analysis at least. */
  readonly ignorance: Ignorance | undefined
}

/**
 * `fail-on-new` is judged when every finding that is severe enough is known to be new or not, so also when there is none. What it could not
 * judge fails the step or is a warning, as `if-not-compared` says; it never passes unsaid.
 */
export function judge(verdict: GateVerdict | undefined, judging: Judging): { readonly errors: UserError[]; readonly warnings: string[] } {
  const errors = [...(verdict?.errors ?? [])]
  // A job that was cancelled is told so, and fails for it.
  if (verdict === undefined || verdict.unjudged === 0 || judging.ignorance?.code === 'CANCELLED') return { errors, warnings: [] }
  const { reason, remedy } = whyUnjudged(judging)
  const text = `${unjudgedInWords(verdict.unjudged, judging.inputs.failOnNew)}${reason}.`
  if (onlyWarns(judging)) return { errors, warnings: [text] }
  return { errors: [...errors, new UserError('NOT_COMPARED', text, { hint: `${remedy} ${TO_WARN}` })], warnings: [] }
}

const TO_WARN = 'To let such a run pass with a warning, set if-not-compared to warn.'

/** What a code means and what to do about it is told where the code is: as an error of the run or as a warning of what is not known. */
function whyUnjudged({ mode, ignorance }: Judging): { readonly reason: string; readonly remedy: string } {
  if (mode === 'dry-run') {
    const remedy = 'Set import to auto, which imports nothing in pull requests, or leave fail-on-new out where import is never.'
    return { reason: ' (a dry run does not ask Security Hub)', remedy }
  }
  const code = ignorance?.code
  if (code === undefined) return { reason: '', remedy: 'See what is said of the comparison, and run the step again.' }
  return { reason: ` (${code})`, remedy: `Do what is said of ${code}, and run the step again.` }
}

function onlyWarns({ mode, inputs: { ifNotCompared }, context, ignorance }: Judging): boolean {
  if (ifNotCompared !== 'auto') return ifNotCompared === 'warn'
  if (withoutCredentials(context) === undefined) return false
  return mode === 'dry-run' || (ignorance !== undefined && isForWantOfCredentials(ignorance))
}
