/** One sentence that says what the run came to: the last line of the log, and the first of the summary. */
import type { Outcome, RunResult } from '../run-result.js'
import { changes, count, errorCodes, inTarget, openProblems } from './in-words.js'

/** Plain text, no line break. Every outcome has its own wording; the codes of errors close it. */
export function closingLine(result: RunResult): string {
  const codes = errorCodes(result)
  const sentence = result.deletedBranch === undefined ? SENTENCES[result.outcome] : DELETION_SENTENCES[result.outcome]
  return `${sentence(result)}${problemsPart(result)}${codes === '' ? '' : ` Failed: ${codes}.`}`
}

/** Of how many problems the findings are, where several tools found the same. */
function problemsPart(result: RunResult): string {
  if (result.problems.behind === 0) return ''
  const findings = count(result.accounting.findings, 'open finding')
  return ` Several tools found the same: the ${findings} are ${count(openProblems(result), 'problem')}.`
}

const SENTENCES: Readonly<Record<Outcome, (result: RunResult) => string>> = {
  imported: importedLine,
  partial: partialLine,
  failed: failedLine,
  compared: comparedLine,
  'dry-run': dryRunLine,
  superseded: (result) => `A newer run has already reported to Security Hub${inTarget(result.target)}: nothing was imported.`,
  nothing: () => 'No report was found: nothing was imported.',
}

/** A run for a deleted branch imports nothing, whatever comes of it. */
const DELETION_SENTENCES: Readonly<Record<Outcome, (result: RunResult) => string>> = {
  ...SENTENCES,
  imported: deletionLine,
  partial: (result) => `${deletionLine(result)}${notArchived(result)}`,
  failed: (result) => `Nothing of the deleted branch was archived in Security Hub${inTarget(result.target)}.`,
  superseded: (result) =>
    `A newer run has already reported to Security Hub${inTarget(result.target)}: the branch is there again, and nothing of it was archived.`,
  'dry-run': () => 'Dry run: nothing of the deleted branch is archived. Nothing was sent to AWS.',
}

function deletionLine(result: RunResult): string {
  const { fixed } = result.lifecycle
  const what = fixed === 0 ? 'No finding' : count(fixed, 'finding')
  return `${what} of the deleted branch ${fixed > 1 ? 'were' : 'was'} archived in Security Hub${inTarget(result.target)}.`
}

function notArchived({ import: { failed } }: RunResult): string {
  return failed === 0 ? '' : ` ${count(failed, 'finding')} could not be archived.`
}

function importedLine(result: RunResult): string {
  const archived = archivedPart(result)
  if (result.accounting.findings === 0) return `No open findings: nothing to import into Security Hub${inTarget(result.target)}${archived}.`
  return `${importedPart(result)}${changesPart(result)}${archived}.`
}

function partialLine(result: RunResult): string {
  const refused = result.import.failed === 0 ? '' : `; ${result.import.failed.toLocaleString('en-US')} refused or not sent`
  return `${importedPart(result)}${changesPart(result)}${archivedPart(result)}${refused}.`
}

/** What has not changed is there already; what a newer run has reported on may be or not. */
function importedPart({ import: { imported, notSent, overtaken = 0 }, target }: RunResult): string {
  const there = notSent - overtaken
  const left = [
    there === 0 ? '' : `, ${there.toLocaleString('en-US')} ${there === 1 ? 'is' : 'are'} there already`,
    overtaken === 0 ? '' : `, ${overtaken.toLocaleString('en-US')} ${overtaken === 1 ? 'is' : 'are'} left to a newer run`,
  ]
  return `Imported ${count(imported, 'finding')} into Security Hub${inTarget(target)}${left.join('')}`
}

function failedLine(result: RunResult): string {
  if (result.dryRun) return `Dry run: nothing could be read, and nothing was sent to AWS.`
  const findings = result.accounting.findings
  if (findings === 0) return `Nothing was imported into Security Hub${inTarget(result.target)}.`
  return `Nothing was imported into Security Hub${inTarget(result.target)}: ${count(findings, 'finding')} could not be sent.`
}

function comparedLine(result: RunResult): string {
  const { lifecycle, accounting } = result
  const open = count(accounting.findings, 'open finding')
  if (!lifecycle.known) return `Read ${open}, not compared with the default branch; nothing was imported.`
  const fixed = lifecycle.fixed === 0 ? '' : `; ${lifecycle.fixed.toLocaleString('en-US')} of the default branch's no longer found`
  return `Compared ${open} with the default branch's in Security Hub${inTarget(result.target)}${changesPart(result)}${fixed}. Nothing was imported.`
}

function dryRunLine(result: RunResult): string {
  return `Dry run: ${count(result.accounting.findings, 'finding')} would be imported into Security Hub${inTarget(result.target)}. Nothing was sent to AWS.`
}

function changesPart(result: RunResult): string {
  const text = result.lifecycle.known ? changes(result.lifecycle) : ''
  return text === '' ? '' : `: ${text}`
}

/** What another tool still finds is archived, and not fixed. */
function archivedPart({ lifecycle: { fixed }, fixedProblems: { gone } }: RunResult): string {
  if (fixed === 0) return ''
  if (gone === fixed) return `; ${fixed.toLocaleString('en-US')} archived as fixed`
  return `; ${fixed.toLocaleString('en-US')} archived, ${count(gone, 'problem')} fixed`
}
