/** BatchUpdateFindings: what the customer's analysts do. */
import { authoriseOnHub } from '../access/authorise.js'
import type { Caller } from '../access/credentials.js'
import { changeError } from '../asff/validate.js'
import { isObject, member, stringMember } from '../server/json.js'
import { invalidInput } from '../server/service-error.js'
import type { FindingChange, HubState } from '../state.js'
import { MAX_FINDING_BYTES } from './import-findings.js'
import { completeSeverity } from './severity.js'
import type { Entry, FindingKey, StoredFinding } from './store.js'

export interface UnprocessedFinding {
  readonly FindingIdentifier: FindingKey
  readonly ErrorCode: string
  readonly ErrorMessage: string
}

export interface UpdateAnswer {
  readonly ProcessedFindings: readonly FindingKey[]
  readonly UnprocessedFindings: readonly UnprocessedFinding[]
}

/** Source: API reference, BatchUpdateFindings: "BatchUpdateFindings can be used to update ... up to 100 findings at a time". */
const MAX_IDENTIFIERS = 100

/** Source: API reference, BatchUpdateFindingsUnprocessedFinding, ErrorCode. */
const NOT_FOUND = ['FindingNotFound', 'Finding Not Found'] as const
const DUPLICATE = ['DuplicatedFindingIdentifier', 'Finding Identifier is duplicated'] as const
const TOO_LARGE = ['FindingSizeExceeded', 'Finding size exceeded 240 KB'] as const

export function updateFindings(hub: HubState, caller: Caller, body: unknown): UpdateAnswer {
  authoriseOnHub(hub, caller, 'securityhub:BatchUpdateFindings')
  if (!isObject(body)) throw invalidInput('The request body should be object')
  const { FindingIdentifiers: identifiers, ...change } = body
  return applyUpdate(hub, identifiersOf(identifiers), changeOf(change))
}

/** The same without a request: for tests that play the analyst. */
export function applyUpdate(hub: HubState, keys: readonly FindingKey[], change: FindingChange): UpdateAnswer {
  hub.store.sweep(hub.clock.now())
  const processed: FindingKey[] = []
  const unprocessed: UnprocessedFinding[] = []
  const seen = new Set<string>()
  for (const key of keys) {
    const text = JSON.stringify([key.ProductArn, key.Id])
    const error = seen.has(text) ? DUPLICATE : updateOne(hub, key, change)
    seen.add(text)
    if (error === undefined) processed.push(key)
    else unprocessed.push({ FindingIdentifier: key, ErrorCode: error[0], ErrorMessage: error[1] })
  }
  return { ProcessedFindings: processed, UnprocessedFindings: unprocessed }
}

function identifiersOf(identifiers: unknown): readonly FindingKey[] {
  if (!Array.isArray(identifiers) || identifiers.length === 0) throw refused('data.FindingIdentifiers should NOT have fewer than 1 items')
  if (identifiers.length > MAX_IDENTIFIERS) throw refused(`data.FindingIdentifiers should NOT have more than ${MAX_IDENTIFIERS} items`)
  return identifiers.map((identifier) => {
    const [Id, ProductArn] = [stringMember(identifier, 'Id'), stringMember(identifier, 'ProductArn')]
    if (Id === undefined || ProductArn === undefined)
      throw refused('data.FindingIdentifiers[0] should have required properties Id and ProductArn')
    return { Id, ProductArn }
  })
}

/** What may be changed of a finding. Throws InvalidInputException. */
export function changeOf(change: unknown): FindingChange {
  const error = changeError(change)
  if (error !== undefined) throw refused(error)
  return isChange(change) ? change : {}
}

function isChange(change: unknown): change is FindingChange {
  return changeError(change) === undefined
}

function updateOne(hub: HubState, key: FindingKey, change: FindingChange): readonly [string, string] | undefined {
  const entry = hub.store.get(key)
  if (entry === undefined) return NOT_FOUND
  const finding = changed(hub, entry.newest.finding, change)
  if (Buffer.byteLength(JSON.stringify(finding)) > MAX_FINDING_BYTES) return TOO_LARGE
  hub.store.put(key, { finding, visibleAt: hub.clock.now() + hub.visibilityDelayMs }, customerSet(entry, change))
  return undefined
}

/** UpdatedAt stays as it was. */
function changed(hub: HubState, finding: StoredFinding, change: FindingChange): StoredFinding {
  const { Note: note, Severity: severity, ...rest } = change
  return {
    ...finding,
    ...rest,
    ...(note && { Note: { ...note, UpdatedAt: hub.clock.iso() } }),
    ...(severity && { Severity: completeSeverity({ ...severity, Original: finding.Severity?.Original }) }),
  }
}

/** Source: user guide, finding-update-batchimportfindings: once set by the customer, the provider changes only its own copy. */
const SHARED_WITH_PROVIDER = ['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types']

function customerSet(entry: Entry, change: FindingChange): ReadonlySet<string> {
  return new Set([...entry.customerSet, ...SHARED_WITH_PROVIDER.filter((name) => member(change, name) !== undefined)])
}

function refused(message: string) {
  return invalidInput(`Invalid parameter. ${message}`)
}
