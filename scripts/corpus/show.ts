/** The corpus check's output: a line per file for people, JSON for comparison. */
import { SEVERITIES } from '../../src/finding.js'
import { ASPECTS, type Examination } from './examine.js'

const HEADER = [
  'file',
  'tool',
  'results',
  'findings',
  'no problem',
  'suppressed',
  'duplicate',
  'unreadable',
  ...SEVERITIES.map((severity) => severity.slice(0, 4)),
  ...ASPECTS,
  'notes',
]

/** Width up to which a column is padded. */
const MAX_WIDTH = 44

export function asTable(examinations: readonly Examination[]): string {
  const rows = [HEADER, ...examinations.map(row)]
  const widths = HEADER.map((_, column) => Math.min(MAX_WIDTH, Math.max(...rows.map((cells) => cells[column]?.length ?? 0))))
  return rows
    .map(
      (cells) =>
        `${cells
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function row(examination: Examination): string[] {
  const { file, tools, accounting, severities, errors, faults, complete } = examination
  const notes = [...faults, ...errors, ...(complete ? [] : ['incomplete'])]
  return [
    file,
    tools.join(', '),
    ...[
      accounting.results,
      accounting.findings,
      accounting.notProblems,
      accounting.suppressed,
      accounting.duplicates,
      accounting.unreadable,
    ].map(String),
    ...SEVERITIES.map((severity) => String(severities[severity])),
    ...ASPECTS.map((aspect) => String(examination.with[aspect])),
    notes.join('; '),
  ]
}

export function asJson(examinations: readonly Examination[]): string {
  const files = examinations.map(({ findings: _findings, ...rest }) => rest)
  return `${JSON.stringify(files, null, 2)}\n`
}

export function summaryLine(examinations: readonly Examination[]): string {
  const sum = (value: (examination: Examination) => number) => examinations.reduce((total, one) => total + value(one), 0)
  const results = sum(({ accounting }) => accounting.results)
  const findings = sum(({ accounting }) => accounting.findings)
  const refused = examinations.filter(({ errors }) => errors.length > 0).length
  return `${examinations.length} files, ${refused} of them refused with an error; ${results} results, ${findings} findings, ${sum(({ faults }) => faults.length)} faults`
}
