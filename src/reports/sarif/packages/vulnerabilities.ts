import type { CvssScore, StatedSeverity, Vulnerability, VulnerablePackage } from '../../../finding.js'
import { type JsonObject, ownValue } from '../../vocabulary/json.js'

export interface VulnerabilityEvidence {
  readonly ruleId: string
  /** Best known name first. */
  readonly advisories: readonly string[]
  readonly packages: readonly VulnerablePackage[]
  readonly cvss: readonly CvssScore[]
  readonly word: StatedSeverity | undefined
  /** The tool or the organisation behind it. */
  readonly vendor: string
  readonly helpUrl: string | undefined
  readonly bags: readonly JsonObject[]
}

/** The advisory part of a finding. A tool without a public id for it (Wiz) is named by its own. */
export function toVulnerability({ ruleId, advisories, packages, cvss, word, vendor, helpUrl, bags }: VulnerabilityEvidence): Vulnerability {
  const [id = ruleId, ...related] = advisories
  const epss = probability(bags)
  return {
    id,
    related,
    packages,
    cvss,
    ...(epss !== undefined && { epss }),
    vendor: { name: vendor, ...(word !== undefined && { severity: word.original }), ...(helpUrl !== undefined && { url: helpUrl }) },
    urls: helpUrl === undefined ? [] : [helpUrl],
  }
}

/** `CVE-2024-1234 in lodash 4.17.20`; undefined when there is no public id or no package to say it of. */
export function vulnerabilityTitle({ advisories, packages }: VulnerabilityEvidence): string | undefined {
  const [id] = advisories
  const [first, ...others] = packages
  if (id === undefined || first === undefined) return undefined
  const named = first.version === undefined ? first.name : `${first.name} ${first.version}`
  return `${id} in ${named}${others.length === 0 ? '' : ` and ${others.length} more`}`
}

const EPSS_KEYS = ['epss', 'epssScore', 'epss_score'] as const

/** EPSS is a probability (first.org/epss). */
function probability(bags: readonly JsonObject[]): number | undefined {
  const values = bags.flatMap((bag) => EPSS_KEYS.map((key) => Number(ownValue(bag, key) ?? Number.NaN)))
  return values.find((value) => value >= 0 && value <= 1)
}
