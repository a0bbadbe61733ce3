import type { Problem } from '../../finding.js'
import type { ReportResult, RunResult } from '../../run-result.js'
import { cutStart } from '../cut-text.js'
import { count } from '../in-words.js'
import { code, plain, prose, tableHead, tableRow } from '../markdown.js'
import { oneLine } from '../safe-text.js'
import type { Section } from './section.js'

const REPORTS_SHOWN = 100
const PROBLEMS_SHOWN = 100
const PATH_CHARS = 100
const TOOL_CHARS = 80
const MESSAGE_CHARS = 300

/** The reports that were read, unfolded when one of them is not what it should be, then what was odd about them. */
export function reportsSection({ reports }: RunResult): Section[] {
  if (reports.length === 0) return []
  const odd = reports.some((report) => !report.complete || report.problems.length > 0)
  const rows = reports.slice(0, REPORTS_SHOWN).map(reportRow)
  const head = `<details${odd ? ' open' : ''}><summary>${count(reports.length, 'report')} read</summary>\n\n${HEAD}`
  const more = (missing: number) => `${count(missing, 'more report')}: see the run report.`
  return [{ head, rows, total: reports.length, more, tail: '</details>' }, ...problemsSection(reports)]
}

const HEAD = tableHead(['Report', 'Tool', 'Category', 'Format', 'Results', 'Complete'])

function reportRow(report: ReportResult): string {
  return tableRow([
    pathCell(report),
    plain(`${report.tool} ${report.toolVersion}`, TOOL_CHARS),
    plain(report.category, TOOL_CHARS),
    plain(report.format, TOOL_CHARS),
    report.results.toLocaleString('en-US'),
    report.complete ? 'yes' : '<strong>no</strong>',
  ])
}

function problemsSection(reports: readonly ReportResult[]): Section[] {
  const total = reports.reduce((sum, report) => sum + report.problems.length, 0)
  if (total === 0) return []
  const rows = firstProblems(reports).map(([report, problem]) => problemRow(report, problem))
  const head = `<details><summary>${count(total, 'remark')} about the reports</summary>\n\n${tableHead(['Report', 'At', 'Remark'])}`
  return [{ head, rows, total, more: (missing) => `${count(missing, 'more', 'more')}: see the run report.`, tail: '</details>' }]
}

function firstProblems(reports: readonly ReportResult[]): [ReportResult, Problem][] {
  return reports
    .flatMap((report) => report.problems.slice(0, PROBLEMS_SHOWN).map((problem): [ReportResult, Problem] => [report, problem]))
    .slice(0, PROBLEMS_SHOWN)
}

function problemRow(report: ReportResult, { at, message }: Problem): string {
  return tableRow([pathCell(report), code(cutStart(at ?? '', PATH_CHARS)), prose(message, MESSAGE_CHARS)])
}

function pathCell(report: ReportResult): string {
  return code(cutStart(oneLine(report.path), PATH_CHARS))
}
