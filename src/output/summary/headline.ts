/** Did it pass, and what changed: a line that can be read in passing, the changes in numbers, then the sentence that the log ends with. */
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

export function headline(result: RunResult): Section {
  const lines = [
    `## ${statusOf(result)} Security Hub: ${TITLES[result.outcome](result)}${trippedPart(result)}`,
    [changesPart(result), whereabouts(result)].filter((part) => part !== '').join(' — '),
    plain(closingLine(result), SENTENCE_CHARS),
  ]
  return block(lines.join('\n\n'))
}

/** The step fails exactly when there are errors. */
function statusOf({ errors, warnings = [], outcome }: RunResult): string {
  if (errors.length > 0) return '❌'
  return warnings.length > 0 || outcome === 'nothing' || outcome === 'superseded' ? '⚠️' : '✅'
}

/** `, 2 of them trip `fail-on-new: high``. */
function trippedPart({ gates }: RunResult): string {
  if (gates === undefined || gates.count === 0) return ''
  const verb = gates.count === 1 ? 'trips' : 'trip'
  return `, ${gates.count.toLocaleString('en-US')} ${verb} ${list(gates.settings.map(code))}`
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
  const { lifecycle, accounting, deletedBranch, fixedProblems } = result
  if (deletedBranch !== undefined) return `${count(lifecycle.fixed, 'finding')} of a deleted branch archived`
  if (accounting.findings === 0)
    return fixedProblems.gone === 0 ? 'no open findings' : `no open findings, ${fixedProblems.gone.toLocaleString('en-US')} fixed`
  const open = openProblems(result)
  if (!lifecycle.known) return countProblems(open, result, 'open ')
  const fixed = fixedProblems.gone === 0 ? [] : [`${fixedProblems.gone.toLocaleString('en-US')} fixed`]
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
  if (!lifecycle.known) return `${countProblems(openProblems(result), result)}, not compared`
  const fixed = fixedProblems.gone === 0 ? '' : ` and ${fixedProblems.gone.toLocaleString('en-US')} fixed`
  return `${freshWords(result)}${fixed} in this change`
}

function freshWords(result: RunResult): string {
  const { new: fresh, reopened } = stateCounts(result)
  const words = fresh === 0 ? `no new ${result.problems.behind === 0 ? 'findings' : 'problems'}` : countProblems(fresh, result, 'new ')
  return reopened === 0 ? words : `${words}, ${reopened.toLocaleString('en-US')} reopened`
}

/** The counts of problems are of those that the run came to; where no two tools found the same, those of the comparison say it all. */
function stateCounts({
  problems,
  lifecycle,
}: RunResult): Pick<RunResult['lifecycle'], 'new' | 'reopened' | 'unchanged' | 'moved' | 'dismissed'> {
  return problems.behind === 0 ? lifecycle : problems
}

/** `**+6 new** · **−7 fixed** · 43 unchanged · 3 dismissed in Security Hub`; empty where nothing was compared. */
function changesPart(result: RunResult): string {
  const { lifecycle, fixedProblems, deletedBranch } = result
  if (!lifecycle.known || deletedBranch !== undefined || result.outcome === 'nothing') return ''
  if (result.accounting.findings + lifecycle.fixed + lifecycle.kept.length === 0) return ''
  const { new: fresh, reopened, unchanged, moved, dismissed } = stateCounts(result)
  const kept = lifecycle.kept.reduce((sum, entry) => sum + entry.count, 0)
  const numbered: readonly (readonly [number, string])[] = [
    [reopened, 'reopened'],
    [unchanged, 'unchanged'],
    [moved, 'moved'],
    [kept, 'not seen and left open'],
    [dismissed, 'dismissed in Security Hub'],
  ]
  return [
    `<strong>+${fresh.toLocaleString('en-US')} new</strong>`,
    ...(fixedProblems.gone === 0 ? [] : [`<strong>−${fixedProblems.gone.toLocaleString('en-US')} fixed</strong>`]),
    ...numbered.flatMap(([number, words]) => (number === 0 ? [] : `${number.toLocaleString('en-US')} ${words}`)),
  ].join(' · ')
}

function whereabouts(result: RunResult): string {
  const { repository, deletedBranch, outcome, lifecycle } = result
  const { branch, sha } = deletedBranch === undefined ? repository : { branch: deletedBranch, sha: '' }
  const against = outcome === 'compared' && lifecycle.known ? ' against the default branch' : ''
  const parts = [
    ...(branch === '' ? [] : [`branch ${code(cutEnd(branch, BRANCH_CHARS))}${against}`]),
    ...(sha === '' ? [] : [`commit ${code(sha.slice(0, SHORT_SHA_CHARS))}`]),
    ...(result.securityHubUrl === undefined || result.dryRun ? [] : [link('Security Hub', result.securityHubUrl)]),
  ]
  return parts.join(' · ')
}
