import { expect, test } from '@jest/globals'
import { archivedFinding } from '../../src/securityhub/archived.js'
import type { AwsSecurityFinding } from '../../src/securityhub/port.js'

const NOTE = { updatedAt: '2026-03-04T05:06:07.890Z', productFields: { 'publish-to-security-hub/archived-by': 'run 7' } }

const stored: AwsSecurityFinding = {
  SchemaVersion: '2018-10-08',
  Id: 'an/id',
  ProductArn: 'arn:aws:securityhub:eu-west-1:011122223333:product/011122223333/default',
  GeneratorId: 'CodeQL/js/xss',
  AwsAccountId: '011122223333',
  CreatedAt: '2026-01-02T03:04:05.678Z',
  UpdatedAt: '2026-02-03T04:05:06.789Z',
  Title: 'Title',
  Description: 'Description',
  Resources: [{ Type: 'CodeRepository', Id: 'https://github.com/acme/shop' }],
  FindingProviderFields: { Severity: { Label: 'HIGH' }, Types: ['Software and Configuration Checks'] },
  RecordState: 'ACTIVE',
}

test('what is archived is sent again whole, as archived, later than it was', () => {
  const { ProductFields: _, ...rest } = archivedFinding(stored, NOTE)
  expect(rest).toEqual({ ...stored, RecordState: 'ARCHIVED', UpdatedAt: NOTE.updatedAt })
})

test('what belongs to the customer or to Security Hub is not sent', () => {
  const theirs: Partial<AwsSecurityFinding> = {
    Region: 'eu-west-1',
    AwsAccountName: 'acme',
    ProcessedAt: '2026-02-03T04:05:06.789Z',
    Severity: { Label: 'LOW' },
    Types: ['Effects'],
    Confidence: 1,
    Criticality: 1,
    RelatedFindings: [{ Id: 'x', ProductArn: 'y' }],
    Note: { Text: 'accepted', UpdatedBy: 'alice', UpdatedAt: '2026-02-03T04:05:06.789Z' },
    Workflow: { Status: 'SUPPRESSED' },
    WorkflowState: 'NEW',
    VerificationState: 'FALSE_POSITIVE',
    UserDefinedFields: { team: 'red' },
    Sample: false,
  }
  const sent = archivedFinding({ ...stored, ...theirs }, NOTE)
  for (const field of Object.keys(theirs)) expect(sent).not.toHaveProperty(field)
})

test('who archived it is told in place of what was told before, beside what the finding had, without fields of Security Hub', () => {
  const [own, archivedBy] = ['publish-to-security-hub/rule', 'publish-to-security-hub/archived-by']
  const ProductFields = { [own]: 'js/xss', [archivedBy]: 'run 3', 'aws/securityhub/CompanyName': 'Personal' }
  expect(archivedFinding({ ...stored, ProductFields }, NOTE).ProductFields).toEqual({ [own]: 'js/xss', [archivedBy]: 'run 7' })
})

test('who archived it is told also where there are as many fields as Security Hub takes', () => {
  const ProductFields = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`publish-to-security-hub/${n}`, 'x']))
  const sent = archivedFinding({ ...stored, ProductFields }, NOTE).ProductFields ?? {}
  expect(Object.keys(sent)).toHaveLength(47)
  expect(sent).toMatchObject(NOTE.productFields)
})
