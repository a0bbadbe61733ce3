/** What did not get into Security Hub, and what did not get out of it, each with the reason. */
import type { RunResult } from '../../run-result.js'
import { type FailureGroup, failureGroups } from '../failure-groups.js'
import { count, keptInWords } from '../in-words.js'
import { code, plain, prose, tableHead, tableRow } from '../markdown.js'
import { skippedInWords } from '../skipped-in-words.js'
import { block, type Section } from './section.js'

const FAILURES_SHOWN = 100
const FAILURES_IN_VIEW = 10
const TITLE_CHARS = 160
const CODE_CHARS = 80
const MESSAGE_CHARS = 400

/** The findings that Security Hub refused or that could not be sent. Many of them fold: the errors above say what they have in common. */
export function refusedSection(result: RunResult): Section[] {
  const groups = failureGroups(result.failures)
  if (groups.length === 0) return []
  const title = `Refused or not sent (${Math.max(result.import.failed, result.failures.length).toLocaleString('en-US')})`
  const table = tableHead(['Finding', 'Code', 'Why'])
  const section = { rows: groups.slice(0, FAILURES_SHOWN).map(failureRow), total: groups.length, more: moreFailures }
  if (groups.length <= FAILURES_IN_VIEW) return [{ ...section, head: `### ${title}\n\n${table}` }]
  return [{ ...section, head: `<details><summary>${title}</summary>\n\n${table}`, tail: '</details>' }]
}

function failureRow({ failure, others }: FailureGroup): string {
  const more = others === 0 ? '' : ` and ${count(others, 'other')}`
  const name = `${plain(failure.title ?? failure.id, TITLE_CHARS)}${more}`
  return tableRow([name, code(failure.code.slice(0, CODE_CHARS)), prose(failure.message, MESSAGE_CHARS)])
}

function moreFailures(missing: number): string {
  return `${count(missing, 'more', 'more')} in the file that the output ${code('failed-findings-file')} names.`
}

/** Findings that this run did not see and nevertheless left open. */
export function keptSection(result: RunResult): Section[] {
  const lines = keptInWords(result).map((line) => `- ${prose(line, MESSAGE_CHARS)}`)
  return lines.length === 0 ? [] : [block(`### Not seen by this run, and left open\n\n${lines.join('\n')}`)]
}

/** How the results of the reports became findings. Nothing when every result is one. */
export function skippedSection({ accounting }: RunResult): Section[] {
  const skipped = skippedInWords(accounting)
  if (skipped.length === 0) return []
  const rows = [
    ...skipped.map(({ number, reason }) => tableRow([number.toLocaleString('en-US'), plain(reason, MESSAGE_CHARS)])),
    tableRow([`<strong>${accounting.findings.toLocaleString('en-US')}</strong>`, '<strong>findings</strong>']),
  ]
  const title = `How ${count(accounting.results, 'result')} became ${count(accounting.findings, 'finding')}`
  const head = `<details><summary>${title}</summary>\n\n| Results | |\n| --: | --- |\n${rows.join('\n')}\n\n</details>`
  return [block(head)]
}
