/** What a report leaves undecided: what was found there earlier is not fixed for not being a problem now. */
import { PRODUCT_FIELD_VALUE_LENGTH } from '../../asff/limits.js'
import { lineOfText } from '../../asff/text.js'
import type { Finding, ReportRun } from '../../finding.js'
import { digest } from '../../identity/digest.js'
import { placeHash } from '../../identity/identify.js'
import type { StoredFinding } from './stored-finding.js'

/** Rules that were not evaluated, or not to an end, each at a place or everywhere. */
export interface Undecided {
  has(rule: string, where: string): boolean
  /** Whether there is anything at all. */
  any(): boolean
}

export interface UndecidedDraft extends Undecided {
  add(finding: Finding): void
}

/** Stands for every place, and, of what is stored without one, for any. No hash of a place. */
const EVERYWHERE = ''
const SOMEWHERE = '*'

/** Held as hashes: a report may leave open a million results. */
export function createUndecided(): UndecidedDraft {
  const keys = new Set<string>()
  return {
    add({ rule, location }) {
      for (const id of [rule.id, ...(rule.aliases ?? [])])
        for (const where of [placeHash(location), SOMEWHERE]) keys.add(digest(asStored(id), where))
    },
    has: (rule, where) => keys.has(digest(rule, where)),
    any: () => keys.size > 0,
  }
}

/** Whether it cannot be told that a stored finding is fixed, because the report does not decide about its rule at its place. */
export function isUndecided(
  { rule, place }: Pick<StoredFinding, 'rule' | 'place'>,
  undecided: Undecided,
  skippedRules: ReadonlySet<string>,
): boolean {
  if (skippedRules.has(rule)) return true
  // One that was stored without its place can be at any.
  return undecided.has(rule, EVERYWHERE) || undecided.has(rule, place === '' ? SOMEWHERE : place)
}

/** Rules that the tool lists as skipped, as they are stored. */
export function skippedRulesOf(runs: readonly Pick<ReportRun, 'skippedRules'>[]): ReadonlySet<string> {
  return new Set(runs.flatMap(({ skippedRules = [] }) => skippedRules.map(asStored)))
}

/** An id or a version as it stands in a ProductField. */
export function asStored(rule: string): string {
  return lineOfText(rule, PRODUCT_FIELD_VALUE_LENGTH) ?? ''
}
