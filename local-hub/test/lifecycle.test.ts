/** What becomes of a finding that is imported, imported again, changed by an analyst, and left alone. */
import { type AwsSecurityFinding, BatchImportFindingsCommand, GetFindingsCommand } from '@aws-sdk/client-securityhub'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalSecurityHub, startLocalSecurityHub } from '../index.js'
import { aFinding, securityHubClient } from './clients.js'

let hub: LocalSecurityHub
beforeEach(async () => {
  hub = await startLocalSecurityHub({ quotas: false })
})
afterEach(() => hub.close())

const CREATED = '2024-05-01T10:00:00.000Z'
const LATER = '2024-05-02T10:00:00.000Z'
const DAY = 86_400_000

const send = (change: Partial<AwsSecurityFinding> = {}) =>
  securityHubClient(hub).send(
    new BatchImportFindingsCommand({ Findings: [aFinding(hub, { CreatedAt: CREATED, UpdatedAt: CREATED, ...change })] }),
  )
const resend = (change: Partial<AwsSecurityFinding> = {}) => send({ UpdatedAt: LATER, ...change })
const read = async () => (await securityHubClient(hub).send(new GetFindingsCommand({}))).Findings ?? []
const stored = () => hub.finding('example/1')

describe('a new finding', () => {
  test('gets the fields that Security Hub sets', async () => {
    hub.setClock(Date.parse('2024-05-01T12:00:00.000Z'))
    await send({ ProductFields: { mine: '1' } })
    expect(stored()).toMatchObject({
      Region: 'us-east-1',
      ProductName: 'Default',
      CompanyName: 'Personal',
      Workflow: { Status: 'NEW' },
      WorkflowState: 'NEW',
      RecordState: 'ACTIVE',
      ProductFields: {
        mine: '1',
        'aws/securityhub/FindingId': `${hub.productArn}/example/1`,
        'aws/securityhub/ProductName': 'Default',
        'aws/securityhub/CompanyName': 'Personal',
      },
    })
    expect(stored()?.ProcessedAt).toMatch(/^2024-05-01T12:00:0/)
  })

  test("keeps the integration's names, and an analyst's first note", async () => {
    await send({
      ProductName: 'Scanner',
      CompanyName: 'Acme',
      Note: { Text: 'n', UpdatedBy: 'a', UpdatedAt: CREATED },
      VerificationState: 'TRUE_POSITIVE',
    })
    expect(stored()).toMatchObject({ ProductName: 'Scanner', CompanyName: 'Acme', Note: { Text: 'n' }, VerificationState: 'TRUE_POSITIVE' })
    expect(stored()?.ProductFields).toMatchObject({ 'aws/securityhub/ProductName': 'Scanner' })
  })
})

describe("the provider's fields and the top level", () => {
  const provider = (label: 'LOW' | 'HIGH') => ({ FindingProviderFields: { Severity: { Label: label }, Types: ['Effects'] } })
  const top = (label: 'MEDIUM' | 'CRITICAL') => ({ Severity: { Label: label }, Types: ['TTPs'] })
  const labels = () => [stored()?.FindingProviderFields?.Severity?.Label, stored()?.Severity?.Label]

  test.each<[string, Partial<AwsSecurityFinding>, string[]]>([
    ["only the provider's", provider('LOW'), ['LOW', 'LOW']],
    ['only the top level', { FindingProviderFields: undefined, ...top('MEDIUM') }, ['MEDIUM', 'MEDIUM']],
    ["both: the provider's win", { ...provider('LOW'), ...top('MEDIUM') }, ['LOW', 'LOW']],
  ])('of a new finding: %s', async (_name, change, expected) => {
    await send(change)
    expect(labels()).toEqual(expected)
  })

  test.each<[string, Partial<AwsSecurityFinding>, string[]]>([
    ["only the provider's", provider('HIGH'), ['HIGH', 'HIGH']],
    ['only the top level', { FindingProviderFields: undefined, ...top('CRITICAL') }, ['CRITICAL', 'CRITICAL']],
    ['both are used', { ...provider('HIGH'), ...top('CRITICAL') }, ['HIGH', 'CRITICAL']],
  ])('of a known finding: %s', async (_name, change, expected) => {
    await send(provider('LOW'))
    await resend(change)
    expect(labels()).toEqual(expected)
  })

  test('the top level stays as the customer set it', async () => {
    await send(provider('LOW'))
    hub.update(['example/1'], { Severity: { Label: 'CRITICAL' } })
    await resend(provider('HIGH'))
    expect(labels()).toEqual(['HIGH', 'CRITICAL'])
    expect(stored()?.Types).toEqual(['Effects'])
  })

  test.each([
    [0, 'INFORMATIONAL'],
    [39, 'LOW'],
    [40, 'MEDIUM'],
    [89, 'HIGH'],
    [90, 'CRITICAL'],
  ])('a normalized severity of %d is %s', async (normalized, label) => {
    await send({ FindingProviderFields: undefined, Severity: { Normalized: normalized } })
    expect(labels()).toEqual([label, label])
  })
})

describe('a finding that is sent again', () => {
  test.each<[string, string]>([
    ['an unchanged', CREATED],
    ['an unchanged, otherwise written', '2024-05-01T12:00:00+02:00'],
    ['an older', '2024-04-30T10:00:00Z'],
  ])('is ignored with %s UpdatedAt, and counts as imported', async (kind, updatedAt) => {
    await send()
    expect(await send({ UpdatedAt: updatedAt, Title: 'Changed' })).toMatchObject({ SuccessCount: 1, FailedCount: 0 })
    expect(stored()?.Title).toBe('SQL injection')
    expect(hub.violations()).toEqual([
      expect.stringContaining(kind.startsWith('an older') ? 'an older UpdatedAt' : 'an unchanged UpdatedAt'),
    ])
  })

  test('replaces the finding as a whole', async () => {
    await send({ Confidence: 50, SourceUrl: 'https://example.com/1' })
    await resend({ Title: 'Changed' })
    expect(stored()).toMatchObject({ Title: 'Changed', UpdatedAt: LATER })
    expect(stored()).not.toHaveProperty('SourceUrl')
    expect(stored()).not.toHaveProperty('Confidence')
    expect(hub.violations()).toEqual([])
  })

  test('is newer by a nanosecond', async () => {
    await send({ UpdatedAt: '2024-05-01T10:00:00.000000001Z' })
    await send({ UpdatedAt: '2024-05-01T10:00:00.000000002Z', Title: 'Changed' })
    expect(stored()?.Title).toBe('Changed')
  })

  test("does not change what is the customer's", async () => {
    await send()
    hub.update(['example/1'], {
      Note: { Text: 'mine', UpdatedBy: 'me' },
      UserDefinedFields: { team: 'a' },
      VerificationState: 'FALSE_POSITIVE',
      Workflow: { Status: 'NOTIFIED' },
    })
    await resend({
      Note: { Text: 'other', UpdatedBy: 'x', UpdatedAt: LATER },
      UserDefinedFields: { b: 'c' },
      VerificationState: 'UNKNOWN',
      Workflow: { Status: 'NEW' },
    })
    expect(stored()).toMatchObject({
      Note: { Text: 'mine' },
      UserDefinedFields: { team: 'a' },
      VerificationState: 'FALSE_POSITIVE',
      Workflow: { Status: 'NOTIFIED' },
    })
    expect(hub.violations()).toHaveLength(4)
  })

  test('keeps its first CreatedAt', async () => {
    await send()
    await resend({ CreatedAt: LATER })
    expect(stored()?.CreatedAt).toBe(CREATED)
    expect(hub.violations()).toEqual(['example/1: changes CreatedAt, which stays as it was'])
  })

  test('may have another CreatedAt when the client could not know', async () => {
    hub.deny('securityhub:GetFindings')
    await send()
    await resend({ CreatedAt: LATER })
    expect(hub.violations()).toEqual([])
  })

  test('is another finding under another product', async () => {
    const partner = 'arn:aws:securityhub:us-east-1::product/acme/acme'
    const two = await startLocalSecurityHub({ enabledProducts: [partner] })
    const findings = [aFinding(two), aFinding(two, { ProductArn: partner })]
    await securityHubClient(two).send(new BatchImportFindingsCommand({ Findings: findings }))
    expect(two.findings()).toHaveLength(2)
    expect(two.violations()).toEqual([])
    await two.close()
  })
})

describe('the workflow', () => {
  test.each([
    ['NOTIFIED', 'NEW'],
    ['RESOLVED', 'NEW'],
    ['SUPPRESSED', 'SUPPRESSED'],
  ] as const)('of a finding that comes back goes from %s to %s', async (before, after) => {
    await send()
    hub.update(['example/1'], { Workflow: { Status: before } })
    await resend({ RecordState: 'ARCHIVED' })
    expect(stored()).toMatchObject({ RecordState: 'ARCHIVED', Workflow: { Status: before } })
    await resend({ UpdatedAt: '2024-05-03T10:00:00Z' })
    expect(stored()).toMatchObject({ RecordState: 'ACTIVE', Workflow: { Status: after } })
  })

  test('starts again when a passed check fails', async () => {
    await send({ Compliance: { Status: 'PASSED' } })
    hub.update(['example/1'], { Workflow: { Status: 'RESOLVED' } })
    await resend({ Compliance: { Status: 'FAILED' } })
    expect(stored()?.Workflow).toEqual({ Status: 'NEW' })
  })
})

describe('retention', () => {
  test.each([
    ['ACTIVE', 90],
    ['ARCHIVED', 30],
  ] as const)('an %s finding is kept %d days after it was processed', async (state, days) => {
    await send({ RecordState: state })
    hub.advance(days * DAY - 60_000)
    expect(await read()).toHaveLength(1)
    hub.advance(120_000)
    expect(await read()).toEqual([])
    expect(hub.findings()).toEqual([])
  })
})

describe('a late reader', () => {
  test('does not see what was just written', async () => {
    hub.setVisibilityDelay(5000)
    await send()
    expect(await read()).toEqual([])
    expect(hub.findings()).toHaveLength(1)
    hub.advance(5001)
    expect(await read()).toHaveLength(1)
  })

  test('sees the version before', async () => {
    hub.setStaleReads(true)
    await send({ Title: 'First' })
    await resend({ Title: 'Second' })
    expect(await read()).toMatchObject([{ Title: 'First', UpdatedAt: CREATED }])
    expect(stored()?.Title).toBe('Second')
    hub.setStaleReads(false)
    expect(await read()).toMatchObject([{ Title: 'Second' }])
  })
})
