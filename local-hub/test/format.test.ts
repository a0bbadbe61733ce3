/** What the service says of findings that do not adhere to the format. The texts are quoted from real answers, or predicted with ajv 6. */
import { type AwsSecurityFinding, BatchImportFindingsCommand } from '@aws-sdk/client-securityhub'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type LocalSecurityHub, startLocalSecurityHub } from '../index.js'
import { aFinding, securityHubClient, sendRaw } from './clients.js'

const TIMESTAMP_PATTERN =
  '^(\\d\\d\\d\\d)-[0-1](\\d)-[0-3](\\d)[Tt](?:[0-2](\\d):[0-5](\\d):[0-5](\\d)|23:59:60)(?:\\.(\\d){1,9})?(?:[Zz]|[+-](\\d\\d)(?::?(\\d\\d))?)$'

const TAG_PATTERN = `data.Resources[0].Tags['team'] should match pattern "^(?! +$)[A-Za-z0-9 _.:/=+@-]*$".`

let hub: LocalSecurityHub
beforeAll(async () => {
  hub = await startLocalSecurityHub({ quotas: false })
})
afterAll(() => hub.close())

async function refusalOf(change: Partial<AwsSecurityFinding>): Promise<string> {
  const answer = await securityHubClient(hub).send(new BatchImportFindingsCommand({ Findings: [aFinding(hub, change)] }))
  expect(answer).toMatchObject({ SuccessCount: 0, FailedCount: 1, FailedFindings: [{ ErrorCode: 'InvalidInput' }] })
  return answer.FailedFindings?.[0]?.ErrorMessage ?? ''
}

const standards = (count: number) => Array.from({ length: count }, (_, index) => ({ StandardsId: `standard-${index}` }))
const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`field-${index}`, 'value']))
const tagged = (Tags: Record<string, string>) => ({ Resources: [{ Type: 'CodeRepository', Id: 'https://github.com/acme/shop', Tags }] })
const remediation = (text: string) => ({ Remediation: { Recommendation: { Text: text } } })

describe('a finding is refused with the words of the service', () => {
  const cases: readonly (readonly [string, Partial<AwsSecurityFinding>, string])[] = [
    ['a long remediation', remediation('x'.repeat(513)), 'data.Remediation.Recommendation.Text should NOT be longer than 512 characters.'],
    ['an empty remediation', remediation(''), 'data.Remediation.Recommendation.Text should NOT be shorter than 1 characters.'],
    ['an empty type', { Types: [''] }, 'data.Types[0] should match pattern "^([^/]+)(/[^/]+){0,2}$".'],
    ['a type of four parts', { Types: ['a/b/c/d'] }, 'data.Types[0] should match pattern "^([^/]+)(/[^/]+){0,2}$".'],
    ['a long description', { Description: 'x'.repeat(1025) }, 'data.Description should NOT be longer than 1024 characters.'],
    [
      'too many standards',
      { Compliance: { AssociatedStandards: standards(21) } },
      'data.Compliance.AssociatedStandards should NOT have more than 20 items.',
    ],
    ['no description', { Description: undefined }, "data should have required property 'Description'."],
    ['no resources', { Resources: [] }, 'data.Resources should NOT have fewer than 1 items.'],
    ['an empty resource type', { Resources: [{ Type: '', Id: 'r' }] }, 'data.Resources[0].Type should NOT be shorter than 1 characters.'],
    ['an empty resource id', { Resources: [{ Type: 'Other', Id: '' }] }, 'data.Resources[0].Id should NOT be shorter than 1 characters.'],
    ['a long title', { Title: 'x'.repeat(257) }, 'data.Title should NOT be longer than 256 characters.'],
    ['too many product fields', { ProductFields: fields(51) }, 'data.ProductFields should NOT have more than 50 properties.'],
    [
      'a long vulnerability id',
      { Vulnerabilities: [{ Id: 'x'.repeat(33) }] },
      'data.Vulnerabilities[0].Id should NOT be longer than 32 characters.',
    ],
    [
      'a date without time',
      { UpdatedAt: '2024-01-31' },
      `data.UpdatedAt should match pattern "${TIMESTAMP_PATTERN}", data.UpdatedAt should match format "date-time".`,
    ],
    [
      'two things that are wrong',
      { Title: 'x'.repeat(257), Description: '' },
      'data.Title should NOT be longer than 256 characters, data.Description should NOT be shorter than 1 characters.',
    ],
    ['a blank title', { Title: ' ' }, 'data.Title should match pattern "^$|\\S".'],
    ['a link with a blank', { SourceUrl: 'https://example.com/a b' }, 'data.SourceUrl should match format "uri".'],
    ['a link with a bracket', { SourceUrl: 'https://example.com/a[0]' }, 'data.SourceUrl should match format "uri".'],
    ['a link with half an encoding', { SourceUrl: 'https://example.com/100%' }, 'data.SourceUrl should match format "uri".'],
    [
      'a line beyond 32 bits',
      { Vulnerabilities: [{ Id: 'x', CodeVulnerabilities: [{ FilePath: { FilePath: 'a', StartLine: 2 ** 31 } }] }] },
      'data.Vulnerabilities[0].CodeVulnerabilities[0].FilePath.StartLine should be <= 2147483647.',
    ],
    ['too many tags', tagged(fields(51)), 'data.Resources[0].Tags should NOT have more than 50 properties.'],
    ['a long tag', tagged({ team: 'x'.repeat(257) }), "data.Resources[0].Tags['team'] should NOT be longer than 256 characters."],
    ['an empty tag', tagged({ team: '' }), "data.Resources[0].Tags['team'] should NOT be shorter than 1 characters."],
    ['a tag with a character that tags do not have', tagged({ team: 'R&D' }), TAG_PATTERN],
    ['a blank tag', tagged({ team: '  ' }), TAG_PATTERN],
    ...['aws:team', 'AWS:team', '  ', 'te,am', 't\tm', 'x'.repeat(129)].map((key): [string, Partial<AwsSecurityFinding>, string] => [
      `the key ${key.slice(0, 9)} of a tag`,
      tagged({ [key]: 'payments' }),
      'data.Resources[0].Tags should NOT have additional properties.',
    ]),
    ['a month that does not exist', { UpdatedAt: '2024-19-01T00:00:00Z' }, 'data.UpdatedAt should match format "date-time".'],
    ['a day that does not exist', { CreatedAt: '2023-02-29T00:00:00Z' }, 'data.CreatedAt should match format "date-time".'],
  ]
  test.each(cases)('%s', async (_name, change, text) => {
    expect(await refusalOf(change)).toBe(`Finding does not adhere to Amazon Finding Format. ${text}`)
  })

  test('neither a severity of its own nor one in the finding provider fields', async () => {
    const text = await refusalOf({ FindingProviderFields: undefined })
    expect(text).toContain("data should have required property 'FindingProviderFields', data should match some schema in anyOf.")
  })

  test('details of the wrong type', async () => {
    const finding = { ...aFinding(hub), Resources: [{ Type: 'Container', Id: 'r', Details: { Container: { Name: 5 } } }] }
    const answer = await sendRaw(hub, { method: 'POST', path: '/findings/import', body: { Findings: [finding] } })
    expect(await answer.json()).toMatchObject({
      FailedFindings: [{ ErrorMessage: expect.stringContaining('data.Resources[0].Details.Container.Name should be string.') }],
    })
  })
})

test('lengths count characters, not UTF-16 units', async () => {
  const answer = await securityHubClient(hub).send(
    new BatchImportFindingsCommand({ Findings: [aFinding(hub, { Title: '🔑'.repeat(256) })] }),
  )
  expect(answer).toMatchObject({ SuccessCount: 1, FailedCount: 0 })
})

test('a bad finding does not keep the others out', async () => {
  const findings = [aFinding(hub, { Id: 'good/1' }), aFinding(hub, { Id: 'bad', Title: '' }), aFinding(hub, { Id: 'good/2' })]
  const answer = await securityHubClient(hub).send(new BatchImportFindingsCommand({ Findings: findings }))
  expect(answer).toMatchObject({ SuccessCount: 2, FailedCount: 1, FailedFindings: [{ Id: 'bad' }] })
  expect(hub.finding('good/2')).toBeDefined()
  expect(hub.finding('bad')).toBeUndefined()
})

test('a finding over 240 KB is refused alone', async () => {
  const large = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, 'x'.repeat(1000)]))
  const resources = Array.from({ length: 7 }, (_, index) => ({ Type: 'Other', Id: `r${index}`, Details: { Other: large } }))
  const findings = [aFinding(hub, { Id: 'large', Resources: resources }), aFinding(hub, { Id: 'small' })]
  const answer = await securityHubClient(hub).send(new BatchImportFindingsCommand({ Findings: findings }))
  expect(answer).toMatchObject({ SuccessCount: 1, FailedFindings: [{ Id: 'large', ErrorCode: 'FindingSizeExceeded' }] })
})

describe('what the documentation forbids and the service may let pass', () => {
  const post = (target: LocalSecurityHub, change: Record<string, unknown>) =>
    sendRaw(target, { method: 'POST', path: '/findings/import', body: { Findings: [{ ...aFinding(target), ...change }] } })

  test('is refused', async () => {
    const unknown = await post(hub, { Titel: 'T' })
    expect(await unknown.json()).toMatchObject({
      FailedFindings: [{ ErrorMessage: expect.stringContaining('data should NOT have additional properties.') }],
    })
    const reserved = await post(hub, { ProductFields: { 'aws/securityhub/x': 'y' } })
    expect(await reserved.json()).toMatchObject({ FailedFindings: [{ ErrorMessage: expect.stringContaining('reserved prefix "aws/"') }] })
  })

  test('is accepted and told as a violation when not strict', async () => {
    const lenient = await startLocalSecurityHub({ strict: false })
    const answer = await post(lenient, { Titel: 'T', ProductFields: { 'aws/securityhub/x': 'y' } })
    expect(await answer.json()).toMatchObject({ SuccessCount: 1, FailedFindings: [] })
    expect(lenient.violations()).toEqual([
      'example/1: data should NOT have additional properties',
      'example/1: has the reserved product field "aws/securityhub/x"',
    ])
    await lenient.close()
  })
})
