import type { AwsSecurityFinding } from './port.js'

export interface ArchiveNote {
  /** ISO 8601, later than the stored `UpdatedAt`: Security Hub ignores an update that is not. */
  readonly updatedAt: string
  /** ProductFields that say who archived it and why, full names. */
  readonly productFields: Readonly<Record<string, string>>
  /** For a finding that stays open; else it is archived. */
  readonly recordState?: 'ACTIVE'
  /** ProductFields that do not hold any more, full names. */
  readonly dropped: readonly string[]
}

/** ProductFields that Security Hub fills; they are reserved. Source: user guide, "ProductFields". */
const RESERVED_PREFIX = 'aws/'

/** ASFF allows 50 ProductFields, and Security Hub adds three of its own. */
const MAX_PRODUCT_FIELDS = 47

/**
 * The stored finding as it has to be sent again to be archived: whole, because Security Hub replaces a finding by what it is sent, but without what
 * Security Hub filled in itself and without what belongs to the customer. Source: API reference, BatchImportFindings.
 */
export function archivedFinding(stored: AwsSecurityFinding, note: ArchiveNote): AwsSecurityFinding {
  const {
    Region: _region,
    AwsAccountName: _accountName,
    ProcessedAt: _processedAt,
    Severity: _severity,
    Types: _types,
    Confidence: _confidence,
    Criticality: _criticality,
    RelatedFindings: _relatedFindings,
    Note: _note,
    Workflow: _workflow,
    WorkflowState: _workflowState,
    VerificationState: _verificationState,
    UserDefinedFields: _userDefinedFields,
    Sample: _sample,
    ...rest
  } = stored
  return { ...rest, RecordState: note.recordState ?? 'ARCHIVED', UpdatedAt: note.updatedAt, ProductFields: productFields(stored, note) }
}

/** The note goes first: when there is no room for all, it is an older field that is left out. */
function productFields(stored: AwsSecurityFinding, note: ArchiveNote): Record<string, string> {
  const own = Object.entries(stored.ProductFields ?? {}).filter(
    ([key]) => !key.startsWith(RESERVED_PREFIX) && !Object.hasOwn(note.productFields, key) && !note.dropped.includes(key),
  )
  return Object.fromEntries([...Object.entries(note.productFields), ...own].slice(0, MAX_PRODUCT_FIELDS))
}
