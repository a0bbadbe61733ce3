/** How surely two findings are one: the measure that all matching uses. */
import { agreement, contradicts, type EvidenceKind } from './evidence.js'
import { distance, type Neighbours, neighboursOf, parseSurroundings, type Surroundings, sharedNeighbours } from './surroundings.js'
import type { Traits } from './traits.js'

/** A finding made ready for comparisons. Made where it is compared and dropped after: its parts take ten times the memory of the finding. */
export interface Known<T extends Traits> {
  readonly finding: T
  readonly surroundings: Surroundings | undefined
  readonly neighbours: Neighbours | undefined
}

export interface Likeness {
  /** Whole number, 0 when the two cannot be the same. */
  readonly score: number
  /** The part of the score that speaks for the place in the file alone. */
  readonly position: number
  /** The best evidence that both have; `undefined` when they have no more than an equal line in common. */
  readonly evidence: EvidenceKind | undefined
  /** Neighbouring and enclosing lines in common. */
  readonly shared: number
}

/**
 * Weights. Equal evidence and an equal line make two findings candidates; the lines around them decide which goes with which, with up to
 * `MAX_ALIKE` times `LINES_AROUND`; the position in the file only breaks a tie.
 */
const SAME_EVIDENCE = 200
const SAME_LINE = 100
const SAME_ENCLOSING_LINE = 300
const LINES_AROUND = 10
const SAME_DETAIL = 80
const NO_DISTANCE = 9

const UNLIKE: Likeness = { score: 0, position: 0, evidence: undefined, shared: 0 }

export function known<T extends Traits>(finding: T): Known<T> {
  const surroundings = finding.surroundings === undefined ? undefined : parseSurroundings(finding.surroundings)
  return { finding, surroundings, neighbours: surroundings && neighboursOf(surroundings) }
}

export function likeness(a: Known<Traits>, b: Known<Traits>): Likeness {
  const evidence = agreement(a.finding.evidence, b.finding.evidence)
  const sameLine = a.finding.line !== undefined && a.finding.line === b.finding.line
  if (evidence === undefined && (!sameLine || contradicts(a.finding.evidence, b.finding.evidence))) return UNLIKE
  const sameDetail = a.finding.detail === b.finding.detail ? SAME_DETAIL : 0
  const { lines, position, shared } = alikePlaces(a, b)
  // The context of a line is nothing but the line and the ones below it: it must not count twice.
  const weight = evidence === undefined || (sameLine && evidence === 'context') ? 0 : SAME_EVIDENCE
  return { score: weight + (sameLine ? SAME_LINE : 0) + sameDetail + lines + position, position, evidence, shared }
}

function alikePlaces(a: Known<Traits>, b: Known<Traits>): { lines: number; position: number; shared: number } {
  if (a.surroundings === undefined || b.surroundings === undefined || a.neighbours === undefined || b.neighbours === undefined) {
    return { lines: 0, position: closeness(Math.abs(a.finding.startLine - b.finding.startLine)), shared: 0 }
  }
  const { lines: shared, alike, enclosing } = sharedNeighbours(a.neighbours, b.neighbours)
  const lines = alike * LINES_AROUND + enclosing * SAME_ENCLOSING_LINE
  return { lines, position: closeness(distance(a.surroundings, b.surroundings)), shared }
}

function closeness(lines: number): number {
  return Math.round(NO_DISTANCE / (1 + lines))
}
