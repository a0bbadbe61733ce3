/** Keeps one finding below the size that Security Hub takes. */
import type { AwsSecurityFinding, Vulnerability } from '@aws-sdk/client-securityhub'
import { FINDING_BYTES } from './limits.js'
import { withoutAbsent } from './members.js'
import { withOmitted } from './product-fields.js'
import { cut } from './text.js'

/** UTF-8 takes at most three bytes for one UTF-16 unit; an escaped quote or line break two. */
const BYTES_PER_UNIT = 3

/** Quotes, colon and comma around a key or a value. */
const PUNCTUATION = 4

/** The longest JSON of a number or a boolean: `-1.7976931348623157e+308,`. */
const NUMBER_LENGTH = 25

/** What is left of the texts of ProductFields as a last resort. */
const SHORT_FIELD_LENGTH = 256

/** How many packages are left when all of them are too many. */
const FEW_PACKAGES = 5

interface Cut {
  /** Said in ProductFields. */
  readonly name: string
  apply(finding: AwsSecurityFinding): AwsSecurityFinding
}

/** Least useful first. What identifies a finding, where it is and what to do about it is never among them. */
const CUTS: readonly Cut[] = [
  { name: 'references', apply: onVulnerabilities((one) => ({ ...one, ReferenceUrls: undefined })) },
  { name: 'names', apply: onVulnerabilities((one) => ({ ...one, RelatedVulnerabilities: undefined })) },
  { name: 'scores', apply: onVulnerabilities((one) => ({ ...one, Cvss: undefined })) },
  { name: 'generator details', apply: (finding) => withoutAbsent({ ...finding, GeneratorDetails: undefined }) },
  {
    name: `packages beyond ${FEW_PACKAGES}`,
    apply: onVulnerabilities((one) => ({ ...one, VulnerablePackages: one.VulnerablePackages?.slice(0, FEW_PACKAGES) })),
  },
  { name: 'packages', apply: onVulnerabilities((one) => ({ ...one, VulnerablePackages: undefined })) },
  { name: 'vulnerabilities', apply: (finding) => withoutAbsent({ ...finding, Vulnerabilities: undefined }) },
  { name: 'ends of product fields', apply: shortenProductFields },
]

/** The finding itself while it is small enough; else without parts, in a fixed order, and with their names in ProductFields. */
export function withinSize(finding: AwsSecurityFinding): AwsSecurityFinding {
  const omitted: string[] = []
  let smaller = finding
  for (const { name, apply } of CUTS) {
    if (fits(smaller)) break
    const next = apply(smaller)
    if (next === smaller) continue
    omitted.push(name)
    smaller = next
  }
  return omitted.length === 0 ? finding : { ...smaller, ProductFields: withOmitted(smaller.ProductFields ?? {}, omitted) }
}

/** Writing the JSON takes longer than all of the mapping, so it is only done for what may be too large. */
function fits(finding: AwsSecurityFinding): boolean {
  return mostBytes(finding) <= FINDING_BYTES || Buffer.byteLength(JSON.stringify(finding)) <= FINDING_BYTES
}

/** An upper bound. Control characters, which take more, were taken out. */
function mostBytes(value: unknown): number {
  if (typeof value === 'string') return value.length * BYTES_PER_UNIT + PUNCTUATION
  if (!isContainer(value)) return NUMBER_LENGTH
  let bytes = PUNCTUATION
  for (const key of Object.keys(value)) bytes += key.length * BYTES_PER_UNIT + PUNCTUATION + mostBytes(value[key])
  return bytes
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function shortenProductFields(finding: AwsSecurityFinding): AwsSecurityFinding {
  const short = Object.entries(finding.ProductFields ?? {}).map(([key, value]) => [key, cut(value, SHORT_FIELD_LENGTH)] as const)
  return { ...finding, ProductFields: Object.fromEntries(short) }
}

function onVulnerabilities(change: (one: Vulnerability) => Vulnerability): Cut['apply'] {
  return (finding) =>
    finding.Vulnerabilities === undefined
      ? finding
      : { ...finding, Vulnerabilities: finding.Vulnerabilities.map((one) => withoutAbsent(change(one))) }
}
