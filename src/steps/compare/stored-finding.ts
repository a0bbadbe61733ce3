/** Reads back what earlier runs wrote, and says what the next one needs. The two belong together: what is written here is read there. */
import { namespaced } from '../../asff/product-fields.js'
import { formatEvidence, parseEvidence } from '../../identity/evidence.js'
import type { Stored } from '../../identity/match.js'
import type { Traits } from '../../identity/traits.js'
import type { AwsSecurityFinding, Target } from '../../securityhub/port.js'
import type { Entry } from '../baseline/entry-form.js'
import { ALSO_REPORTED_BY, type Part, parseParts } from './parts.js'
import type { RunPosition } from './run-order.js'
import type { Writer } from './writers.js'

/** A finding as Security Hub holds it, reduced to what the comparison needs. */
export interface StoredFinding extends Stored, Writer, RunPosition {
  /** ISO 8601. */
  readonly createdAt: string | undefined
  readonly firstObservedAt: string | undefined
  readonly updatedAt: string
  /** When it was last sent, ISO 8601. */
  readonly sentAt: string
  /** What it said when it was last sent, as a hash; `''` where an earlier version sent it. */
  readonly content: string
  /** An analyst suppressed it. */
  readonly suppressed: boolean
  /** Id of its rule, `''` where none was stored. */
  readonly rule: string
  /** The tool's version that reported it last. */
  readonly toolVersion: string | undefined
  /** Names of its vulnerable packages. */
  readonly packages: readonly string[]
  /** What links it with the findings of other tools about the same problem. */
  readonly problem?: string | undefined
  /** Hash over the Ids of these findings and its own. */
  readonly problemFindings?: string | undefined
  /** Jobs and steps that have reported it besides the one that sent it last. */
  readonly alsoReportedBy: readonly Part[]
  /** What a baseline file says of it, for one of which nothing else is known: its rule and packages are empty, and its path is hashed. */
  readonly remembered?: Entry
}

/** The field that tells when a problem is found by other tools than before. */
export const PROBLEM_FINDINGS = 'fingerprint-problem'

/** A stored finding with the whole of what Security Hub answered, which archiving sends back. */
export interface HeldFinding extends StoredFinding {
  /** Absent for one that is only remembered. */
  readonly finding: AwsSecurityFinding | undefined
}

/** ProductFields that the next run matches by, without the namespace. */
export function matchingFields({ evidence, place, written, detail, line, surroundings }: Traits): Record<string, string> {
  return {
    'fingerprint-evidence': formatEvidence(evidence),
    'fingerprint-detail': detail,
    ...(place !== '' && { 'fingerprint-place': place }),
    ...(written !== undefined && { 'fingerprint-written': written }),
    ...(line !== undefined && { 'fingerprint-line': line }),
    ...(surroundings !== undefined && { 'fingerprint-surroundings': surroundings }),
  }
}

/** @returns `undefined` for a finding without Id or time, which Security Hub never answers */
export function toHeldFinding(finding: AwsSecurityFinding): HeldFinding | undefined {
  const { Id, UpdatedAt } = finding
  if (Id === undefined || UpdatedAt === undefined) return undefined
  const field = (name: string) => productField(finding, name)
  const path = pathOf(finding)
  const written = field('fingerprint-written')
  return {
    finding,
    id: Id,
    updatedAt: UpdatedAt,
    sentAt: finding.LastObservedAt ?? UpdatedAt,
    content: field('content') ?? '',
    createdAt: finding.CreatedAt,
    firstObservedAt: finding.FirstObservedAt,
    active: finding.RecordState !== 'ARCHIVED',
    suppressed: finding.Workflow?.Status === 'SUPPRESSED',
    place: field('fingerprint-place') ?? '',
    path: path ?? '',
    written,
    outside: path === undefined && written !== undefined,
    // A finding of an older scheme has none: it can be found again by its Id alone.
    evidence: parseEvidence(field('fingerprint-evidence'), field('fingerprint-kind')),
    line: field('fingerprint-line'),
    detail: field('fingerprint-detail') ?? '',
    surroundings: field('fingerprint-surroundings'),
    startLine: Number(field('line') ?? 0),
    secret: field('kind') === 'secret',
    workflowFile: field('workflow-file') ?? '',
    workflow: field('workflow') ?? '',
    job: field('job') ?? '',
    step: field('step') ?? '',
    runId: field('run-id') ?? '',
    runNumber: Number(field('run-number') ?? 0),
    rule: field('rule') ?? '',
    problem: field('problem'),
    problemFindings: field(PROBLEM_FINDINGS),
    alsoReportedBy: parseParts(field(ALSO_REPORTED_BY)),
    toolVersion: field('tool-version'),
    packages: packagesOf(finding),
  }
}

/**
 * Whether a finding that Security Hub answered is one of ours to touch. Asked of every one: a filter that the service reads otherwise than we do, or
 * an aggregation Region that answers for others, must not let a run change what is another product's, account's or Region's.
 */
export function isOfTarget({ ProductArn, AwsAccountId, Region }: AwsSecurityFinding, target: Target): boolean {
  return ProductArn === target.productArn && AwsAccountId === target.accountId && (Region === undefined || Region === target.region)
}

export function pathOf(finding: AwsSecurityFinding): string | undefined {
  return productField(finding, 'path')
}

function packagesOf({ Vulnerabilities = [] }: AwsSecurityFinding): readonly string[] {
  return Vulnerabilities.flatMap(({ VulnerablePackages = [] }) => VulnerablePackages.flatMap(({ Name }) => Name ?? []))
}

function productField({ ProductFields }: AwsSecurityFinding, name: string): string | undefined {
  const key = namespaced(name)
  return ProductFields !== undefined && Object.hasOwn(ProductFields, key) ? ProductFields[key] : undefined
}
