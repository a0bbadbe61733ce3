/** BatchImportFindings. */

import { authoriseImport } from '../access/authorise.js'
import type { Caller } from '../access/credentials.js'
import { instantOf } from '../asff/instant.js'
import { checkFormat } from '../asff/validate.js'
import { noteBatch, noteFinding, noteUpdate } from '../asff/violations.js'
import { member, stringMember } from '../server/json.js'
import { invalidInput, notSubscribed } from '../server/service-error.js'
import type { HubState } from '../state.js'
import { createdFinding, updatedFinding } from './merge.js'
import type { FindingKey, StoredFinding } from './store.js'

export interface FailedFinding {
  readonly Id: string
  readonly ErrorCode: string
  readonly ErrorMessage: string
}

/** Source: API reference, BatchImportFindings, Findings: "Minimum number of 1 item. Maximum number of 100 items." */
const MAX_FINDINGS = 100
/** Source: API reference, BatchImportFindings: "An error is returned for any finding larger than 240 Kb"; measured as UTF-8 JSON (inferred). */
export const MAX_FINDING_BYTES = 240_000

export function importFindings(hub: HubState, caller: Caller, body: unknown): unknown {
  const findings = findingsOf(body)
  checkFields(findings)
  checkProductArns(findings)
  authoriseImport(hub, caller, findings)
  if (!hub.enabled) return answerNotEnabled(hub, findings)
  noteBatch(hub, findings)
  const failed = findings.flatMap((finding) => importOne(hub, finding) ?? [])
  return answer(findings, failed)
}

function findingsOf(body: unknown): readonly unknown[] {
  const findings = member(body, 'Findings')
  if (!Array.isArray(findings)) throw invalidInput("Invalid parameter 'Findings'. data.Findings should be array")
  if (findings.length === 0) throw invalidInput("Invalid parameter 'Findings'. data.Findings should NOT have fewer than 1 items")
  if (findings.length > MAX_FINDINGS)
    throw invalidInput(`Invalid parameter 'Findings'. Size '${findings.length}' is greater than maximum value: ${MAX_FINDINGS}.`)
  return findings
}

/** Characters. One longer string refuses the whole request; the text is quoted in mitre/heimdall2#3357. */
const FIELD_LENGTH = 32_768

function checkFields(value: unknown): void {
  if (typeof value === 'string' && value.length >= FIELD_LENGTH) {
    throw invalidInput(`The maximum size of an individual field should be less than ${FIELD_LENGTH}`)
  }
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(checkFields)
}

/** An ARN of a product: API reference, AwsSecurityFinding, ProductArn. */
const PRODUCT_ARN = /^arn:[a-z-]+:securityhub:[a-z0-9-]+:(?:\d{12})?:product\/[^/]+\/[^/]+$/

/** A malformed one refuses the whole request and is named: aquasecurity/trivy#6010. The wording is inferred. */
function checkProductArns(findings: readonly unknown[]): void {
  const malformed = findings
    .map((finding) => stringMember(finding, 'ProductArn'))
    .find((arn) => arn !== undefined && !PRODUCT_ARN.test(arn))
  if (malformed !== undefined) throw invalidInput(`Invalid parameter 'ProductArn'. '${malformed}' is not a valid product ARN.`)
}

/** Source: user guide, finding-update-batchimportfindings: ErrorCode InvalidAccess; other operations answer 401. */
function answerNotEnabled(hub: HubState, findings: readonly unknown[]): unknown {
  const error = notSubscribed(hub.settings.accountId)
  if (hub.settings.notEnabledForm === 'exception') throw error
  return answer(
    findings,
    findings.map((finding) => failure(finding, 'InvalidAccess', error.message)),
  )
}

function answer(findings: readonly unknown[], failed: readonly FailedFinding[]): unknown {
  return { FailedCount: failed.length, SuccessCount: findings.length - failed.length, FailedFindings: failed }
}

function failure(finding: unknown, code: string, message: string): FailedFinding {
  return { Id: stringMember(finding, 'Id') ?? '', ErrorCode: code, ErrorMessage: message }
}

function importOne(hub: HubState, finding: unknown): FailedFinding | undefined {
  const fault = hub.faults.forFinding(finding)
  if (fault !== undefined) return failure(finding, fault.code ?? 'InternalFailure', fault.message ?? 'Internal service failure')
  // BatchUpdateFindings' words for it: those of BatchImportFindings were never seen in public.
  if (sizeOf(finding) > MAX_FINDING_BYTES) return failure(finding, 'FindingSizeExceeded', 'Finding size exceeded 240 KB')
  const check = checkFormat(finding, hub.settings.strict)
  if (!check.adheres) return failure(finding, 'InvalidInput', check.message)
  const reserved = hub.settings.strict ? reservedKey(check.finding) : undefined
  if (reserved !== undefined) return failure(finding, 'InvalidInput', reserved)
  noteFinding(hub, check.finding)
  upsert(hub, check.finding)
  return undefined
}

function upsert(hub: HubState, incoming: StoredFinding): void {
  const key: FindingKey = { ProductArn: incoming.ProductArn ?? '', Id: incoming.Id ?? '' }
  const entry = hub.store.get(key)
  const visibleAt = hub.clock.now() + hub.visibilityDelayMs
  if (entry === undefined) {
    hub.store.put(key, { finding: createdFinding(hub, incoming), visibleAt })
    return
  }
  noteUpdate(hub, entry, incoming)
  if (!isNewer(incoming, entry.newest.finding)) return
  hub.store.put(key, { finding: updatedFinding(hub, entry, incoming), visibleAt })
}

/** Source: user guide, finding-update-batchimportfindings: an UpdatedAt that is not later makes the service ignore the finding. */
function isNewer(incoming: StoredFinding, stored: StoredFinding): boolean {
  return (instantOf(incoming.UpdatedAt ?? '') ?? 0n) > (instantOf(stored.UpdatedAt ?? '') ?? 0n)
}

function sizeOf(finding: unknown): number {
  return Buffer.byteLength(JSON.stringify(finding) ?? '')
}

/** Source: ASFF, ProductFields: the prefix `aws/` is reserved. The text is inferred. */
function reservedKey(finding: StoredFinding): string | undefined {
  const key = Object.keys(finding.ProductFields ?? {}).find((name) => name.startsWith('aws/'))
  return key === undefined
    ? undefined
    : `Finding does not adhere to Amazon Finding Format. data.ProductFields['${key}'] uses the reserved prefix "aws/".`
}
