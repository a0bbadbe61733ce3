/** One line of the log for what each part of a run has come to. Plain text, not yet safe to print. */
import { changes, count } from '../../output/in-words.js'
import type { ImportReport } from '../../securityhub/import.js'
import type { ArchiveResult } from '../archive/archive-fixed.js'
import type { Knowledge } from '../compare/plan.js'
import type { StoredFinding } from '../compare/stored-finding.js'
import type { Connecting, Connection } from '../connect/connection.js'
import type { Voice } from '../progress.js'
import type { Plans } from '../result/outcomes.js'

/** Lines of a sort; there may be thousands of reports and of analyses. */
const LINES = 100

/** Says the lines, or the first of them and how many more there are. */
export function sayAll(voice: Pick<Voice, 'say'>, lines: readonly string[]): void {
  for (const line of lines.slice(0, LINES)) voice.say(line)
  if (lines.length > LINES) voice.say(`… and ${(lines.length - LINES).toLocaleString('en-US')} more`)
}

/** The reason stands below, under "What went wrong", or in a warning. */
export function connectingInWords(connecting: Connecting): string {
  if (connecting.connection === undefined)
    return `Not connected: ${connecting.error?.code ?? 'nobody asked for it'}. The end of the log has more about it.`
  const { accountId, region, productArn } = connecting.connection.target
  return `Account ${accountId}, ${region}, product ${productArn}`
}

/** What could not be asked is told at the end, with what to do about it. */
export function lookedUpInWords(knowledge: readonly Knowledge<StoredFinding>[], { hub }: Connection): string {
  const asked = `(${count(hub.wire().getFindings.requests, 'request')})`
  if (knowledge.some(({ known }) => !known)) return `What Security Hub holds is not known ${asked}. The end of the log has more about it.`
  const findings = knowledge.reduce((sum, one) => sum + (one.known ? one.stored.length : 0), 0)
  return `Looked up ${count(findings, 'finding')} ${asked}`
}

/** A line for each analysis. */
export function plansInWords(plans: Plans): string[] {
  return plans.map(({ identified: { analysis, accounting }, known, comparison, gone }) => {
    const open = count(accounting.findings, 'open finding')
    const name = analysis.category === '' ? analysis.tool.name : `${analysis.tool.name}, ${analysis.category}`
    if (!known) return `${name}: ${open}; it is not known which are new`
    const parts = [changes(comparison), gone.length === 0 ? '' : `${gone.length.toLocaleString('en-US')} no longer reported`]
    const told = parts.filter((part) => part !== '').join(', ')
    return `${name}: ${open}${told === '' ? '' : ` (${told})`}`
  })
}

/** @param left what Security Hub has as it is, or a newer run has reported */
export function sentInWords({ imported, refused, unsent, unaccounted }: ImportReport, left: number): string {
  const lost = refused.length + unsent.length + unaccounted
  return [
    `Imported ${count(imported, 'finding')}`,
    ...(left === 0 ? [] : [`${left.toLocaleString('en-US')} need not be sent`]),
    ...(lost === 0 ? [] : [`${lost.toLocaleString('en-US')} refused or not sent`]),
  ].join(' · ')
}

/** What was written to leave a trace, or handed to another job, is sent too and archived is none of it. */
export function archivedInWords({ done, kept }: Pick<ArchiveResult, 'done' | 'kept'>): string {
  const left = kept.reduce((sum, { count: number }) => sum + number, 0)
  if (done.length + left === 0) return 'Nothing to archive'
  return `Archived ${count(done.length, 'finding')}${left === 0 ? '' : ` · ${left.toLocaleString('en-US')} left open`}`
}

/** Requests for source that is not checked out. */
export function gitHubRequests({ debug }: Pick<Voice, 'debug'>): (milliseconds: number, trouble: string | undefined) => void {
  return (milliseconds, trouble) =>
    debug(() => [`GitHub API: ${trouble ?? 'answered'}, ${Math.round(milliseconds).toLocaleString('en-US')} ms`])
}
