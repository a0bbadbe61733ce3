import type { FindingView, RunResult } from '../../run-result.js'
import { count, isImported } from '../in-words.js'
import { code, tableHead, tableRow } from '../markdown.js'
import { adviceOf, joined, ownersOf, placeOf, ruleOf, toolsOf, wordsOf } from './finding-text.js'
import { block, type Section } from './section.js'
import { markedSeverity } from './severity-marks.js'

const DISMISS_OR_ACCEPT =
  'A false positive? Set its workflow status to `SUPPRESSED` in Security Hub, or accept it in the scanner, and run the step again.'
/** What is not imported cannot be suppressed there. */
const ACCEPT = 'A false positive? Accept it in the scanner and run the step again.'

/** The findings that tripped a gate, where and whose they are, and what to do; nothing when none did. */
export function gateSections(result: RunResult): Section[] {
  const { gates } = result
  if (gates === undefined || gates.count === 0) return []
  const table = {
    head: `### What trips the gate\n\n${tableHead(['Severity', 'Finding', 'Where', 'What to do'])}`,
    rows: gates.findings.map(gateRow),
    total: gates.count,
    more: (missing: number) => `${count(missing, 'more', 'more')}: see the file that the output ${code('findings-file')} names.`,
  }
  return [table, block(isImported(result) ? DISMISS_OR_ACCEPT : ACCEPT)]
}

function gateRow(view: FindingView): string {
  const { title } = wordsOf(view)
  return tableRow([
    markedSeverity(view.severity),
    joined([`<strong>${title}</strong>${view.state === 'reopened' ? ' (reopened)' : ''}`, toolsOf(view)]),
    joined([placeOf(view), ownersOf(view)]),
    joined([adviceOf(view), ruleOf(view)]),
  ])
}
