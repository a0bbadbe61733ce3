/** BatchImportFindings: who may import, how much, and when nothing is imported at all. */
import { type AwsSecurityFinding, BatchImportFindingsCommand, GetFindingsCommand } from '@aws-sdk/client-securityhub'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalSecurityHub, startLocalSecurityHub } from '../index.js'
import { aFinding, securityHubClient, sendRaw } from './clients.js'

let hub: LocalSecurityHub
beforeEach(async () => {
  hub = await startLocalSecurityHub()
})
afterEach(() => hub.close())

const importAll = (findings: readonly AwsSecurityFinding[], target = hub) =>
  securityHubClient(target).send(new BatchImportFindingsCommand({ Findings: [...findings] }))
const many = (count: number) => Array.from({ length: count }, (_, index) => aFinding(hub, { Id: `example/${index}` }))

describe('the size of a request', () => {
  test('a hundred findings are accepted', async () => {
    expect(await importAll(many(100))).toMatchObject({ SuccessCount: 100, FailedCount: 0 })
    expect(hub.findings()).toHaveLength(100)
  })

  test.each([0, 101])('%d findings are refused', async (count) => {
    await expect(importAll(many(count))).rejects.toMatchObject({ name: 'InvalidInputException', $metadata: { httpStatusCode: 400 } })
    expect(hub.findings()).toEqual([])
  })

  test('more than a hundred are refused with the words of the service', async () => {
    await expect(importAll(many(109))).rejects.toThrow("Invalid parameter 'Findings'. Size '109' is greater than maximum value: 100.")
  })

  test('one field of 32,768 characters refuses the request', async () => {
    const withField = (length: number) => [aFinding(hub, { ProductFields: { text: 'x'.repeat(length) } })]
    await expect(importAll(withField(32_768))).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'The maximum size of an individual field should be less than 32768',
    })
    expect(await importAll(withField(32_767))).toMatchObject({ FailedCount: 1 })
  })

  test('a malformed product ARN refuses the request and is named', async () => {
    const findings = [...many(1), aFinding(hub, { Id: 'bad', ProductArn: 'arn:aws:securityhub:us-east-1' })]
    await expect(importAll(findings)).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: expect.stringContaining('ProductArn'),
    })
    expect(hub.findings()).toEqual([])
  })

  test.each([
    'arn:aws:securityhub:eu-west-1::product/acme/scanner',
    'arn:aws:securityhub:us-east-1:999999999999:product/acme/scanner',
    'arn:aws:securityhub:us-east-1::product/999999999999/default',
    'arn:aws-cn:securityhub:us-east-1::product/acme/scanner',
  ])('a product of another Region, account or partition is refused even when it is enabled: %s', async (productArn) => {
    const other = await startLocalSecurityHub({ enabledProducts: [productArn] })
    try {
      const refused = importAll([aFinding(other, { ProductArn: productArn })], other)
      await expect(refused).rejects.toMatchObject({ name: 'AccessDeniedException' })
    } finally {
      await other.close()
    }
  })

  test('strays come with every answer, whatever was asked for', async () => {
    const stray = { ...aFinding(hub, { Id: 'stray' }), Region: 'eu-west-1' }
    hub.setStrays([stray])
    const filters = { Id: [{ Value: 'other', Comparison: 'EQUALS' as const }] }
    const { Findings } = await securityHubClient(hub).send(new GetFindingsCommand({ Filters: filters }))
    expect(Findings).toMatchObject([{ Id: 'stray', Region: 'eu-west-1' }])
    expect(hub.findings()).toEqual([])
  })

  test('more than 6 MB are refused and not retried', async () => {
    const large = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 'x'.repeat(1000)]))
    const findings = many(100).map((finding) => ({
      ...finding,
      Resources: [1, 2].map((n) => ({ Type: 'Other', Id: `r${n}`, Details: { Other: large } })),
    }))
    const client = securityHubClient(hub, { maxAttempts: 3 })
    await expect(client.send(new BatchImportFindingsCommand({ Findings: findings }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 413, attempts: 1 },
    })
    expect(hub.requests()).toMatchObject([{ status: 413, operation: 'BatchImportFindings' }])
  })

  test('a body that is no JSON object is refused', async () => {
    const answers = await Promise.all([
      sendRaw(hub, { method: 'POST', path: '/findings/import', body: '[]' }),
      sendRaw(hub, { method: 'POST', path: '/findings/import', body: '{"Findings":{}}' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
  })
})

describe('one finding that may not be imported refuses the whole request', () => {
  const product = (region: string, account: string, partition = 'aws') =>
    `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`
  test.each<[string, Partial<AwsSecurityFinding>]>([
    ['another account', { AwsAccountId: '210987654321' }],
    ["another account's product", { AwsAccountId: '210987654321', ProductArn: product('us-east-1', '210987654321') }],
    ['another region', { ProductArn: product('eu-west-1', '123456789012') }],
    ['another partition', { ProductArn: product('us-east-1', '123456789012', 'aws-us-gov') }],
    ["a partner's product", { ProductArn: 'arn:aws:securityhub:us-east-1::product/acme/acme' }],
  ])('%s', async (_name, change) => {
    const wrong = aFinding(hub, change)
    await expect(importAll([aFinding(hub, { Id: 'good' }), wrong])).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::123456789012:user/example is not authorized to perform: securityhub:BatchImportFindings on resource: ${wrong.ProductArn}`,
      $metadata: { httpStatusCode: 403, attempts: 1 },
    })
    expect(hub.findings()).toEqual([])
  })

  test('a denied action', async () => {
    hub.deny('securityhub:BatchImportFindings', { explicitly: true })
    await expect(importAll([aFinding(hub)])).rejects.toThrow(/product\/123456789012\/default with an explicit deny$/)
    hub.allow('securityhub:BatchImportFindings')
    expect(await importAll([aFinding(hub)])).toMatchObject({ SuccessCount: 1 })
  })
})

describe('Security Hub is not enabled', () => {
  test('every finding fails with InvalidAccess', async () => {
    hub.setEnabled(false)
    expect(await importAll(many(2))).toMatchObject({
      SuccessCount: 0,
      FailedCount: 2,
      FailedFindings: [
        { Id: 'example/0', ErrorCode: 'InvalidAccess', ErrorMessage: 'Account 123456789012 is not subscribed to AWS Security Hub' },
        { Id: 'example/1', ErrorCode: 'InvalidAccess' },
      ],
    })
  })

  test('or the request fails with InvalidAccessException', async () => {
    const disabled = await startLocalSecurityHub({ enabled: false, notEnabledForm: 'exception' })
    const refusal = {
      name: 'InvalidAccessException',
      message: 'Account 123456789012 is not subscribed to AWS Security Hub',
      $metadata: { httpStatusCode: 401 },
    }
    await expect(importAll([aFinding(disabled)], disabled)).rejects.toMatchObject(refusal)
    await expect(securityHubClient(disabled).send(new GetFindingsCommand({}))).rejects.toMatchObject(refusal)
    await disabled.close()
  })
})

test('other partitions have their own ARNs', async () => {
  const chinese = await startLocalSecurityHub({ region: 'cn-north-1', accountId: '000000000012' })
  expect(chinese.productArn).toBe('arn:aws-cn:securityhub:cn-north-1:000000000012:product/000000000012/default')
  expect(await importAll([aFinding(chinese)], chinese)).toMatchObject({ SuccessCount: 1 })
  await chinese.close()
})

describe('what the service accepts without a word is told', () => {
  const cases: readonly (readonly [string, Partial<AwsSecurityFinding>, string])[] = [
    ['an empty map', { ProductFields: {} }, 'has an empty map at data.ProductFields'],
    ['an empty list', { Vulnerabilities: [] }, 'has an empty list at data.Vulnerabilities'],
    ['an empty string', { UserDefinedFields: { a: '' } }, 'has an empty string at data.UserDefinedFields.a'],
    ['an automatic field', { Region: 'us-east-1' }, 'sets Region, which Security Hub sets itself'],
    ["the customer's workflow", { Workflow: { Status: 'RESOLVED' } }, "sets Workflow, which is the customer's"],
  ]
  test.each(cases)('%s', async (_name, change, violation) => {
    expect(await importAll([aFinding(hub, change)])).toMatchObject({ SuccessCount: 1 })
    expect(hub.violations()).toEqual([`example/1: ${violation}`])
  })

  test('the same finding twice in one request', async () => {
    expect(await importAll([aFinding(hub), aFinding(hub)])).toMatchObject({ SuccessCount: 2 })
    expect(hub.violations()).toContain('example/1: is twice in one request')
  })

  test('a good finding is no violation', async () => {
    await importAll(many(3))
    expect(hub.violations()).toEqual([])
  })
})
