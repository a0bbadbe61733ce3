/** Whether an open finding has to be sent, and why. Pure. */
import { type Change, isStillSo } from '../../asff/content.js'
import { namespaced } from '../../asff/product-fields.js'
import { digest } from '../../identity/digest.js'
import { LONGEST_REFRESH } from '../../inputs.js'
import type { AwsSecurityFinding } from '../../securityhub/port.js'
import { isReporter, othersReporting, type Part } from '../compare/parts.js'
import type { Prospect } from '../compare/plan.js'
import { type HeldFinding, PROBLEM_FINDINGS } from '../compare/stored-finding.js'
import { isSameWriter, type Writer } from '../compare/writers.js'

export interface Freshness {
  readonly now: Date
  /** Days; 0 for always. */
  readonly refreshAfter: number
}

/** `always` where it is not known what Security Hub holds; `undefined` for what need not be sent. */
export type Sending = Change | 'always' | undefined

interface Mapped {
  readonly asff: AwsSecurityFinding
  /** Hash of what it says. */
  readonly content: string
  readonly prospect: Prospect<HeldFinding>
}

/** @param isAbsent whether a job or step reports no more */
export function sendingOf(
  { asff, content, prospect }: Mapped,
  { run, ...freshness }: Freshness & { readonly run: Writer },
  isAbsent: (part: Part) => boolean,
): Sending {
  const { state, stored } = prospect
  if (state === 'unknown') return 'always'
  if (state !== 'unchanged') return state
  if (stored === undefined) return 'new'
  const differs = stored.content !== content || (stored.finding !== undefined && !isStillSo(stored.finding, asff))
  // Whoever reports a finding for the first time says so, or another part that does not report it any more would archive it.
  const isNewPart = !isReporter(stored, run) || (stored.runId !== '' && isAbsent(stored))
  if (differs || isNewPart || hasOtherLinks(asff, stored, () => othersReporting(stored, run, isAbsent).length > 0)) return 'updated'
  return isDue(stored, freshness) ? 'refreshed' : undefined
}

/**
 * Whether other findings than before are about the same problem. A run that knows of none leaves what there is to the others that report the finding:
 * they publish what found it too, and would link it again.
 */
function hasOtherLinks({ ProductFields }: AwsSecurityFinding, { problemFindings }: HeldFinding, areThereOthers: () => boolean): boolean {
  const links = ProductFields?.[namespaced(PROBLEM_FINDINGS)]
  return links !== problemFindings && (links !== undefined || !areThereOthers())
}

const DAY = 24 * 60 * 60 * 1000

/**
 * What was imported on one day would be due on one day for ever: each finding has a day of its own, from `refreshAfter` on and before twice that.
 * A time that lies in the future says nothing of when it was sent.
 */
function isDue({ id, sentAt }: HeldFinding, { now, refreshAfter }: Freshness): boolean {
  if (refreshAfter === 0) return true
  const days = (now.getTime() - Date.parse(sentAt)) / DAY
  const latest = Math.min(2 * refreshAfter, LONGEST_REFRESH)
  return !(days >= -1) || days >= refreshAfter + (latest - refreshAfter) * shareOf(id)
}

/** 0 up to 1, always the same for an Id. */
function shareOf(id: string): number {
  return Number.parseInt(digest(id).slice(0, SHARE_DIGITS), 16) / 16 ** SHARE_DIGITS
}
const SHARE_DIGITS = 8

/** Which of two unchanged findings is the better trace of a run: one of its own, and the one that was sent longest ago. */
export function isBetterTrace(one: HeldFinding, other: HeldFinding, run: Writer): boolean {
  const [own, others] = [isSameWriter(one, run), isSameWriter(other, run)]
  return own === others ? one.sentAt < other.sentAt : own
}
