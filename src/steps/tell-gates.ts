/** Writes what came of `fail-on` and `fail-on-new` into the run's progress. */
import { type ErrorCode, UserError } from '../errors.js'
import type { Inputs } from '../inputs.js'
import type { RunContext } from '../run-context.js'
import { withoutCredentials } from './connection.js'
import { type GateVerdict, unjudgedInWords } from './gates.js'
import type { AnalysisPlan, Ignorance } from './plan.js'
import type { Progress } from './progress.js'
import type { HeldFinding } from './stored-finding.js'

export interface GateOptions {
  readonly inputs: Pick<Inputs, 'failOnNew' | 'ifNotCompared'>
  readonly context: Pick<RunContext, 'pullRequest' | 'actor' | 'eventName'>
  /** Why nothing is known of earlier runs, of one analysis at least. */
  readonly ignorance: Ignorance | undefined
}

/**
 * `fail-on-new` is judged when every finding that is severe enough is known to be new or not, so also when there is none. What it could not
 * judge fails the step or is a warning, as `if-not-compared` says; it never passes unsaid.
 */
export function tellGates(progress: Progress, { count, findings, errors, unjudged }: GateVerdict, options: GateOptions): void {
  progress.gates = { count, findings }
  progress.errors.push(...errors)
  // A job that was cancelled is told so, and fails for it.
  if (unjudged === 0 || options.ignorance?.code === 'CANCELLED') return
  const { reason, remedy } = whyUnjudged(progress, options.ignorance)
  const text = `${unjudgedInWords(unjudged, options.inputs.failOnNew)}${reason}.`
  if (onlyWarns(progress, options)) progress.warnings.push(text)
  else progress.errors.push(new UserError('NOT_COMPARED', text, { hint: `${remedy} ${TO_WARN}` }))
}

const TO_WARN = 'To let such a run pass with a warning, set if-not-compared to warn.'

/** What a code means and what to do about it is told where the code is: as an error of the run or, by `tellIgnorance`, as a warning. */
function whyUnjudged({ mode }: Progress, ignorance: Ignorance | undefined): { readonly reason: string; readonly remedy: string } {
  if (mode === 'dry-run') {
    const remedy = 'Set import to auto, which imports nothing in pull requests, or leave fail-on-new out where import is never.'
    return { reason: ' (a dry run does not ask Security Hub)', remedy }
  }
  const code = ignorance?.code
  if (code === undefined) return { reason: '', remedy: 'See what is said of the comparison, and run the step again.' }
  return { reason: ` (${code})`, remedy: `Do what is said of ${code}, and run the step again.` }
}

function onlyWarns({ mode }: Progress, { inputs: { ifNotCompared }, context, ignorance }: GateOptions): boolean {
  if (ifNotCompared !== 'auto') return ifNotCompared === 'warn'
  if (withoutCredentials(context) === undefined) return false
  return mode === 'dry-run' || (ignorance !== undefined && isForWantOfCredentials(ignorance))
}

/** Pull requests from forks and of Dependabot never have any: nothing to be warned of. */
const WITHOUT_CREDENTIALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['NO_CREDENTIALS', 'NO_ID_TOKEN'])

export function isForWantOfCredentials({ code }: Ignorance): boolean {
  return code !== undefined && WITHOUT_CREDENTIALS.has(code)
}

/**
 * Tells of tools that a run compares with a default branch of which Security Hub holds nothing: all they report counts as new.
 * Where they report nothing, nothing does.
 */
export function tellFirstComparison(progress: Progress, plans: readonly AnalysisPlan<HeldFinding>[]): void {
  if (progress.mode !== 'compare') return
  const first = plans.filter(({ known, held, comparison }) => known && held === 0 && comparison.new > 0)
  for (const name of new Set(first.map(({ identified: { analysis } }) => analysis.tool.name))) {
    progress.notices.push(
      `Security Hub holds no finding of ${name} on the default branch: it never had one, or the default branch has never been imported, so everything counts as new. ` +
        'Let the workflow run on pushes to the default branch too.',
    )
  }
}
