/** What the service accepts without a word and no good client does. */

import { AUTOMATIC_FIELDS, CUSTOMER_FIELDS } from '../findings/merge.js'
import { type Entry, type StoredFinding, visibleVersion } from '../findings/store.js'
import { isObject, member, stringMember } from '../server/json.js'
import type { HubState } from '../state.js'
import { instantOf } from './instant.js'
import { unknownMembers } from './validate.js'

/** Two findings of one request with the same key: only one of them survives. */
export function noteBatch(hub: HubState, findings: readonly unknown[]): void {
  const seen = new Set<string>()
  for (const finding of findings) {
    const key = JSON.stringify([member(finding, 'ProductArn'), member(finding, 'Id')])
    if (seen.has(key)) note(hub, finding, 'is twice in one request')
    seen.add(key)
  }
}

/** What can be seen from one finding alone. */
export function noteFinding(hub: HubState, finding: unknown): void {
  for (const text of unknownMembers(finding)) note(hub, finding, text)
  for (const place of emptyPlaces(finding, 'data')) note(hub, finding, `has an empty ${place}`)
  for (const name of AUTOMATIC_FIELDS) {
    if (member(finding, name) !== undefined) note(hub, finding, `sets ${name}, which Security Hub sets itself`)
  }
  if (member(finding, 'Workflow') !== undefined) note(hub, finding, "sets Workflow, which is the customer's")
  for (const key of Object.keys(objectOf(member(finding, 'ProductFields')))) {
    if (key.startsWith('aws/')) note(hub, finding, `has the reserved product field ${JSON.stringify(key)}`)
  }
}

/** What can be seen from a finding and the one it updates. */
export function noteUpdate(hub: HubState, entry: Entry, incoming: StoredFinding): void {
  const stored = entry.newest.finding
  const [before, after] = [instantOf(stored.UpdatedAt ?? '') ?? 0n, instantOf(incoming.UpdatedAt ?? '') ?? 0n]
  if (after === before) note(hub, incoming, 'was sent again with an unchanged UpdatedAt and is ignored')
  if (after < before) note(hub, incoming, 'was sent again with an older UpdatedAt and is ignored')
  if (couldBeKnown(hub, entry) && instantOf(incoming.CreatedAt ?? '') !== instantOf(stored.CreatedAt ?? '')) {
    note(hub, incoming, 'changes CreatedAt, which stays as it was')
  }
  for (const name of CUSTOMER_FIELDS) {
    if (name !== 'Workflow' && incoming[name] !== undefined) note(hub, incoming, `sends ${name} again, which is the customer's and ignored`)
  }
}

function note(hub: HubState, finding: unknown, what: string): void {
  hub.violations.push(`${stringMember(finding, 'Id') ?? 'a finding without Id'}: ${what}`)
}

/** A client that cannot read the stored finding cannot repeat what it says. */
function couldBeKnown(hub: HubState, entry: Entry): boolean {
  return !hub.denied.has('securityhub:GetFindings') && visibleVersion(entry, hub.clock.now(), hub.staleReads) !== undefined
}

function emptyPlaces(value: unknown, place: string): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [`string at ${place}`] : []
  if (Array.isArray(value)) {
    return value.length === 0 ? [`list at ${place}`] : value.flatMap((item, index) => emptyPlaces(item, `${place}[${index}]`))
  }
  if (!isObject(value)) return []
  const members = Object.entries(value)
  return members.length === 0 ? [`map at ${place}`] : members.flatMap(([name, item]) => emptyPlaces(item, `${place}.${name}`))
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}
