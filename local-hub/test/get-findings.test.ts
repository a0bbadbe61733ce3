/** GetFindings: what is found, in which order, page by page. */
import {
  type AwsSecurityFindingFilters,
  GetFindingsCommand,
  type GetFindingsCommandInput,
  paginateGetFindings,
} from '@aws-sdk/client-securityhub'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type LocalSecurityHub, startLocalSecurityHub } from '../index.js'
import { aFinding, securityHubClient, sendRaw } from './clients.js'

let hub: LocalSecurityHub
beforeAll(async () => {
  hub = await startLocalSecurityHub({ quotas: false, clock: () => Date.parse('2024-06-10T00:00:00Z') })
  hub.seed([
    aFinding(hub, {
      Id: 'shop/main/1',
      GeneratorId: 'rule-7',
      UpdatedAt: '2024-06-01T00:00:00Z',
      Confidence: 10,
      ProductFields: { tool: 'a', run: '1' },
    }),
    aFinding(hub, {
      Id: 'shop/main/2',
      GeneratorId: 'rule-70',
      UpdatedAt: '2024-06-05T00:00:00Z',
      Confidence: 90,
      RecordState: 'ARCHIVED',
      ProductFields: { tool: 'b' },
    }),
    aFinding(hub, {
      Id: 'shop/other/1',
      GeneratorId: 'rule-8',
      UpdatedAt: '2024-06-09T00:00:00Z',
      Types: ['Effects'],
      FindingProviderFields: { Severity: { Label: 'LOW' } },
    }),
    aFinding(hub, {
      Id: 'store/1',
      UpdatedAt: '2024-06-02T00:00:00Z',
      AwsAccountId: '210987654321',
      Region: 'eu-west-1',
      Resources: [
        { Type: 'A', Id: 'x' },
        { Type: 'B', Id: 'y' },
      ],
    }),
  ])
})
afterAll(() => hub.close())

const get = (input: GetFindingsCommandInput) => securityHubClient(hub).send(new GetFindingsCommand(input))
const idsOf = async (filters: AwsSecurityFindingFilters) => (await get({ Filters: filters })).Findings?.map(({ Id }) => Id)
const ALL = ['shop/main/1', 'shop/main/2', 'shop/other/1', 'store/1']

describe('filters', () => {
  test.each<[string, AwsSecurityFindingFilters, string[]]>([
    ['none', {}, ALL],
    ['a prefix', { Id: [{ Value: 'shop/main/', Comparison: 'PREFIX' }] }, ['shop/main/1', 'shop/main/2']],
    ['case matters', { Id: [{ Value: 'SHOP/', Comparison: 'PREFIX' }] }, []],
    ['a prefix also finds longer names', { GeneratorId: [{ Value: 'rule-7', Comparison: 'PREFIX' }] }, ['shop/main/1', 'shop/main/2']],
    [
      'positive values of one attribute: any',
      {
        Id: [
          { Value: 'store/1', Comparison: 'EQUALS' },
          { Value: 'shop/o', Comparison: 'PREFIX' },
        ],
      },
      ['shop/other/1', 'store/1'],
    ],
    [
      'negative values of one attribute: all',
      {
        Id: [
          { Value: 'store/1', Comparison: 'NOT_EQUALS' },
          { Value: 'shop/main', Comparison: 'PREFIX_NOT_EQUALS' },
        ],
      },
      ['shop/other/1'],
    ],
    [
      'first the prefix, then what is excluded',
      {
        Id: [
          { Value: 'shop/', Comparison: 'PREFIX' },
          { Value: 'shop/main/1', Comparison: 'NOT_EQUALS' },
        ],
      },
      ['shop/main/2', 'shop/other/1'],
    ],
    [
      'different attributes: all',
      { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }], Region: [{ Value: 'us-east-1', Comparison: 'EQUALS' }] },
      ['shop/main/1', 'shop/other/1'],
    ],
    ['an item of a list', { ResourceId: [{ Value: 'y', Comparison: 'EQUALS' }] }, ['store/1']],
    ['no item of a list', { ResourceId: [{ Value: 'y', Comparison: 'NOT_EQUALS' }] }, ['shop/main/1', 'shop/main/2', 'shop/other/1']],
    [
      'the singular name of a plural',
      { Type: [{ Value: 'Effects', Comparison: 'EQUALS' }], SeverityLabel: [{ Value: 'LOW', Comparison: 'EQUALS' }] },
      ['shop/other/1'],
    ],
    [
      'a key of a map',
      {
        ProductFields: [
          { Key: 'tool', Value: 'a', Comparison: 'EQUALS' },
          { Key: 'tool', Value: 'b', Comparison: 'EQUALS' },
        ],
      },
      ['shop/main/1', 'shop/main/2'],
    ],
    [
      'two keys of a map',
      {
        ProductFields: [
          { Key: 'tool', Value: 'a', Comparison: 'EQUALS' },
          { Key: 'run', Value: '2', Comparison: 'EQUALS' },
        ],
      },
      [],
    ],
    ['a number', { Confidence: [{ Gte: 10, Lt: 90 }] }, ['shop/main/1']],
    [
      'from one moment to another',
      { UpdatedAt: [{ Start: '2024-06-01T02:00:00+02:00', End: '2024-06-02T00:00:00Z' }] },
      ['shop/main/1', 'store/1'],
    ],
    ['within days', { UpdatedAt: [{ DateRange: { Value: 5, Unit: 'DAYS' } }] }, ['shop/main/2', 'shop/other/1']],
    ['older than days', { UpdatedAt: [{ DateRange: { Value: 6, Unit: 'DAYS', Comparison: 'OLDER_THAN' } }] }, ['shop/main/1', 'store/1']],
    ['the workflow status', { WorkflowStatus: [{ Value: 'NEW', Comparison: 'EQUALS' }] }, ALL],
  ])('%s', async (_name, filters, expected) => {
    expect(await idsOf(filters)).toEqual(expected)
  })
})

describe('a request that the service does not take', () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => ({ Value: `v${index}`, Comparison: 'EQUALS' as const }))
  const one = values(1)
  const eleven = {
    Id: one,
    Title: one,
    Region: one,
    GeneratorId: one,
    ProductArn: one,
    ProductName: one,
    CompanyName: one,
    AwsAccountId: one,
    RecordState: one,
    ResourceId: one,
    ResourceType: one,
  }

  test.each<[string, GetFindingsCommandInput]>([
    ['EQUALS beside NOT_EQUALS', { Filters: { Id: [...one, { Value: 'b', Comparison: 'NOT_EQUALS' }] } }],
    ['EQUALS beside PREFIX_NOT_EQUALS', { Filters: { Id: [...one, { Value: 'b', Comparison: 'PREFIX_NOT_EQUALS' }] } }],
    [
      'EQUALS beside NOT_EQUALS for a key of a map',
      {
        Filters: {
          ProductFields: [
            { Key: 'a', Value: '1', Comparison: 'EQUALS' },
            { Key: 'a', Value: '2', Comparison: 'NOT_EQUALS' },
          ],
        },
      },
    ],
    ['a comparison of automation rules', { Filters: { Title: [{ Value: 'a', Comparison: 'CONTAINS' }] } }],
    ['eleven attributes', { Filters: eleven }],
    ['21 values', { Filters: { Id: values(21) } }],
    ['a start without an end', { Filters: { UpdatedAt: [{ Start: '2024-06-01T00:00:00Z' }] } }],
    ['a page of none', { MaxResults: 0 }],
    ['a page of 101', { MaxResults: 101 }],
    ['an unknown field to sort by', { SortCriteria: [{ Field: 'Nothing', SortOrder: 'asc' }] }],
    ['a token that was never given', { NextToken: 'x' }],
  ])('%s', async (_name, input) => {
    await expect(get(input)).rejects.toMatchObject({ name: 'InvalidInputException', $metadata: { httpStatusCode: 400 } })
  })

  test('an unknown attribute', async () => {
    const answer = await sendRaw(hub, { method: 'POST', path: '/findings', body: { Filters: { Ident: one } } })
    expect(answer.status).toBe(400)
  })

  test('ten attributes of 20 values are taken', async () => {
    const { ResourceType: _, ...ten } = eleven
    expect(await idsOf({ ...ten, Id: values(20) })).toEqual([])
  })
})

describe('pages', () => {
  test('cover everything once, in the order asked for', async () => {
    const seen: (string | undefined)[][] = []
    const sort = { SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'desc' as const }] }
    for await (const page of paginateGetFindings({ client: securityHubClient(hub), pageSize: 3 }, sort))
      seen.push(page.Findings?.map(({ Id }) => Id) ?? [])
    expect(seen).toEqual([['shop/other/1', 'shop/main/2', 'store/1'], ['shop/main/1']])
  })

  test('belong to their filters', async () => {
    const first = await get({ MaxResults: 1 })
    const filters = { Id: [{ Value: 'shop/', Comparison: 'PREFIX' as const }] }
    await expect(get({ MaxResults: 1, NextToken: first.NextToken, Filters: filters })).rejects.toThrow('Input Query has changed')
    expect(await get({ MaxResults: 1, NextToken: first.NextToken })).toMatchObject({ Findings: [{ Id: 'shop/main/2' }] })
  })

  test('are never larger than the server was told', async () => {
    const small = await startLocalSecurityHub({ pageSize: 2 })
    small.seed(['1', '2', '3'].map((id) => aFinding(small, { Id: id })))
    const page = await securityHubClient(small).send(new GetFindingsCommand({ MaxResults: 100 }))
    expect(page.Findings).toHaveLength(2)
    expect(page.NextToken).toBeDefined()
    await small.close()
  })
})

test('reading can be denied', async () => {
  hub.deny('securityhub:GetFindings')
  await expect(get({})).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::123456789012:user/example is not authorized to perform: securityhub:GetFindings on resource: arn:aws:securityhub:us-east-1:123456789012:hub/default',
  })
  hub.allow('securityhub:GetFindings')
  expect((await get({})).Findings).toHaveLength(4)
})
