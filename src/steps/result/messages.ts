/** What is worth knowing of a run and does not fail it. */
import type { UserError } from '../../errors.js'
import { oneLine } from '../../output/safe-text.js'
import type { RunContext } from '../../run-context.js'
import type { Target } from '../../securityhub/port.js'
import type { Ignorance } from '../compare/plan.js'
import type { RunPosition } from '../compare/run-order.js'
import { isForWantOfCredentials } from '../connect/connection.js'
import { UNKNOWN_ACCOUNT } from '../connect/open-connection.js'
import type { Mode } from '../mode.js'
import type { Outcomes, Plans } from './outcomes.js'

export const UNKNOWN_DEFAULT_BRANCH =
  'Neither the event nor GitHub tells which branch is the default branch: this branch is treated as another one, imported only where the inputs branches or import say so. Check the input token.'

export const PROPERTIES_UNKNOWN =
  "The event says nothing of the repository, and GitHub was not asked or has not answered: the findings of this run keep what they have of the repository's custom properties as tags, and new ones go without. Check the input token."

export const OWNERS_PARTIAL =
  'CODEOWNERS has too many patterns for so many files: whose they are was worked out for a part of them. The others have no owner.'

export const PROBLEMS_PARTIAL =
  'There are too many findings to look at all of them for what several tools found: those that came last are shown for each tool.'

export function dryRunNotice({ accountId, region }: Target): string {
  const made = accountId === UNKNOWN_ACCOUNT ? ', which stands for an account that is not known' : ''
  return `Dry run: the findings are mapped for account ${accountId}${made} and Region ${region}.`
}

/** Security Hub is asked for this target alone: an answer that is none of its is odd enough to be told. */
export function foreignWarnings({ lookedUp }: Outcomes, { accountId, region }: Target): string[] {
  const foreign = lookedUp?.foreign ?? 0
  if (foreign === 0) return []
  const which = foreign === 1 ? '1 finding' : `${foreign} findings`
  return [`Security Hub also answered with ${which} of another product, account or Region than ${accountId} in ${region}: left alone.`]
}

/**
 * Tools that a run compares with a default branch of which Security Hub holds nothing: all they report counts as new.
 * Where they report nothing, nothing does.
 */
export function firstComparisonNotices({ plans = [] }: Outcomes): string[] {
  const first = plans.filter(({ known, held, comparison }) => known && held === 0 && comparison.new > 0)
  return [...new Set(first.map(({ identified: { analysis } }) => oneLine(analysis.tool.name)))].map(
    (name) =>
      `Security Hub holds no open finding of ${name} on the default branch: it has none, or the default branch has never been imported, so everything counts as new. ` +
      'Let the workflow run on pushes to the default branch too.',
  )
}

/** What only asks for somebody's look is no problem unless the user wants it so: whoever does not know of the input must not think that all is well. */
export function reviewWarnings({ identified = [] }: Outcomes): string[] {
  const byTool = new Map<string, number>()
  for (const { analysis, leftForReview } of identified) {
    if (leftForReview > 0) byTool.set(oneLine(analysis.tool.name), (byTool.get(oneLine(analysis.tool.name)) ?? 0) + leftForReview)
  }
  const count = [...byTool.values()].reduce((sum, one) => sum + one, 0)
  if (count === 0) return []
  const tools = Array.from(byTool, ([name, own]) => (byTool.size === 1 ? name : `${name} ${own}`)).join(', ')
  const which = count === 1 ? '1 result that only asks for a review was' : `${count} results that only ask for a review were`
  return [`${which} left out (${tools}). With the input include-review: true they count as problems.`]
}

/** A run that comes too late imports nothing: whoever waits for its findings has to be told. */
export function supersededWarnings(superseded: Plans, context: RunContext): string[] {
  return superseded.flatMap(({ identified, supersededBy: newer }) => {
    if (newer === undefined) return []
    const { tool, category } = identified.analysis
    const analysis = oneLine(category === '' ? tool.name : `${tool.name} (${category})`)
    return [
      `${analysis}: nothing was imported. This run (${runInWords(context)}) is older than ${runInWords(newer)}, which has already reported: ${runUrl(context, newer)}`,
    ]
  })
}

function runInWords({ runNumber, runId, workflowFile }: RunPosition): string {
  return workflowFile === '' || runNumber === 0 ? `run ${runId}` : `run ${runNumber} of ${workflowFile}`
}

function runUrl({ serverUrl, repository }: RunContext, { runId }: RunPosition): string {
  return `${serverUrl}/${repository}/actions/runs/${encodeURIComponent(runId)}`
}

/**
 * What cannot be had without knowing what Security Hub holds. Why it is not known is told once: by the error that failed the run for the same
 * reason, else here.
 */
export function ignoranceTold(
  ignorance: Ignorance | undefined,
  { mode, errors }: { readonly mode: Mode; readonly errors: readonly UserError[] },
): { readonly notices: string[]; readonly warnings: string[] } {
  const silent = ignorance === undefined || mode === 'dry-run' || errors.some(({ code }) => code === ignorance.code)
  if (silent) return { notices: [], warnings: [] }
  const archives = mode === 'import' ? ', and nothing can be archived' : ''
  const text = `What is new and what is fixed is not known${archives}. ${ignorance.because}`
  const told = ignorance.code === undefined ? text : `${ignorance.code}: ${text}`
  return isForWantOfCredentials(ignorance) ? { notices: [told], warnings: [] } : { notices: [], warnings: [told] }
}
