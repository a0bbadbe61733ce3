/** Which differences are explained, and which explanations are needed. */
import { minimatch } from 'minimatch'
import type { Comparison, Difference } from './compare.js'
import type { KnownDifference } from './differences.js'

export interface FileComparison extends Comparison {
  /** Relative to the folder. */
  readonly file: string
}

export interface FoundDifference extends Difference {
  readonly file: string
  /** Undefined: nobody knows why. */
  readonly known: KnownDifference | undefined
}

export interface Explanation {
  readonly differences: readonly FoundDifference[]
  /** For a file that is there, but without the difference. */
  readonly stale: readonly KnownDifference[]
}

export function explain(compared: readonly FileComparison[], known: readonly KnownDifference[]): Explanation {
  const differences = compared.flatMap(({ file, differences: found }) =>
    found.map((difference) => ({ ...difference, file, known: known.find((one) => one.field === difference.field && matches(one, file)) })),
  )
  const used = new Set(differences.map((difference) => difference.known))
  return { differences, stale: known.filter((one) => !used.has(one) && compared.some(({ file }) => matches(one, file))) }
}

function matches({ file: pattern }: KnownDifference, file: string): boolean {
  return minimatch(file, `**/${pattern}`, { dot: true })
}
