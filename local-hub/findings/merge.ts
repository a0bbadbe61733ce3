/**
 * What becomes of an imported finding in the service.
 * Source: user guide, finding-update-batchimportfindings, and the ASFF pages on the attributes that Security Hub populates.
 */
import type { FindingProviderFields } from '@aws-sdk/client-securityhub'
import { defaultProductArn, type HubState } from '../state.js'
import { completeSeverity, providerSeverity } from './severity.js'
import type { Entry, StoredFinding } from './store.js'

/** Source: the same page, "Restricted attributes": ignored on a finding that exists. */
export const CUSTOMER_FIELDS = ['Note', 'UserDefinedFields', 'VerificationState', 'Workflow', 'WorkflowState'] as const
/** Set by Security Hub: what a provider sends in them is not used. */
export const AUTOMATIC_FIELDS = ['Region', 'AwsAccountName', 'ProcessedAt'] as const

/** A finding that the service has not seen before. The finding provider's fields win over the top level. */
export function createdFinding(hub: HubState, incoming: StoredFinding): StoredFinding {
  const shared = prefer(incoming.FindingProviderFields, incoming)
  return compact({
    ...incoming,
    ...topLevel(shared),
    FindingProviderFields: providerFields(shared),
    Workflow: { Status: incoming.Workflow?.Status ?? 'NEW' },
    WorkflowState: incoming.WorkflowState ?? 'NEW',
    RecordState: incoming.RecordState ?? 'ACTIVE',
    ...automaticFields(hub, incoming),
  })
}

/** A newer version of a known finding: what was sent again replaces what was there, except for what is the customer's. */
export function updatedFinding(hub: HubState, entry: Entry, incoming: StoredFinding): StoredFinding {
  const stored = entry.newest.finding
  return compact({
    ...without(incoming, CUSTOMER_FIELDS),
    ...topLevel(prefer(incoming, incoming.FindingProviderFields)),
    ...only(stored, [...CUSTOMER_FIELDS, ...entry.customerSet]),
    FindingProviderFields: providerFields(prefer(incoming.FindingProviderFields, incoming)),
    CreatedAt: stored.CreatedAt,
    Workflow: { Status: workflowStatus(stored, incoming) },
    RecordState: incoming.RecordState ?? 'ACTIVE',
    ...automaticFields(hub, incoming),
  })
}

/** The attributes that exist both on the top level and as the provider's own. */
type Shared = Pick<StoredFinding, 'Confidence' | 'Criticality' | 'RelatedFindings' | 'Severity' | 'Types'>

function prefer(first: Shared | undefined, second: Shared | undefined): Shared {
  return {
    Confidence: first?.Confidence ?? second?.Confidence,
    Criticality: first?.Criticality ?? second?.Criticality,
    RelatedFindings: first?.RelatedFindings ?? second?.RelatedFindings,
    Severity: first?.Severity ?? second?.Severity,
    Types: first?.Types ?? second?.Types,
  }
}

function topLevel(shared: Shared): Shared {
  return { ...shared, Severity: shared.Severity && completeSeverity(shared.Severity) }
}

function providerFields(shared: Shared): FindingProviderFields {
  return { ...shared, Severity: shared.Severity && providerSeverity(shared.Severity) }
}

/** Source: user guide, finding-workflow-status: a finding that comes back, or starts to fail again, is NEW again unless it is suppressed. */
function workflowStatus(stored: StoredFinding, incoming: StoredFinding): 'NEW' | 'NOTIFIED' | 'RESOLVED' | 'SUPPRESSED' {
  const status = stored.Workflow?.Status ?? 'NEW'
  const reopened = stored.RecordState === 'ARCHIVED' && (incoming.RecordState ?? 'ACTIVE') === 'ACTIVE'
  const failsAgain = stored.Compliance?.Status === 'PASSED' && (incoming.Compliance?.Status ?? 'PASSED') !== 'PASSED'
  return (reopened || failsAgain) && status !== 'SUPPRESSED' ? 'NEW' : status
}

function automaticFields(hub: HubState, incoming: StoredFinding): Partial<StoredFinding> {
  const { ProductName = 'Default', CompanyName = 'Personal' } = incoming
  return {
    ProductName,
    CompanyName,
    Region: hub.settings.region,
    AwsAccountName: 'example',
    ProcessedAt: hub.clock.iso(),
    ProductFields: {
      ...incoming.ProductFields,
      'aws/securityhub/FindingId': `${incoming.ProductArn ?? defaultProductArn(hub)}/${incoming.Id ?? ''}`,
      'aws/securityhub/ProductName': ProductName,
      'aws/securityhub/CompanyName': CompanyName,
    },
  }
}

function without(finding: StoredFinding, names: readonly string[]): StoredFinding {
  return { ...finding, ...Object.fromEntries(names.map((name) => [name, undefined])) }
}

function only(finding: StoredFinding, names: readonly string[]): Partial<StoredFinding> {
  return Object.fromEntries(Object.entries(finding).filter(([name]) => names.includes(name)))
}

/** A copy of its own, without members that are undefined. */
function compact(finding: StoredFinding): StoredFinding {
  const copy: StoredFinding = JSON.parse(JSON.stringify(finding))
  return copy
}
