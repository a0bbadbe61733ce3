import { SEVERITIES, type Severity } from '../../finding.js'
import type { RunResult } from '../../run-result.js'
import { count, SEVERITY_WORDS } from '../in-words.js'
import { plain, prose, tableHead, tableRow } from '../markdown.js'
import { block, type Section } from './section.js'

const TOOLS_SHOWN = 50
const TOOL_CHARS = 80
const REASON_CHARS = 1000

/** How severe, by tool, and what changed. Nothing where no finding is open and nothing changed. */
export function countSections(result: RunResult): Section[] {
  return [...severitySection(result), ...changeSection(result)]
}

function severitySection(result: RunResult): Section[] {
  if (result.accounting.findings === 0) return []
  const tools = result.toolCounts
  const once = result.problems.behind > 0
  const name =
    tools.length === 1 ? plain(tools[0]?.tool ?? '', TOOL_CHARS) : `<strong>All tools${once ? ', each problem once' : ''}</strong>`
  const all = countsRow(name, once ? result.problems.severityCounts : result.severityCounts)
  const rows = tools.length < 2 ? [] : tools.slice(0, TOOLS_SHOWN).map(({ tool, counts }) => countsRow(plain(tool, TOOL_CHARS), counts))
  const columns = ['Open findings', ...SEVERITIES.map((severity) => SEVERITY_WORDS[severity]), 'All']
  return [
    {
      head: `${tableHead(columns, 'numbers')}\n${all}`,
      rows,
      total: rows.length === 0 ? 0 : tools.length,
      more: (missing) => `${count(missing, 'more tool')} in the sum.`,
    },
  ]
}

function countsRow(name: string, counts: Readonly<Record<Severity, number>>): string {
  const numbers = SEVERITIES.map((severity) => counts[severity])
  const sum = numbers.reduce((total, number) => total + number, 0)
  return tableRow([name, ...[...numbers, sum].map(cell)])
}

function changeSection(result: RunResult): Section[] {
  const { lifecycle, deletedBranch } = result
  // Nothing was compared, and the sentence says how many were archived.
  if (deletedBranch !== undefined) return []
  if (!lifecycle.known) return unknownSection(result)
  const kept = lifecycle.kept.reduce((sum, entry) => sum + entry.count, 0)
  const compared = result.outcome === 'compared'
  const columns: [string, number][] = [
    ['New', lifecycle.new],
    ...nonZero('Reopened', lifecycle.reopened),
    ['Unchanged', lifecycle.unchanged],
    ...nonZero('Moved', lifecycle.moved),
    [compared ? 'No longer found' : 'Fixed', lifecycle.fixed],
    ...nonZero('Left open', kept),
    ...nonZero('Dismissed in Security Hub', lifecycle.dismissed),
  ]
  if (columns.every(([, number]) => number === 0)) return []
  const first = compared ? 'Against the default branch' : 'Since the last run'
  const rows = [tableRow(['Findings', ...columns.map(([, number]) => cell(number))]), ...problemRow(result, columns)]
  const head = tableHead([first, ...columns.map(([name]) => name)], 'numbers')
  return [block(`${head}\n${rows.join('\n')}`)]
}

/** The same with each problem once. What was not seen and left open is not known to be a problem of its own or not. */
function problemRow({ problems, fixedProblems }: RunResult, columns: readonly (readonly [string, number])[]): string[] {
  if (problems.behind === 0) return []
  const numbers: Readonly<Record<string, number>> = {
    New: problems.new,
    Reopened: problems.reopened,
    Unchanged: problems.unchanged,
    Moved: problems.moved,
    Fixed: fixedProblems.gone,
    'No longer found': fixedProblems.gone,
    'Dismissed in Security Hub': problems.dismissed,
  }
  return [tableRow(['Problems', ...columns.map(([name]) => (numbers[name] === undefined ? '' : cell(numbers[name])))])]
}

function unknownSection({ lifecycle, outcome }: RunResult): Section[] {
  if (lifecycle.unknownBecause === undefined || outcome === 'superseded') return []
  return [block(`What is new and what is fixed is not known. ${prose(lifecycle.unknownBecause, REASON_CHARS)}`)]
}

function nonZero(name: string, number: number): [string, number][] {
  return number === 0 ? [] : [[name, number]]
}

/** A zero does not catch the eye. */
function cell(number: number): string {
  return number === 0 ? '–' : number.toLocaleString('en-US')
}
