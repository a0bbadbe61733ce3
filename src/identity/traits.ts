/** Where the evidence came from, best first. */
export const EVIDENCE_KINDS = ['package', 'tool', 'context', 'message'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** What is known of a finding on either side of a comparison. */
export interface Traits {
  /** Short hash of the exact path or place; `''` for none. */
  readonly place: string
  /** The place as people read it. Only to find the most alike among several renamed files. */
  readonly path: string
  /** Hash over the rule and the best evidence, without the place. */
  readonly evidence: string
  /** `undefined` when it is not known. Equal evidence is of equal kind. */
  readonly kind: EvidenceKind | undefined
  /** Hash over the rule and the text of the source line without white space. */
  readonly line: string | undefined
  /** Hash over the exact message: tells two findings of one rule on one line apart. */
  readonly detail: string
  /** Written by surroundings.ts. */
  readonly surroundings: string | undefined
  /** 0 when the tool names none. */
  readonly startLine: number
  /** What `evidence` and `line` would be if the rule had one of its other ids. */
  readonly renamed?: readonly Pick<Traits, 'evidence' | 'line'>[]
}
