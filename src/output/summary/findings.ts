import { SEVERITIES, type Severity } from '../../finding.js'
import { groupBy } from '../../groups.js'
import type { FindingView, FixedView, RunResult } from '../../run-result.js'
import { count, isImported, nameOfFresh, openProblems } from '../in-words.js'
import { code, link, plain, prose, tableHead, tableRow } from '../markdown.js'
import { countsRow } from './counts.js'
import { adviceOf, fileOf, joined, lineOf, noteOf, ownersOf, placeOf, ruleOf, toolsOf, wordsOf } from './finding-text.js'
import type { Section } from './section.js'
import { markedSeverity, marksOf, SEVERITY_COLUMNS, SEVERITY_MARKS } from './severity-marks.js'

/** New findings in plain view; where there are more, or a gate has shown the worst of them, they fold. */
const IN_VIEW = 20

const TOOLS_SHOWN = 50
const TOOL_CHARS = 80
const TITLE_CHARS = 160

/** What is new comes first; what was there before folds behind it. */
export function findingSections(result: RunResult): Section[] {
  const others = result.top.filter((view) => view.state !== 'new' && view.state !== 'reopened')
  return [...freshSection(result), ...fixedSection(result), ...dismissedSection(result), ...openSection(others, result)]
}

function freshSection(result: RunResult): Section[] {
  const { freshCount, fresh, problems, gates } = result
  if (freshCount === 0) return []
  const title = freshTitle(result)
  const rows = itemsByFile(fresh)
  const section = { rows, total: freshCount, more: (missing: number) => moreFindings(missing, result) }
  if (freshCount <= IN_VIEW && (gates?.count ?? 0) === 0) return [{ ...section, head: `### ${title}\n` }]
  return [folded(`<strong>${title} (${freshCount.toLocaleString('en-US')})</strong>: ${marksOf(problems.freshSeverityCounts)}`, section)]
}

function freshTitle({ fresh, outcome }: RunResult): string {
  const name = nameOfFresh(fresh)
  return `${name}${outcome === 'compared' ? ' in this change' : ''}, by file`
}

/** In plain view where nothing else is to be seen. */
function openSection(others: readonly FindingView[], result: RunResult): Section[] {
  const { lifecycle, problems, freshCount, outcome } = result
  const dismissed = problems.behind === 0 ? lifecycle.dismissed : problems.dismissed
  const total = openProblems(result) - dismissed - freshCount
  if (total <= 0) return toolsSection(result)
  const name = outcome === 'compared' && lifecycle.known ? 'On the default branch already' : freshCount === 0 ? 'Open' : 'Open before'
  const section = { rows: itemsByFile(others), total, more: (missing: number) => moreFindings(missing, result) }
  return [
    ...toolsSection(result),
    folded(`${name}, most severe first, by file (${total.toLocaleString('en-US')})`, section, freshCount === 0 && total <= IN_VIEW),
  ]
}

/** One row for each tool; nothing for a single one that is read in full. What Security Hub holds of one that is not stands beside what was read. */
function toolsSection({ toolCounts, incompleteTools, accounting, lifecycle }: RunResult): Section[] {
  if (toolCounts.length + incompleteTools.length < 2 && incompleteTools.length === 0) return []
  const read = toolCounts.slice(0, TOOLS_SHOWN).map(({ tool, counts }) => countsRow(plain(tool, TOOL_CHARS), counts, sumOf(counts), ''))
  const held = incompleteTools.slice(0, TOOLS_SHOWN).map(({ tool, held }) => {
    const what = lifecycle.known ? 'report incomplete, Security Hub holds' : 'report incomplete'
    return countsRow(`⚠️ ${plain(tool, TOOL_CHARS)}: ${what}`, held, sumOf(held), '')
  })
  const rows = [...read, ...held]
  const title = `Findings by tool (${accounting.findings.toLocaleString('en-US')})`
  const more = (missing: number) => `${count(missing, 'more tool')} in the sum.`
  const head = tableHead(['Tool', ...SEVERITY_COLUMNS], 'numbers')
  return [folded(title, { rows, total: toolCounts.length + incompleteTools.length, more }, incompleteTools.length > 0, head)]
}

function sumOf(counts: Readonly<Record<Severity, number>>): number {
  return SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0)
}

type Rows = Pick<Section, 'rows' | 'total' | 'more'>

function folded(title: string, rows: Rows, open = false, head = ''): Section {
  return {
    ...rows,
    head: `<details${open ? ' open' : ''}><summary>${title}</summary>\n${head === '' ? '' : `\n${head}`}`,
    tail: '</details>',
  }
}

function moreFindings(missing: number, result: RunResult): string {
  const hub = result.securityHubUrl === undefined || !isImported(result) ? '' : `in ${link('Security Hub', result.securityHubUrl)} and `
  return `\n${count(missing, 'more finding')} not shown here: ${hub}in the file that the output ${code('findings-file')} names.`
}

/** List items, the file and its owner above the first of each file; the file with the most severe first. */
function itemsByFile(views: readonly FindingView[]): string[] {
  const files = groupBy(views, (view) => view.path ?? view.place ?? '')
  return [...files.values()].flatMap((ofFile) =>
    ofFile.map((view, index) => `${index === 0 ? `\n${joined([fileOf(view), ownersOf(view)])}\n\n` : ''}${findingItem(view)}`),
  )
}

function findingItem(view: FindingView): string {
  const { title, message } = wordsOf(view)
  const advice = adviceOf(view)
  const lines = [
    joined([
      `${SEVERITY_MARKS[view.severity]} <strong>${title}</strong>${view.state === 'reopened' ? ' (reopened)' : ''}`,
      lineOf(view),
      ruleOf(view),
      toolsOf(view),
    ]),
    ...(message === '' ? [] : [message]),
    ...(advice === '' ? [] : [`What to do: ${advice}`]),
  ]
  return `- ${lines.join('<br>')}`
}

function dismissedSection(result: RunResult): Section[] {
  const { dismissed, problems, lifecycle } = result
  const total = problems.behind === 0 ? lifecycle.dismissed : problems.dismissed
  if (total === 0) return []
  const rows = dismissed.map((view) => tableRow([markedSeverity(view.severity), wordsOf(view).title, placeOf(view), noteOf(view)]))
  const more = (missing: number) => `${count(missing, 'more', 'more')} in Security Hub.`
  const head = tableHead(['Severity', 'Finding', 'Where', 'Note'])
  return [folded(`Dismissed in Security Hub (${total.toLocaleString('en-US')})`, { rows, total, more }, false, head)]
}

function fixedSection(result: RunResult): Section[] {
  const { fixed = [], fixedProblems } = result
  const total = result.deletedBranch === undefined ? fixedProblems.gone + fixedProblems.stillOpen : result.lifecycle.fixed
  if (total === 0 || fixed.length === 0) return []
  const title = `${fixedTitle(result)} (${total.toLocaleString('en-US')})`
  const more = (missing: number) => `${count(missing, 'more', 'more')} in Security Hub, archived.`
  return [folded(title, { rows: fixed.map(fixedRow), total, more }, false, tableHead(['Severity', 'Finding', 'Where']))]
}

function fixedTitle({ outcome, deletedBranch, fixedProblems }: RunResult): string {
  if (deletedBranch !== undefined) return 'Archived'
  if (fixedProblems.gone === 0) return 'No longer found by one tool'
  return outcome === 'compared' ? 'Fixed by this change' : 'Fixed'
}

function fixedRow(view: FixedView): string {
  const why = view.suppressed ? ' (suppressed, not fixed)' : view.stillOpen ? ' (another tool still finds it)' : ''
  return tableRow([markedSeverity(view.severity), `${prose(view.title, TITLE_CHARS)}${why}`, placeOf(view)])
}
