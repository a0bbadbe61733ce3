import type { Evidence } from './evidence.js'

/** What is known of a finding on either side of a comparison. */
export interface Traits {
  /** Short hash of the path in the repository or of the place; `''` for none. */
  readonly place: string
  /** The place as people read it. Only to find the most alike among several renamed files. */
  readonly path: string
  /** Hash of the path as the tool wrote it, where that is not the path in the repository. */
  readonly written: string | undefined
  /** The place is a file that was not found in the repository: `path` is nothing but its name. */
  readonly outside: boolean
  readonly evidence: Evidence
  /** Hash over the rule and the text of the source line without white space. */
  readonly line: string | undefined
  /** Hash over the exact message: tells two findings of one rule on one line apart. */
  readonly detail: string
  /** Written by surroundings.ts. */
  readonly surroundings: string | undefined
  /** 0 when the tool names none. */
  readonly startLine: number
  /** It is about a credential. */
  readonly secret: boolean
  /** What `evidence` and `line` would be if the rule had one of its other ids. */
  readonly renamed?: readonly Pick<Traits, 'evidence' | 'line'>[]
}

/** Equal for findings of one file. Two files that are not in the repository are two, whatever they are called. */
export function fileOf({ place, written, outside }: Pick<Traits, 'place' | 'written' | 'outside'>): string {
  return outside && written !== undefined ? `${place}\n${written}` : place
}
