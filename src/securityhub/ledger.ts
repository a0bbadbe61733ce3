import { type ErrorCode, UserError } from '../errors.js'
import type { AwsSecurityFinding } from './port.js'

/** A finding that is not in Security Hub, and why. */
export interface Undelivered {
  readonly finding: AwsSecurityFinding
  /** Of Security Hub where it refused the finding; of our own list of errors where it could not be sent. */
  readonly code: string
  readonly message: string
}

/** Every finding given to the importer is counted once: `imported` + `refused` + `unsent` + `unaccounted`. */
export interface ImportReport {
  readonly imported: number
  /** What Security Hub looked at and did not take. By Id. */
  readonly refused: readonly Undelivered[]
  /** What could not be sent, or was not answered. By Id. */
  readonly unsent: readonly Undelivered[]
  /** Findings that Security Hub neither said to have imported nor named as refused. Told as an error too. */
  readonly unaccounted: number
  /** Findings that were sent a second time, because Security Hub refused them for a passing reason of its own. */
  readonly resent: number
  /** What to tell the user; the first of each code. */
  readonly errors: readonly UserError[]
}

/** Where everything that becomes of findings is written down. */
export interface Ledger {
  imported(count: number): void
  importedSoFar(): number
  /** Of how many findings it is written down what became of them. */
  settled(): number
  refused(finding: AwsSecurityFinding, code: string, message: string): void
  unsent(findings: readonly AwsSecurityFinding[], error: UserError): void
  unaccounted(count: number, said: string): void
  resent(count: number): void
  /** Security Hub has answered a request. */
  answered(): void
  answers(): number
  /** Nothing may be sent any more. */
  stop(error: UserError): void
  stopped(): UserError | undefined
  report(): ImportReport
}

export function createLedger(
  onRefused: (finding: AwsSecurityFinding, refused: { id: string; code: string; message: string }) => void,
): Ledger {
  const counts = { imported: 0, unaccounted: 0, resent: 0, answers: 0 }
  const refused: Undelivered[] = []
  const unsent: Undelivered[] = []
  const errors = new Map<ErrorCode, UserError>()
  let fatal: UserError | undefined
  const tell = (error: UserError) => {
    if (!errors.has(error.code)) errors.set(error.code, error)
  }
  return {
    imported: (count) => {
      counts.imported += count
    },
    importedSoFar: () => counts.imported,
    settled: () => counts.imported + counts.unaccounted + refused.length + unsent.length,
    refused: (finding, code, message) => {
      refused.push({ finding, code, message })
      onRefused(finding, { id: finding.Id ?? '', code, message })
    },
    unsent: (findings, error) => {
      tell(error)
      for (const finding of findings) unsent.push({ finding, code: error.code, message: error.message })
    },
    unaccounted: (count, said) => {
      counts.unaccounted += count
      tell(unaccountedError(count, said))
    },
    resent: (count) => {
      counts.resent += count
    },
    answered: () => {
      counts.answers += 1
    },
    answers: () => counts.answers,
    stop: (error) => {
      tell(error)
      fatal ??= error
    },
    stopped: () => fatal,
    report: () => {
      const { imported, unaccounted, resent } = counts
      return { imported, refused: byId(refused), unsent: byId(unsent), unaccounted, resent, errors: [...errors.values()] }
    },
  }
}

function unaccountedError(count: number, said: string): UserError {
  const which = count === 1 ? 'a finding' : `${count} findings`
  const message = `Security Hub did not say what became of ${which} of a request.${said}`
  return new UserError('SERVICE_ERROR', message, { hint: 'Run the step again: findings that are there already are not doubled.' })
}

/** Requests end in any order; a report should not differ for that. */
function byId(entries: readonly Undelivered[]): readonly Undelivered[] {
  return entries.toSorted((a, b) => compare(a.finding.Id ?? '', b.finding.Id ?? ''))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
