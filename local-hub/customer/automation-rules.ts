/** CreateAutomationRule, and what rules do to findings as they are imported. Source: user guide, "Automation rules", and the API reference. */
import { randomUUID } from 'node:crypto'
import { authoriseOnHub } from '../access/authorise.js'
import type { Caller } from '../access/credentials.js'
import { matcherOf } from '../findings/filters.js'
import { applyUpdate, changeOf } from '../findings/update-findings.js'
import { isObject, member, stringMember } from '../server/json.js'
import { invalidInput, limitExceeded } from '../server/service-error.js'
import type { AutomationRule, FindingChange, HubState } from '../state.js'

/** Source: user guide, "Quotas": automation rules in an account and Region. */
const MOST_RULES = 100
/** Source: API reference, CreateAutomationRule, RuleOrder: "Minimum value of 1. Maximum value of 1000." */
const MOST_ORDER = 1000
const MEMBERS = ['RuleName', 'Description', 'RuleOrder', 'RuleStatus', 'IsTerminal', 'Criteria', 'Actions', 'Tags']
/** Source: CloudFormation, AWS::SecurityHub::AutomationRule. */
const TEXT_LENGTHS = { RuleName: 256, Description: 1024 } as const

export function createAutomationRule(hub: HubState, caller: Caller, body: unknown): unknown {
  authoriseOnHub(hub, caller, 'securityhub:CreateAutomationRule')
  const rule = ruleIn(body)
  matcherOf(rule.criteria, hub.clock.now(), 'rule')
  if (hub.rules.size >= MOST_RULES) throw limitExceeded(`The limit of ${MOST_RULES} automation rules has been reached`)
  const { partition, region, accountId } = hub.settings
  const arn = `arn:${partition}:securityhub:${region}:${accountId}:automation-rule/${randomUUID()}`
  hub.rules.set(arn, rule)
  return { RuleArn: arn }
}

/** Rules hold for findings that are made or updated after them. @param body of the import */
export function applyRules(hub: HubState, body: unknown): void {
  const rules = [...hub.rules.values()].filter(({ isEnabled }) => isEnabled).sort((a, b) => a.order - b.order)
  const findings = member(body, 'Findings')
  if (rules.length === 0 || !Array.isArray(findings)) return
  for (const finding of findings)
    applyTo(hub, rules, { Id: stringMember(finding, 'Id') ?? '', ProductArn: stringMember(finding, 'ProductArn') ?? '' })
}

function applyTo(hub: HubState, rules: readonly AutomationRule[], key: { readonly Id: string; readonly ProductArn: string }): void {
  for (const { criteria, change, isTerminal } of rules) {
    const finding = hub.store.get(key)?.newest.finding
    if (finding === undefined || !matcherOf(criteria, hub.clock.now(), 'rule')(finding)) continue
    applyUpdate(hub, [key], change)
    if (isTerminal) return
  }
}

function ruleIn(body: unknown): AutomationRule {
  const unknown = isObject(body) ? Object.keys(body).find((name) => !MEMBERS.includes(name)) : undefined
  if (unknown !== undefined) throw refused(`data should NOT have additional properties (${unknown})`)
  for (const [name, most] of Object.entries(TEXT_LENGTHS)) checkText(body, name, most)
  const order = member(body, 'RuleOrder')
  if (typeof order !== 'number' || !Number.isInteger(order) || order < 1 || order > MOST_ORDER)
    throw refused(`data.RuleOrder should be 1 to ${MOST_ORDER}`)
  const status = member(body, 'RuleStatus') ?? 'ENABLED'
  if (status !== 'ENABLED' && status !== 'DISABLED') throw refused('data.RuleStatus should be equal to one of the allowed values')
  const criteria = member(body, 'Criteria')
  if (!isObject(criteria)) throw refused("data should have required property 'Criteria'")
  return { criteria, change: changeIn(body), order, isTerminal: member(body, 'IsTerminal') === true, isEnabled: status === 'ENABLED' }
}

function checkText(body: unknown, name: string, most: number): void {
  const text = stringMember(body, name) ?? ''
  if (text.trim() === '' || text.length > most) throw refused(`data.${name} should be 1 to ${most} characters`)
}

/** Source: CloudFormation, AWS::SecurityHub::AutomationRule, Actions: one. */
function changeIn(body: unknown): FindingChange {
  const actions = member(body, 'Actions')
  const [action] = Array.isArray(actions) ? (actions as readonly unknown[]) : []
  if (!Array.isArray(actions) || actions.length !== 1) throw refused('data.Actions should have 1 item')
  if (member(action, 'Type') !== 'FINDING_FIELDS_UPDATE') throw refused('data.Actions[0].Type should be FINDING_FIELDS_UPDATE')
  return changeOf(member(action, 'FindingFieldsUpdate'))
}

function refused(message: string) {
  return invalidInput(`Invalid parameter. ${message}`)
}
