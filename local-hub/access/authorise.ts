/** May the caller do that? IAM as far as Security Hub's operations need it. */

import { stringMember } from '../server/json.js'
import { accessDenied, notSubscribed } from '../server/service-error.js'
import { defaultProductArn, type HubState, hubArn } from '../state.js'
import type { Caller } from './credentials.js'

/** Throws the service's AccessDeniedException when the action was denied. */
function authorise(hub: HubState, caller: Caller, action: string, resource: string): void {
  const explicitly = hub.denied.get(action)
  if (explicitly !== undefined) throw accessDenied(caller, action, resource, explicitly)
  if (caller.accountId !== hub.settings.accountId) throw accessDenied(caller, action, resource)
}

/** For the operations on the hub itself. Throws when the action is denied or Security Hub is not enabled. */
export function authoriseOnHub(hub: HubState, caller: Caller, action: string): void {
  authorise(hub, caller, action, hubArn(hub))
  if (!hub.enabled) throw notSubscribed(hub.settings.accountId)
}

const IMPORT = 'securityhub:BatchImportFindings'

/**
 * One finding that may not be imported refuses the whole request, and the message does not tell why: permission missing, another account,
 * another Region, another partition, a product that is not enabled.
 * Source: user guide, securityhub-custom-providers (the default product); the API reference, BatchImportFindings (the account).
 */
export function authoriseImport(hub: HubState, caller: Caller, findings: readonly unknown[]): void {
  for (const finding of findings) {
    // A finding without an ARN or account is refused by the format, not by IAM.
    const productArn = stringMember(finding, 'ProductArn') ?? defaultProductArn(hub)
    const accountId = stringMember(finding, 'AwsAccountId') ?? hub.settings.accountId
    authorise(hub, caller, IMPORT, productArn)
    if (!mayImport(hub, productArn, accountId)) throw accessDenied(caller, IMPORT, productArn)
  }
}

/** A partner's product lies in the Region that is called, and belongs to no customer's account but the caller's. */
function isHere({ settings }: HubState, productArn: string): boolean {
  const [, partition, , region, account = '', resource = ''] = productArn.split(':')
  const company = resource.split('/')[1] ?? ''
  const owners = [account, company].filter((owner) => /^\d{12}$/.test(owner))
  return partition === settings.partition && region === settings.region && owners.every((owner) => owner === settings.accountId)
}

function mayImport(hub: HubState, productArn: string, accountId: string): boolean {
  if (accountId !== hub.settings.accountId) return false
  if (productArn === defaultProductArn(hub)) return true
  return isHere(hub, productArn) && hub.settings.enabledProducts.includes(productArn)
}
