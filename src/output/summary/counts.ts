import { SEVERITIES, type Severity } from '../../finding.js'
import type { RunResult } from '../../run-result.js'
import { nameOfFresh, openProblems } from '../in-words.js'
import { prose, tableHead, tableRow } from '../markdown.js'
import { block, type Section } from './section.js'
import { SEVERITY_COLUMNS } from './severity-marks.js'

const REASON_CHARS = 1000

type Counts = Readonly<Record<Severity, number>>

/** What is new, fixed and open, by severity, each problem once. Nothing where nothing is open and nothing changed. */
export function countSections(result: RunResult): Section[] {
  const rows = result.deletedBranch === undefined ? rowsOf(result) : []
  const table = rows.length === 0 ? [] : [block(`${tableHead(['', ...SEVERITY_COLUMNS], 'numbers')}\n${rows.join('\n')}`)]
  return [...table, ...unknownSection(result)]
}

/** In a change its own come first, and the debt of the default branch last. */
function rowsOf(result: RunResult): string[] {
  const { lifecycle, outcome, accounting, fixedProblems } = result
  const compared = outcome === 'compared'
  const fixed =
    fixedProblems.gone === 0 ? [] : [countsRow(compared ? 'Fixed by it' : 'Fixed', fixedProblems.severityCounts, fixedProblems.gone, '−')]
  if (!lifecycle.known) return accounting.findings === 0 ? [] : [openRow(result)]
  const fresh = result.freshCount === 0 ? [] : [countsRow(freshName(result), result.problems.freshSeverityCounts, result.freshCount, '+')]
  const open = compared ? baseRow(result) : accounting.findings === 0 ? [] : [openRow(result)]
  return [...fresh, ...fixed, ...open]
}

function freshName({ outcome, fresh }: RunResult): string {
  const name = nameOfFresh(fresh)
  return `<strong>${name}${outcome === 'compared' ? ' in this change' : ''}</strong>`
}

function openRow(result: RunResult): string {
  return countsRow('Open', result.problems.severityCounts, openProblems(result), '')
}

function baseRow({ baseSeverityCounts }: RunResult): string[] {
  if (baseSeverityCounts === undefined) return []
  const total = SEVERITIES.reduce((sum, severity) => sum + baseSeverityCounts[severity], 0)
  return total === 0 ? [] : [countsRow('Open on the default branch', baseSeverityCounts, total, '')]
}

export function countsRow(name: string, counts: Counts, total: number, sign: '+' | '−' | ''): string {
  const cell = (number: number) => (number === 0 ? '' : `${sign}${number.toLocaleString('en-US')}`)
  return tableRow([name, ...SEVERITIES.map((severity) => cell(counts[severity])), cell(total)])
}

function unknownSection({ lifecycle, outcome, deletedBranch }: RunResult): Section[] {
  if (lifecycle.known || lifecycle.unknownBecause === undefined || outcome === 'superseded' || deletedBranch !== undefined) return []
  return [block(`What is new and what is fixed is not known. ${prose(lifecycle.unknownBecause, REASON_CHARS)}`)]
}
