/** How surely two findings are one: the measure that all matching uses. */
import { distance, parseSurroundings, type Surroundings, sharedLines } from './surroundings.js'
import type { Traits } from './traits.js'

/** A finding made ready for comparisons. Made where it is compared and dropped after: its parts take ten times the memory of the finding. */
export interface Known<T extends Traits> {
  readonly finding: T
  readonly surroundings: Surroundings | undefined
}

export interface Likeness {
  /** Whole number, 0 when the two cannot be the same. */
  readonly score: number
  /** The part of the score that speaks for the place in the file alone. */
  readonly position: number
  /** Equal evidence, not just an equal line. */
  readonly certain: boolean
  /** Neighbouring and enclosing lines in common. */
  readonly shared: number
}

/** Weights. Evidence and line decide whether; the neighbours decide which; the position only breaks a tie. */
const SAME_EVIDENCE = 3000
const SAME_LINE = 2000
const SHARED_ENCLOSING_LINE = 400
const SHARED_LINE = 300
const SAME_DETAIL = 250
const NO_DISTANCE = 200

const UNLIKE: Likeness = { score: 0, position: 0, certain: false, shared: 0 }

export function known<T extends Traits>(finding: T): Known<T> {
  return { finding, surroundings: finding.surroundings === undefined ? undefined : parseSurroundings(finding.surroundings) }
}

export function likeness(a: Known<Traits>, b: Known<Traits>): Likeness {
  const certain = a.finding.evidence === b.finding.evidence
  const sameLine = a.finding.line !== undefined && a.finding.line === b.finding.line
  if (!certain && !sameLine) return UNLIKE
  const sameDetail = a.finding.detail === b.finding.detail ? SAME_DETAIL : 0
  const { lines, position, shared } = alikePlaces(a, b)
  // The context of a line is nothing but the line and the ones below it: it must not count twice.
  const evidence = certain && !(sameLine && a.finding.kind === 'context') ? SAME_EVIDENCE : 0
  return { score: evidence + (sameLine ? SAME_LINE : 0) + sameDetail + lines + position, position, certain, shared }
}

function alikePlaces(a: Known<Traits>, b: Known<Traits>): { lines: number; position: number; shared: number } {
  if (a.surroundings === undefined || b.surroundings === undefined) {
    return { lines: 0, position: closeness(Math.abs(a.finding.startLine - b.finding.startLine)), shared: 0 }
  }
  const { beside, enclosing } = sharedLines(a.surroundings, b.surroundings)
  const lines = beside * SHARED_LINE + enclosing * SHARED_ENCLOSING_LINE
  return { lines, position: closeness(distance(a.surroundings, b.surroundings)), shared: beside + enclosing }
}

function closeness(lines: number): number {
  return Math.round(NO_DISTANCE / (1 + lines))
}
