/** BatchUpdateFindings and DescribeHub. */
import {
  BatchUpdateFindingsCommand,
  type BatchUpdateFindingsCommandInput,
  DescribeHubCommand,
  SecurityHubServiceException,
} from '@aws-sdk/client-securityhub'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LocalSecurityHub, startLocalSecurityHub } from '../index.js'
import { aFinding, securityHubClient, sendRaw } from './clients.js'

let hub: LocalSecurityHub
beforeEach(async () => {
  hub = await startLocalSecurityHub()
  hub.seed([aFinding(hub, { UpdatedAt: '2024-05-01T00:00:00Z' })])
})
afterEach(() => hub.close())

const id = (Id = 'example/1') => ({ Id, ProductArn: hub.productArn })
const update = (input: BatchUpdateFindingsCommandInput) => securityHubClient(hub).send(new BatchUpdateFindingsCommand(input))

describe('an analyst', () => {
  test('changes what is the customer’s, and UpdatedAt stays', async () => {
    const answer = await update({
      FindingIdentifiers: [id()],
      Workflow: { Status: 'SUPPRESSED' },
      Severity: { Label: 'LOW' },
      Note: { Text: 'Not reachable', UpdatedBy: 'someone' },
      UserDefinedFields: { ticket: 'T-1' },
      VerificationState: 'FALSE_POSITIVE',
    })
    expect(answer).toMatchObject({ ProcessedFindings: [id()], UnprocessedFindings: [] })
    expect(hub.finding('example/1')).toMatchObject({
      UpdatedAt: '2024-05-01T00:00:00Z',
      Workflow: { Status: 'SUPPRESSED' },
      Severity: { Label: 'LOW', Normalized: 1, Original: '8.1' },
      FindingProviderFields: { Severity: { Label: 'HIGH' } },
      Note: { Text: 'Not reachable', UpdatedAt: expect.any(String) },
      UserDefinedFields: { ticket: 'T-1' },
      VerificationState: 'FALSE_POSITIVE',
    })
  })

  test('is told which findings were not changed, and why', async () => {
    const answer = await update({ FindingIdentifiers: [id(), id('missing'), id()], Confidence: 5 })
    expect(answer).toMatchObject({
      ProcessedFindings: [id()],
      UnprocessedFindings: [
        { FindingIdentifier: id('missing'), ErrorCode: 'FindingNotFound', ErrorMessage: 'Finding Not Found' },
        { FindingIdentifier: id(), ErrorCode: 'DuplicatedFindingIdentifier', ErrorMessage: 'Finding Identifier is duplicated' },
      ],
    })
  })

  test('may do the same without a request', () => {
    expect(hub.update(['example/1', 'missing'], { Workflow: { Status: 'RESOLVED' } }).ProcessedFindings).toEqual([id()])
    expect(hub.finding('example/1')?.Workflow).toEqual({ Status: 'RESOLVED' })
  })

  test('cannot archive', async () => {
    const body = { FindingIdentifiers: [id()], RecordState: 'ARCHIVED' }
    const answer = await sendRaw(hub, { method: 'PATCH', path: '/findings/batchupdate', body })
    expect(answer.status).toBe(400)
    expect(hub.finding('example/1')?.RecordState).toBe('ACTIVE')
  })

  test.each([0, 101])('cannot change %d findings at once', async (count) => {
    const ids = Array.from({ length: count }, (_, index) => id(`${index}`))
    await expect(update({ FindingIdentifiers: ids })).rejects.toMatchObject({ name: 'InvalidInputException' })
  })

  test('may be denied', async () => {
    hub.deny('securityhub:BatchUpdateFindings')
    await expect(update({ FindingIdentifiers: [id()] })).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

describe('the hub', () => {
  const describeHub = (arn?: string) => securityHubClient(hub).send(new DescribeHubCommand({ HubArn: arn }))

  test('describes itself', async () => {
    expect(await describeHub()).toMatchObject({
      HubArn: 'arn:aws:securityhub:us-east-1:123456789012:hub/default',
      SubscribedAt: expect.any(String),
    })
  })

  test('is the only one', async () => {
    await expect(describeHub('arn:aws:securityhub:us-east-1:123456789012:hub/other')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  test('says when it is not enabled', async () => {
    hub.setEnabled(false)
    const error = await describeHub().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SecurityHubServiceException)
    expect(error).toMatchObject({ name: 'InvalidAccessException', $metadata: { httpStatusCode: 401 } })
  })
})
