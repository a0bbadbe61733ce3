/** Reads back what earlier runs wrote, and says what the next one needs. The two belong together: what is written here is read there. */
import { namespaced } from '../asff/product-fields.js'
import { EVIDENCE_KINDS, type Traits } from '../identity/traits.js'
import type { AwsSecurityFinding } from '../securityhub/port.js'
import type { StoredFinding } from './plan.js'

/** A stored finding with the whole of what Security Hub answered, which archiving sends back. */
export interface HeldFinding extends StoredFinding {
  readonly finding: AwsSecurityFinding
}

/** ProductFields that the next run matches by, without the namespace. */
export function matchingFields({ evidence, kind, place, detail, line, surroundings }: Traits): Record<string, string> {
  return {
    'fingerprint-evidence': evidence,
    ...(kind !== undefined && { 'fingerprint-kind': kind }),
    'fingerprint-detail': detail,
    ...(place !== '' && { 'fingerprint-place': place }),
    ...(line !== undefined && { 'fingerprint-line': line }),
    ...(surroundings !== undefined && { 'fingerprint-surroundings': surroundings }),
  }
}

/** @returns `undefined` for a finding without Id or time, which Security Hub never answers */
export function toHeldFinding(finding: AwsSecurityFinding): HeldFinding | undefined {
  const { Id, UpdatedAt } = finding
  if (Id === undefined || UpdatedAt === undefined) return undefined
  const field = (name: string) => productField(finding, name)
  return {
    finding,
    id: Id,
    updatedAt: UpdatedAt,
    createdAt: finding.CreatedAt,
    firstObservedAt: finding.FirstObservedAt,
    active: finding.RecordState !== 'ARCHIVED',
    suppressed: finding.Workflow?.Status === 'SUPPRESSED',
    place: field('fingerprint-place') ?? '',
    path: field('path') ?? '',
    // A finding of an older scheme has none: it can be found again by its Id alone.
    evidence: field('fingerprint-evidence') ?? `none of ${Id}`,
    kind: EVIDENCE_KINDS.find((kind) => kind === field('fingerprint-kind')),
    line: field('fingerprint-line'),
    detail: field('fingerprint-detail') ?? '',
    surroundings: field('fingerprint-surroundings'),
    startLine: Number(field('line') ?? 0),
    workflow: field('workflow') ?? '',
    job: field('job') ?? '',
    step: field('step') ?? '',
    runId: field('run-id') ?? '',
    runNumber: Number(field('run-number') ?? 0),
    packages: packagesOf(finding),
  }
}

function packagesOf({ Vulnerabilities = [] }: AwsSecurityFinding): readonly string[] {
  return Vulnerabilities.flatMap(({ VulnerablePackages = [] }) => VulnerablePackages.flatMap(({ Name }) => Name ?? []))
}

function productField({ ProductFields }: AwsSecurityFinding, name: string): string | undefined {
  const key = namespaced(name)
  return ProductFields !== undefined && Object.hasOwn(ProductFields, key) ? ProductFields[key] : undefined
}
