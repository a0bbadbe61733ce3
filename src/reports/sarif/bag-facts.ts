import type { CvssScore, StatedSeverity } from '../../finding.js'
import { type JsonObject, NO_PROPERTIES } from '../vocabulary/json.js'
import { remediationInBag } from './rules/remediation.js'
import { confidenceInBag } from './severity/confidence.js'
import { cvssScores } from './severity/cvss.js'
import { scoreInBag } from './severity/severity.js'
import { severityInBag } from './severity/severity-words.js'

/** What tools say in a property bag, of a result as of a rule. */
export interface BagFacts {
  readonly score: StatedSeverity | undefined
  readonly cvss: readonly CvssScore[]
  readonly word: StatedSeverity | undefined
  readonly confidence: number | undefined
  readonly remediation: string | undefined
}

const NO_FACTS: BagFacts = { score: undefined, cvss: [], word: undefined, confidence: undefined, remediation: undefined }

/** Most results have no properties, so those cost nothing. */
export function readBag(bag: JsonObject, tool: string | undefined): BagFacts {
  if (bag === NO_PROPERTIES) return NO_FACTS
  return {
    score: scoreInBag(bag),
    cvss: cvssScores(bag),
    word: severityInBag(bag, tool),
    confidence: confidenceInBag(bag, tool),
    remediation: remediationInBag(bag),
  }
}
