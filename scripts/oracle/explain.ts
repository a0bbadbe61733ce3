/** Which differences are explained, and which explanations are needed. */
import { minimatch } from 'minimatch'
import type { Difference } from './compare.js'
import type { KnownDifference } from './differences.js'
import type { FileComparison } from './report.js'

export interface ExplainedDifference extends Difference {
  readonly file: string
  /** Undefined: nobody knows why. */
  readonly known: KnownDifference | undefined
}

export interface Explanation {
  readonly differences: readonly ExplainedDifference[]
  /** For a file that was compared, but without the difference. */
  readonly stale: readonly KnownDifference[]
}

export function explain(compared: readonly FileComparison[], known: readonly KnownDifference[]): Explanation {
  const differences = compared.flatMap(({ file, differences: all = [] }) =>
    all.map((difference) => ({
      ...difference,
      file,
      known: known.find((candidate) => candidate.field === difference.field && matches(candidate, file)),
    })),
  )
  const used = new Set(differences.map((difference) => difference.known))
  const files = compared.filter((one) => one.differences !== undefined)
  return { differences, stale: known.filter((one) => !used.has(one) && files.some(({ file }) => matches(one, file))) }
}

/** Patterns are ours and not the report's. */
function matches({ file: pattern }: KnownDifference, file: string): boolean {
  return minimatch(file, `**/${pattern}`, { dot: true })
}
