/** What is kept of a vulnerability in a package. */

import type { Scheme } from '../ecosystem.js'
import type { Severity } from '../finding.js'
import type { Fix } from './fixes.js'

/** One installed version, and what fixes it by the word of one tool. */
export interface Sighting {
  /** Empty where no tool tells it. */
  readonly installed: string
  readonly fixes: readonly Fix[]
}

/** One vulnerability of a package in one place, however many findings tell of it. */
export interface PackageProblem {
  readonly severity: Severity
  readonly sightings: readonly Sighting[]
}

/** A package in one place. */
export interface PackageGroup {
  /** As the first tool spells it. */
  readonly name: string
  readonly manager: string | undefined
  readonly scheme: Scheme
  readonly manifest: string | undefined
  readonly image: string | undefined
  readonly problems: readonly PackageProblem[]
}
