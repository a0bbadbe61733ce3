/** What the log tells besides the annotations: what was read, what became of it, what was refused, what went wrong. Plain text, not yet safe to print. */
import type { FindingView, ReportResult, RunError, RunResult, Upgrade } from '../run-result.js'
import { cutEnd } from './cut-text.js'
import { failureGroups } from './failure-groups.js'
import { count, countProblems, keptInWords, openProblems, reportersInWords, SEVERITY_WORDS, STATE_WORDS } from './in-words.js'
import { skippedInWords } from './skipped-in-words.js'
import { installedInWords, targetInWords, upgradesInWords, whereInWords } from './upgrades-in-words.js'

/** Lines per group; how many more there would be is told. The files hold all of them. */
const GROUP_LINES = 100

/** So that a finding stays a line that can be read. */
const TITLE_CHARS = 200

export interface LogGroup {
  readonly title: string
  readonly lines: readonly string[]
}

/** In the order of the run. Groups that would be empty are left out. */
export function toLogGroups(result: RunResult): LogGroup[] {
  const groups: LogGroup[] = [
    { title: count(result.reports.length, 'report'), lines: result.reports.flatMap(reportLines) },
    {
      title: `${count(result.accounting.results, 'result')}, ${count(result.accounting.findings, 'finding')}`,
      lines: skippedLines(result),
    },
    { title: openTitle(result), lines: result.top.map(findingLine) },
    { title: 'Upgrades that fix most', lines: upgradeLines(result) },
    { title: count(result.import.failed, 'finding refused or not sent', 'findings refused or not sent'), lines: failureLines(result) },
    { title: 'Left open', lines: keptInWords(result) },
    { title: 'Worth knowing', lines: [...(result.warnings ?? []), ...result.notices] },
    { title: `${count(result.gates?.count ?? 0, 'finding')} that tripped a gate`, lines: gateLines(result) },
    { title: 'What went wrong', lines: result.errors.flatMap(errorLines) },
  ]
  return groups.filter(({ lines }) => lines.length > 0).map(({ title, lines }) => ({ title, lines: atMost(lines) }))
}

function reportLines(report: ReportResult): string[] {
  const problems = report.problems.map(({ code, message, at }) => `  ${code}: ${message}${at === undefined ? '' : ` (${at})`}`)
  return [`${report.path}: ${whatWasRead(report)}`, ...problems]
}

/** Without a format it was not even recognised. */
function whatWasRead({ tool, toolVersion, format, category, results, complete }: ReportResult): string {
  if (format === '') return 'could not be read'
  const name = [tool || 'unknown tool', toolVersion].filter((part) => part !== '').join(' ')
  const scope = category === '' ? '' : `, category ${category}`
  return `${name} (${format}${scope}), ${count(results, 'result')}${complete ? '' : ', incomplete'}`
}

function skippedLines(result: RunResult): string[] {
  return skippedInWords(result.accounting).map(({ number, reason }) => `${number.toLocaleString('en-US')} ${reason}`)
}

function openTitle(result: RunResult): string {
  const all = countProblems(openProblems(result), result, 'open ')
  return result.top.length < openProblems(result) ? `The ${result.top.length} most severe of ${all}` : all
}

function findingLine(view: FindingView): string {
  const place = view.path ?? view.place
  const line = view.startLine === undefined ? '' : `:${view.startLine}`
  const state = STATE_WORDS[view.state]
  return [
    SEVERITY_WORDS[view.severity],
    ...(place === undefined ? [] : [`${place}${line}`]),
    `${cutEnd(view.title, TITLE_CHARS)} [${view.ruleId}, ${reportersInWords(view)}${state === '' ? '' : `, ${state.toLowerCase()}`}]`,
  ].join('  ')
}

function gateLines({ gates }: RunResult): string[] {
  if (gates === undefined || gates.findings.length === 0) return []
  const left = gates.count - gates.findings.length
  return [...gates.findings.map(findingLine), ...(left === 0 ? [] : [`… and ${left.toLocaleString('en-US')} more: see the findings file`])]
}

/** Upgrades that the log names; the run report has more. */
const UPGRADES_LOGGED = 10

function upgradeLines({ upgrades }: RunResult): string[] {
  if (upgrades === undefined) return []
  const shown = upgrades.list.slice(0, UPGRADES_LOGGED).map(upgradeLine)
  const left = upgrades.count - shown.length
  return [...shown, ...(left === 0 ? [] : [`… and ${left.toLocaleString('en-US')} more: see the run report`]), ...upgradesInWords(upgrades)]
}

function upgradeLine(upgrade: Upgrade): string {
  const where = whereInWords(upgrade)
  const step = `${upgrade.package} ${installedInWords(upgrade)} → ${targetInWords(upgrade)}`
  return `${step}: fixes ${upgrade.fixes.toLocaleString('en-US')}, worst ${SEVERITY_WORDS[upgrade.severity]}${where === '' ? '' : `  ${where}`}`
}

function failureLines(result: RunResult): string[] {
  return failureGroups(result.failures).map(({ failure: { id, code, message }, others }) => {
    const more = others === 0 ? '' : ` and ${count(others, 'other')}`
    return `${code}: ${message} (${id}${more})`
  })
}

function errorLines({ code, message, hint }: RunError): string[] {
  return [`${code}: ${message}`, ...(hint === undefined ? [] : hint.split('\n').map((line) => `  ${line}`))]
}

function atMost(lines: readonly string[]): readonly string[] {
  if (lines.length <= GROUP_LINES) return lines
  return [...lines.slice(0, GROUP_LINES), `… and ${count(lines.length - GROUP_LINES, 'more line')}: see the run report`]
}
