/** What a finding says, apart from the run that says it: equal for two runs that found the same, so that the second one need not send it. */
import type { AwsSecurityFinding, Resource, Vulnerability } from '@aws-sdk/client-securityhub'
import { hashOf } from './hash.js'
import { namespaced } from './product-fields.js'

/** ProductFields that tell of the run alone: which one it was, who runs it, with which version of the tool, what it found besides. */
const OF_THE_RUN = new Set(
  [
    'run-id',
    'run-number',
    'run-attempt',
    'commit',
    'workflow',
    'workflow-file',
    'job',
    'event',
    'step',
    'tool-version',
    'batch',
    'also-reported-by',
    'environment',
    'problem',
    'fingerprint-problem',
    'also-found-by',
  ].map(namespaced),
)

/** The same among the details of the repository. A layer has another digest whenever the image is built anew. */
const DETAILS_OF_THE_RUN = new Set(['Commit', 'WorkflowRun', 'Environment', 'Layer'])

/** The field that the hash is kept in. */
const CONTENT = namespaced('content')
/** The field that says why a finding was sent. */
const CHANGE = namespaced('change')

/** The field that what is sent along with the trace of a run has in common, so that the trace can be asked for without it. */
export const BATCH = namespaced('batch')

/** Why a finding is sent, for event rules. */
export const CHANGES = ['new', 'reopened', 'moved', 'updated', 'refreshed'] as const
export type Change = (typeof CHANGES)[number]

/**
 * A hash over all that would be sent but the times, the run, the commit and what other tools of the same run found, which is looked at by itself. The link to the source is nothing but repository, commit, path and
 * lines, which stand elsewhere too; a change of the file shows in the fingerprints that the finding is found again by.
 */
export function contentHash(finding: AwsSecurityFinding): string {
  const {
    Id: _id,
    CreatedAt: _createdAt,
    UpdatedAt: _updatedAt,
    FirstObservedAt: _firstObservedAt,
    LastObservedAt: _lastObservedAt,
    SourceUrl: _sourceUrl,
    Resources = [],
    Vulnerabilities,
    FindingProviderFields,
    ...lasting
  } = finding
  return hashOf(
    JSON.stringify({
      ...lasting,
      FindingProviderFields: { ...FindingProviderFields, RelatedFindings: undefined },
      ProductFields: lastingFields(finding),
      Resources: Resources.map(lastingResource),
      Vulnerabilities: Vulnerabilities?.map(lastingVulnerability),
    }),
  )
}

export interface SendingNote {
  /** What `contentHash` gave. */
  readonly content: string
  /** Why it is sent. */
  readonly change: Change | undefined
  /** With what it is sent; `undefined` for the trace of the run. */
  readonly batch: string | undefined
}

export function withNote(finding: AwsSecurityFinding, { content, change, batch }: SendingNote): AwsSecurityFinding {
  return {
    ...finding,
    ProductFields: {
      ...finding.ProductFields,
      [CONTENT]: content,
      ...(change !== undefined && { [CHANGE]: change }),
      ...(batch !== undefined && { [BATCH]: batch }),
    },
  }
}

/**
 * Whether `stored`, whose hash is that of `finding`, still says what was sent. Only what Security Hub gives back as it was given is looked at; what an
 * analyst changes stands elsewhere.
 */
export function isStillSo(stored: AwsSecurityFinding, finding: AwsSecurityFinding): boolean {
  const fields = stored.ProductFields ?? {}
  return (
    stored.Title === finding.Title &&
    stored.Description === finding.Description &&
    stored.FindingProviderFields?.Severity?.Label === finding.FindingProviderFields?.Severity?.Label &&
    lastingFields(finding).every(([key, value]) => Object.hasOwn(fields, key) && fields[key] === value)
  )
}

function lastingFields({ ProductFields = {} }: AwsSecurityFinding): (readonly [string, string])[] {
  return Object.entries(ProductFields).filter(([key]) => !OF_THE_RUN.has(key) && key !== CONTENT && key !== CHANGE)
}

/**
 * The probability of an exploit is worked out anew every day (FIRST, "EPSS Data and Statistics"), for every CVE a little: in tenths it says the same until
 * something has happened.
 */
function lastingVulnerability({ EpssScore, ...vulnerability }: Vulnerability): object {
  return EpssScore === undefined ? vulnerability : { ...vulnerability, EpssScore: Math.round(Number(EpssScore) * 10) }
}

function lastingResource(resource: Resource): Resource {
  const other = resource.Details?.Other
  if (other === undefined) return resource
  const lasting = Object.entries(other).filter(([name]) => !DETAILS_OF_THE_RUN.has(name))
  return { ...resource, Details: { ...resource.Details, Other: Object.fromEntries(lasting) } }
}
