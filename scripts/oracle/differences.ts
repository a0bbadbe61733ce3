/** Differences from the SARIF Multitool that are right as they are. */
import type { Field } from './compare.js'

export interface KnownDifference {
  /** Glob for the file's path, from the end: `semgrep/*.sarif`. */
  readonly file: string
  readonly field: Field
  readonly reason: string
  /** Where the standard (SARIF 2.1.0) or the tool says so. */
  readonly source: string
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = []
