/** What Security Hub took and what it did not. */
import { UserError } from '../../errors.js'
import type { Failure, ImportCounts } from '../../run-result.js'
import type { ImportReport, Undelivered } from '../../securityhub/import.js'
import type { Wire } from '../../securityhub/port.js'
import type { Outcomes } from './outcomes.js'

/** Of the open findings, then of what was archived. */
export function importReports({ imported, archived }: Pick<Outcomes, 'imported' | 'archived'>): ImportReport[] {
  return [imported?.report, archived?.report].filter((report) => report !== undefined)
}

/** What was to be sent and did not arrive. */
export function undelivered(outcomes: Pick<Outcomes, 'imported' | 'archived'>): Undelivered[] {
  const reports = importReports(outcomes)
  return [...reports.flatMap(({ refused }) => refused), ...reports.flatMap(({ unsent }) => unsent)]
}

export function importCounts(outcomes: Outcomes, wire: Wire | undefined): ImportCounts {
  const unaccounted = importReports(outcomes).reduce((sum, report) => sum + report.unaccounted, 0)
  const overtaken = (outcomes.imported?.superseded ?? []).reduce((sum, { identified }) => sum + identified.accounting.findings, 0)
  return {
    requests: wire?.importFindings.requests ?? 0,
    imported: outcomes.imported?.report.imported ?? 0,
    notSent: outcomes.imported?.notSent ?? 0,
    ...(overtaken > 0 && { overtaken }),
    failed: undelivered(outcomes).length + unaccounted + (outcomes.imported?.notReached ?? 0),
    throttled: sumOf(wire, 'throttled'),
    retried: sumOf(wire, 'retried'),
  }
}

function sumOf(wire: Wire | undefined, count: 'throttled' | 'retried'): number {
  return wire === undefined ? 0 : wire.importFindings[count] + wire.getFindings[count]
}

export function failuresOf(outcomes: Outcomes): Failure[] {
  return undelivered(outcomes).map(({ finding: { Id, Title }, code, message }) => ({
    id: Id ?? '',
    code,
    message,
    ...(Title !== undefined && { title: Title }),
  }))
}

/**
 * What was refused and what was not sent, each told once.
 *
 * @param others errors that are told before
 */
export function importErrors(outcomes: Outcomes, counts: ImportCounts, others: readonly UserError[]): UserError[] {
  const reports = importReports(outcomes)
  const own = reports.flatMap(({ errors }) => errors)
  const unsent = reports.reduce((sum, report) => sum + report.unsent.length, 0) + (outcomes.imported?.notReached ?? 0)
  return [...own, ...rejections(reports, counts, [...others, ...own]), ...leftBehind(unsent, counts)]
}

/** Where Security Hub is off it refuses each finding for that: the findings are then not at fault. */
function rejections(reports: readonly ImportReport[], { imported, failed }: ImportCounts, told: readonly UserError[]): UserError[] {
  const refused = reports.flatMap((report) => report.refused)
  const [first] = refused
  if (first === undefined || told.some(({ code }) => code === 'SECURITY_HUB_NOT_ENABLED')) return []
  const others = imported > 0 && failed === refused.length ? ' The others were imported.' : ''
  return [
    new UserError('FINDINGS_REJECTED', `Security Hub refused ${findings(refused.length)}. The first: ${first.code}: ${first.message}`, {
      hint: `The output failed-findings-file names each of them with the reason.${others}`,
    }),
  ]
}

/** How many, where some were sent and others were not; why is told by an error of its own. */
function leftBehind(unsent: number, { imported }: ImportCounts): UserError[] {
  if (unsent === 0 || imported === 0) return []
  return [
    new UserError('FINDINGS_NOT_SENT', `${findings(unsent)} could not be sent; ${imported} were imported.`, {
      hint: 'Run the step again: what was imported is not doubled. The output failed-findings-file has what was not sent.',
    }),
  ]
}

function findings(number: number): string {
  return number === 1 ? '1 finding' : `${number} findings`
}
