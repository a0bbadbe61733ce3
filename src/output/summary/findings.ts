import type { Severity } from '../../finding.js'
import type { FindingView, FixedView, RunResult } from '../../run-result.js'
import { cutStart } from '../cut-text.js'
import { count, SEVERITY_WORDS } from '../in-words.js'
import { code, link, plain, prose, tableHead, tableRow } from '../markdown.js'
import { oneLine } from '../safe-text.js'
import { block, type Section } from './section.js'

/** Rows in plain view; those after them fold. */
const IN_VIEW = 20

export const TITLE_CHARS = 160
const MESSAGE_CHARS = 280
const REMEDIATION_CHARS = 200
const PLACE_CHARS = 80
const RULE_CHARS = 80
const TOOL_CHARS = 60
const OWNERS_CHARS = 80

/** What is new comes first and in view; what was there before folds behind it. */
export function findingSections(result: RunResult): Section[] {
  const others = result.top.filter((view) => view.state !== 'new' && view.state !== 'reopened')
  const othersTotal = result.accounting.findings - result.lifecycle.dismissed - result.freshCount
  return [
    ...listSections(freshTitle(result), { views: result.fresh, total: result.freshCount, inView: IN_VIEW }, result),
    ...listSections(othersTitle(result), { views: others, total: othersTotal, inView: result.freshCount === 0 ? IN_VIEW : 0 }, result),
    ...fixedSection(result),
  ]
}

interface FindingList {
  readonly views: readonly FindingView[]
  readonly total: number
  readonly inView: number
}

function freshTitle({ lifecycle, outcome }: RunResult): string {
  if (outcome === 'compared') return 'New in this change'
  if (lifecycle.reopened === 0) return 'New findings'
  return lifecycle.new === 0 ? 'Reopened findings' : 'New and reopened findings'
}

function othersTitle(result: RunResult): string {
  return result.freshCount === 0 ? 'Open findings, most severe first' : 'Other open findings, most severe first'
}

function listSections(title: string, { views, total, inView }: FindingList, result: RunResult): Section[] {
  if (total <= 0) return []
  if (views.length === 0) return [block(moreFindings(total, result))]
  const more = (missing: number) => moreFindings(missing, result)
  const rows = views.map(findingRow)
  const folded = { rows: rows.slice(inView), total: total - Math.min(inView, rows.length), more, tail: '</details>' }
  if (inView === 0) return [{ ...folded, head: foldedHead(`${title} (${total.toLocaleString('en-US')})`) }]
  const head = `### ${title}\n\n${HEAD}`
  if (rows.length <= inView) return [{ head, rows, total, more }]
  return [
    { head, rows: rows.slice(0, inView), total: inView, more },
    { ...folded, head: foldedHead(`${count(total - inView, 'more finding')}, less severe or further down`) },
  ]
}

const HEAD = tableHead(['Severity', 'Finding'])

function foldedHead(title: string): string {
  return `<details><summary>${title}</summary>\n\n${HEAD}`
}

function moreFindings(missing: number, result: RunResult): string {
  const hub = result.securityHubUrl === undefined || result.dryRun ? '' : `in ${link('Security Hub', result.securityHubUrl)} and `
  return `${count(missing, 'more finding')} not shown here: ${hub}in the file that the output ${code('findings-file')} names.`
}

/** Two columns: paths and rule ids have no places to break, and a column of their own would take the room of the words. */
function findingRow(view: FindingView): string {
  const title = oneLine(view.title) || oneLine(view.ruleId)
  const message = besides(title, oneLine(view.message))
  const lines = [
    `<strong>${prose(title, TITLE_CHARS)}</strong>${view.state === 'reopened' ? ' (reopened)' : ''}`,
    whereabouts(view),
    ...(message === '' ? [] : [prose(message, MESSAGE_CHARS)]),
    ...adviceOf(view),
  ]
  return tableRow([severityCell(view.severity), lines.join('<br>')])
}

function adviceOf({ remediation, remediationUrl }: FindingView): string[] {
  if (remediation === undefined) return []
  const how = remediationUrl === undefined ? '' : ` (${link('how', remediationUrl)})`
  return [`Fix: ${prose(remediation, REMEDIATION_CHARS)}${how.includes('[') ? how : ''}`]
}

function severityCell(severity: Severity): string {
  const word = SEVERITY_WORDS[severity]
  return severity === 'CRITICAL' || severity === 'HIGH' ? `<strong>${word}</strong>` : word
}

/** What a message says that its title does not: titles are often its first sentence. */
function besides(title: string, message: string): string {
  return message.startsWith(title) ? message.slice(title.length).replace(/^[\s.:;,]+/, '') : message
}

/** Place, rule, tool and owner, as Markdown. */
export function whereabouts(view: FindingView): string {
  const rule = link(code(cutStart(oneLine(view.ruleId), RULE_CHARS)), view.helpUrl)
  return [placeOf(view), rule, plain(view.tool, TOOL_CHARS), plain(view.owners ?? '', OWNERS_CHARS)]
    .filter((part) => part !== '')
    .join(' · ')
}

function placeOf(view: Pick<FindingView, 'path' | 'startLine' | 'place' | 'sourceUrl'>): string {
  const place = oneLine(view.path ?? view.place ?? '')
  if (place === '') return ''
  const line = view.startLine === undefined ? '' : `:${view.startLine}`
  return link(code(`${cutStart(place, PLACE_CHARS)}${line}`), view.sourceUrl)
}

function fixedSection(result: RunResult): Section[] {
  const fixed = result.fixed ?? []
  if (fixed.length === 0) return []
  const total = result.lifecycle.fixed
  const title = `${fixedTitle(result)} (${total.toLocaleString('en-US')})`
  const head = `<details><summary>${title}</summary>\n\n${tableHead(['Severity', 'Finding', 'Where'])}`
  return [
    {
      head,
      rows: fixed.map(fixedRow),
      total,
      more: (missing) => `${count(missing, 'more', 'more')} in Security Hub, archived.`,
      tail: '</details>',
    },
  ]
}

function fixedTitle({ outcome, deletedBranch }: RunResult): string {
  if (deletedBranch !== undefined) return 'Archived'
  return outcome === 'compared' ? 'No longer found' : 'Fixed'
}

function fixedRow(view: FixedView): string {
  const why = view.suppressed ? ' (suppressed, not fixed)' : ''
  return tableRow([SEVERITY_WORDS[view.severity], `${prose(view.title, TITLE_CHARS)}${why}`, placeOf(view)])
}
