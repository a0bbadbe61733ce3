import type { Accounting } from '../run-result.js'

export interface Skipped {
  readonly number: number
  /** Continues "12 results …". */
  readonly reason: string
}

/** Why results are not findings, each reason that occurred. */
export function skippedInWords(accounting: Accounting): Skipped[] {
  const all: Skipped[] = [
    { number: accounting.notProblems, reason: 'not a problem: passed, not applicable, a remark, or still to be reviewed' },
    { number: accounting.suppressed, reason: "suppressed by the tool's user" },
    { number: accounting.belowMinimum, reason: 'below minimum-severity' },
    { number: accounting.duplicates, reason: 'the same finding as another result' },
    { number: accounting.unreadable, reason: 'unreadable' },
  ]
  return all.filter(({ number }) => number > 0)
}
