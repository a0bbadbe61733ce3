import { BatchImportFindingsCommand, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from '@jest/globals'
import { startLocalSecurityHub } from './security-hub/index.js'

test('a finding goes in and comes out', async () => {
  const hub = await startLocalSecurityHub()
  const credentials = { accessKeyId: hub.env['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: hub.env['AWS_SECRET_ACCESS_KEY'] ?? '' }
  const client = new SecurityHubClient({ region: hub.region, endpoint: hub.url, credentials })
  const sts = new STSClient({ region: hub.region, endpoint: hub.url, credentials })
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '123456789012' })
  const now = new Date().toISOString()
  const answer = await client.send(
    new BatchImportFindingsCommand({
      Findings: [
        {
          SchemaVersion: '2018-10-08',
          Id: 'a/1',
          ProductArn: hub.productArn,
          GeneratorId: 'g',
          AwsAccountId: hub.accountId,
          CreatedAt: now,
          UpdatedAt: now,
          Title: 'T',
          Description: 'D',
          FindingProviderFields: {
            Severity: { Label: 'HIGH', Original: '8' },
            Types: ['Software and Configuration Checks/Vulnerabilities'],
          },
          Resources: [{ Type: 'Other', Id: 'r' }],
        },
      ],
    }),
  )
  expect(answer).toMatchObject({ SuccessCount: 1, FailedCount: 0, FailedFindings: [] })
  const found = await client.send(new GetFindingsCommand({ Filters: { Id: [{ Value: 'a/', Comparison: 'PREFIX' }] } }))
  expect(found.Findings).toEqual(hub.findings())
  expect(hub.findings()).toMatchInlineSnapshot(`
[
  {
    "AwsAccountId": "123456789012",
    "AwsAccountName": "example",
    "CompanyName": "Personal",
    "CreatedAt": "2026-11-20T10:27:20.708Z",
    "Description": "D",
    "FindingProviderFields": {
      "Severity": {
        "Label": "HIGH",
        "Original": "8",
      },
      "Types": [
        "Software and Configuration Checks/Vulnerabilities",
      ],
    },
    "GeneratorId": "g",
    "Id": "a/1",
    "ProcessedAt": "2026-11-20T10:27:20.730Z",
    "ProductArn": "arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default",
    "ProductFields": {
      "aws/securityhub/CompanyName": "Personal",
      "aws/securityhub/FindingId": "arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default/a/1",
      "aws/securityhub/ProductName": "Default",
    },
    "ProductName": "Default",
    "RecordState": "ACTIVE",
    "Region": "us-east-1",
    "Resources": [
      {
        "Id": "r",
        "Type": "Other",
      },
    ],
    "SchemaVersion": "2018-10-08",
    "Severity": {
      "Label": "HIGH",
      "Normalized": 70,
      "Original": "8",
    },
    "Title": "T",
    "Types": [
      "Software and Configuration Checks/Vulnerabilities",
    ],
    "UpdatedAt": "2026-11-20T10:27:20.708Z",
    "Workflow": {
      "Status": "NEW",
    },
    "WorkflowState": "NEW",
  },
]
`)
  expect(hub.violations()).toEqual([])
  await hub.close()
})
