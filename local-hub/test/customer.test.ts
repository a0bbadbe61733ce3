/** What the customer sets up: insights and automation rules, whose filters are as strict as those of GetFindings and not the same. */
import {
  BatchImportFindingsCommand,
  CreateAutomationRuleCommand,
  CreateInsightCommand,
  GetInsightResultsCommand,
} from '@aws-sdk/client-securityhub'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalSecurityHub, startLocalSecurityHub } from '../index.js'
import { aFinding, securityHubClient, sendRaw } from './clients.js'

let hub: LocalSecurityHub
beforeEach(async () => {
  hub = await startLocalSecurityHub({ quotas: false })
})
afterEach(() => hub.close())

type Change = Parameters<typeof aFinding>[1]
const add = (...changes: readonly Change[]) =>
  securityHubClient(hub).send(new BatchImportFindingsCommand({ Findings: changes.map((change) => aFinding(hub, change)) }))

async function answerTo(path: string, body: unknown): Promise<{ readonly status: number; readonly text: string }> {
  const response = await sendRaw(hub, { method: 'POST', path, body })
  return { status: response.status, text: await response.text() }
}

const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' as const }]
const of = (Comparison: string, Value = 'x') => ({ Value, Comparison })
const inMap = (Comparison: string) => [{ Key: 'k', Value: 'x', Comparison }]
const insightOf = (Filters: unknown, more: object = {}) => ({ Name: 'An insight', GroupByAttribute: 'ResourceId', Filters, ...more })
const ruleOf = (Criteria: unknown, more: object = {}) => ({
  RuleName: 'A rule',
  Description: 'What it is for',
  RuleOrder: 1,
  Criteria,
  Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Severity: { Label: 'LOW' } } }],
  ...more,
})

describe('an insight', () => {
  test('counts by value, most first, every value of a finding once', async () => {
    await add(
      {
        Id: 'a',
        Resources: [
          { Type: 'Other', Id: 'one' },
          { Type: 'Other', Id: 'one' },
        ],
      },
      {
        Id: 'b',
        Resources: [
          { Type: 'Other', Id: 'two' },
          { Type: 'Other', Id: 'three' },
        ],
      },
      { Id: 'c', Resources: [{ Type: 'Other', Id: 'two' }] },
      { Id: 'd', RecordState: 'ARCHIVED' },
    )
    const client = securityHubClient(hub)
    const { InsightArn } = await client.send(
      new CreateInsightCommand({ Name: 'Open', Filters: { RecordState: equals('ACTIVE') }, GroupByAttribute: 'ResourceId' }),
    )
    const { InsightResults } = await client.send(new GetInsightResultsCommand({ InsightArn }))
    expect(InsightResults).toMatchObject({ InsightArn, GroupByAttribute: 'ResourceId' })
    expect(InsightResults?.ResultValues?.map(({ GroupByAttributeValue, Count }) => [GroupByAttributeValue, Count])).toEqual([
      ['two', 2],
      ['one', 1],
      ['three', 1],
    ])
    await expect(client.send(new GetInsightResultsCommand({ InsightArn: `${InsightArn}x` }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  test.each<[string, unknown, string]>([
    ['without filters', insightOf(undefined), "required property 'Filters'"],
    ['without a name', insightOf({}, { Name: ' ' }), "required property 'Name'"],
    ['grouped by what is no attribute', insightOf({}, { GroupByAttribute: 'Repository' }), "'Repository' is not supported"],
    ['grouped by a map', insightOf({}, { GroupByAttribute: 'ProductFields' }), "'ProductFields' is not supported"],
    ['of an attribute that is not there', insightOf({ Owners: equals('x') }), 'additional properties (Owners)'],
    ['with CONTAINS', insightOf({ Title: [of('CONTAINS')] }), 'Comparison equal to one of: EQUALS, PREFIX, NOT_EQUALS, PREFIX_NOT_EQUALS'],
    ['with CONTAINS in a map', insightOf({ ProductFields: inMap('CONTAINS') }), 'Comparison equal to one of: EQUALS, NOT_EQUALS'],
    ['with a prefix in a map', insightOf({ ProductFields: inMap('PREFIX') }), 'Comparison equal to one of: EQUALS, NOT_EQUALS'],
    ['with EQUALS beside NOT_EQUALS', insightOf({ Title: [of('EQUALS'), of('NOT_EQUALS')] }), "can't have both"],
    ['with both of one key of a map', insightOf({ ProductFields: [...inMap('EQUALS'), ...inMap('NOT_EQUALS')] }), "can't have both"],
    ['with 21 values', insightOf({ Title: Array.from({ length: 21 }, () => of('EQUALS')) }), 'more than 20 items'],
    ['with a mistyped member', insightOf({ Title: [{ ...of('EQUALS'), Comparision: 'EQUALS' }] }), 'additional properties (Comparision)'],
    ['with a mistyped range', insightOf({ CreatedAt: [{ DateRange: { Value: 7, Units: 'DAYS' } }] }), 'additional properties (Units)'],
    ['with hours', insightOf({ CreatedAt: [{ DateRange: { Value: 7, Unit: 'HOURS' } }] }), 'the Unit DAYS'],
  ])('%s is refused', async (_what, insight, why) => {
    const { status, text } = await answerTo('/insights', insight)
    expect([status, text]).toEqual([400, expect.stringContaining(why)])
  })
})

describe('an automation rule', () => {
  test('changes what is imported after it, in the order of the rules, until one is the last', async () => {
    await add({ Id: 'before', Title: 'A leak' })
    const client = securityHubClient(hub)
    const update = (Label: 'LOW' | 'CRITICAL', team: string) => [
      { Type: 'FINDING_FIELDS_UPDATE' as const, FindingFieldsUpdate: { Severity: { Label }, UserDefinedFields: { team } } },
    ]
    const base = { Description: 'd', Criteria: { Title: [{ Value: 'leak', Comparison: 'CONTAINS' as const }] } }
    await client.send(new CreateAutomationRuleCommand({ ...base, RuleName: 'third', RuleOrder: 30, Actions: update('LOW', 'c') }))
    await client.send(
      new CreateAutomationRuleCommand({ ...base, RuleName: 'second', RuleOrder: 20, IsTerminal: true, Actions: update('CRITICAL', 'b') }),
    )
    await client.send(new CreateAutomationRuleCommand({ ...base, RuleName: 'first', RuleOrder: 10, Actions: update('LOW', 'a') }))
    await client.send(
      new CreateAutomationRuleCommand({
        ...base,
        RuleName: 'off',
        RuleOrder: 5,
        RuleStatus: 'DISABLED',
        IsTerminal: true,
        Actions: update('LOW', 'd'),
      }),
    )
    await add({ Id: 'after', Title: 'A leak' }, { Id: 'other', Title: 'A Leak' })
    const seen = hub.findings().map(({ Id, Severity, UserDefinedFields }) => [Id, Severity?.Label, UserDefinedFields?.['team']])
    expect(seen).toEqual([
      ['before', 'HIGH', undefined],
      ['after', 'CRITICAL', 'b'],
      ['other', 'HIGH', undefined],
    ])
  })

  test.each<[string, object]>([
    [
      'CONTAINS in text and in maps',
      { Title: [of('CONTAINS')], ResourceTags: inMap('CONTAINS'), ResourceDetailsOther: inMap('NOT_CONTAINS') },
    ],
    ['a prefix beside what is not meant', { Id: [of('PREFIX'), of('PREFIX_NOT_EQUALS', 'xy')] }],
  ])('has %s', async (_what, criteria) => {
    expect((await answerTo('/automationrules/create', ruleOf(criteria))).status).toBe(200)
  })

  test.each<[string, unknown, string]>([
    ['of ProductFields', ruleOf({ ProductFields: inMap('EQUALS') }), 'additional properties (ProductFields)'],
    ['of fixes', ruleOf({ VulnerabilitiesFixAvailable: equals('YES') }), 'additional properties (VulnerabilitiesFixAvailable)'],
    ['with CONTAINS beside EQUALS', ruleOf({ Title: [of('CONTAINS'), of('EQUALS')] }), 'CONTAINS filters only with other CONTAINS'],
    ['with CONTAINS beside NOT_CONTAINS', ruleOf({ Title: [of('CONTAINS'), of('NOT_CONTAINS')] }), 'only with other'],
    ['with a prefix in a map', ruleOf({ ResourceTags: inMap('PREFIX') }), 'EQUALS, CONTAINS, NOT_EQUALS, NOT_CONTAINS'],
    ['without criteria', ruleOf(undefined), "required property 'Criteria'"],
    ['of order 0', ruleOf({}, { RuleOrder: 0 }), 'RuleOrder'],
    ['of order 1001', ruleOf({}, { RuleOrder: 1001 }), 'RuleOrder'],
    ['without a description', ruleOf({}, { Description: '' }), 'Description'],
    ['without an action', ruleOf({}, { Actions: [] }), 'Actions should have 1 item'],
    [
      'that changes what is the provider’s',
      ruleOf({}, { Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Title: 'x' } }] }),
      'additional properties',
    ],
    ['with a mistyped member', ruleOf({}, { IsLast: true }), 'additional properties (IsLast)'],
    ['of a status that is not there', ruleOf({}, { RuleStatus: 'ON' }), 'RuleStatus'],
  ])('%s is refused', async (_what, rule, why) => {
    const { status, text } = await answerTo('/automationrules/create', rule)
    expect([status, text]).toEqual([400, expect.stringContaining(why)])
  })
})

test.each(['securityhub:CreateInsight', 'securityhub:CreateAutomationRule'])('%s can be denied', async (action) => {
  hub.deny(action)
  const path = action.endsWith('Insight') ? '/insights' : '/automationrules/create'
  expect((await answerTo(path, action.endsWith('Insight') ? insightOf({}) : ruleOf({}))).status).toBe(403)
})
