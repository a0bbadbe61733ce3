import type { Outcome, RunResult } from '../../run-result.js'
import { closingLine } from '../closing-line.js'
import { cutEnd } from '../cut-text.js'
import { count, countProblems, list, openProblems } from '../in-words.js'
import { code, link, plain } from '../markdown.js'
import { block, type Section } from './section.js'

/** The sentence is made of numbers, ids and codes; nothing in it is this long. */
const SENTENCE_CHARS = 2000
const BRANCH_CHARS = 100
const SHORT_SHA_CHARS = 7

/** What happened in a line that can be read in passing, then in a sentence, then where it is to be seen. */
export function headline(result: RunResult): Section {
  return block(
    `## Security Hub: ${TITLES[result.outcome](result)}\n\n${plain(closingLine(result), SENTENCE_CHARS)}\n\n${whereabouts(result)}`,
  )
}

const TITLES: Readonly<Record<Outcome, (result: RunResult) => string>> = {
  imported: openTitle,
  partial: partialTitle,
  failed: ({ deletedBranch }) => (deletedBranch === undefined ? 'nothing was imported' : 'nothing was archived'),
  compared: comparedTitle,
  'dry-run': (result) =>
    `dry run, ${result.deletedBranch === undefined ? countProblems(openProblems(result), result) : 'nothing archived'}`,
  superseded: () => 'superseded by a newer run',
  nothing: () => 'no report found',
}

function openTitle(result: RunResult): string {
  const { lifecycle, accounting, deletedBranch } = result
  const { gone: problemsFixed } = result.fixedProblems
  if (deletedBranch !== undefined) return `${count(lifecycle.fixed, 'finding')} of a deleted branch archived`
  if (accounting.findings === 0)
    return problemsFixed === 0 ? 'no open findings' : `no open findings, ${problemsFixed.toLocaleString('en-US')} fixed`
  const open = openProblems(result)
  if (!lifecycle.known) return countProblems(open, result, 'open ')
  const fixed = problemsFixed === 0 ? [] : [`${problemsFixed.toLocaleString('en-US')} fixed`]
  return list([freshWords(result), ...fixed, `${open.toLocaleString('en-US')} open`])
}

/** Every finding that was read may be in Security Hub, and yet not all that there is: a report could not be read. */
function partialTitle({ import: { failed }, deletedBranch }: RunResult): string {
  if (deletedBranch !== undefined) {
    return failed === 0 ? 'a deleted branch archived in part' : `${count(failed, 'finding')} of a deleted branch could not be archived`
  }
  return failed === 0 ? 'imported in part' : `${count(failed, 'finding')} could not be imported`
}

function comparedTitle(result: RunResult): string {
  const { lifecycle, fixedProblems } = result
  const { gone: problemsFixed } = fixedProblems
  if (!lifecycle.known) return `${countProblems(openProblems(result), result)}, not compared`
  const fixed = problemsFixed === 0 ? '' : ` and ${problemsFixed.toLocaleString('en-US')} fixed`
  return `${freshWords(result)}${fixed} in this change`
}

/** The counts of problems are of those that the run came to; without one that several tools found those of the comparison say the same. */
function freshWords(result: RunResult): string {
  const { new: fresh, reopened } = result.problems.behind === 0 ? result.lifecycle : result.problems
  const words = fresh === 0 ? `no new ${result.problems.behind === 0 ? 'findings' : 'problems'}` : countProblems(fresh, result, 'new ')
  return reopened === 0 ? words : `${words}, ${reopened.toLocaleString('en-US')} reopened`
}

function whereabouts(result: RunResult): string {
  const { repository, deletedBranch } = result
  const { branch, sha } = deletedBranch === undefined ? repository : { branch: deletedBranch, sha: '' }
  const parts = [
    ...(result.securityHubUrl === undefined || result.dryRun ? [] : [link('Show in Security Hub', result.securityHubUrl)]),
    ...(branch === '' ? [] : [`branch ${code(cutEnd(branch, BRANCH_CHARS))}`]),
    ...(sha === '' ? [] : [`commit ${code(sha.slice(0, SHORT_SHA_CHARS))}`]),
  ]
  return parts.join(' · ')
}
