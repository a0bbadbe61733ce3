import { describe, expect, test } from '@jest/globals'
import { archivedFinding } from '../../src/securityhub/archived.js'
import { sampleFinding } from './sample.js'

const NOTE = {
  dropped: ['publish-to-security-hub/change'],
  updatedAt: '2026-03-01T00:00:00.000Z',
  productFields: { 'publish-to-security-hub/archived-because': 'fixed', 'publish-to-security-hub/run-id': '2' },
}

describe('a finding that is archived', () => {
  test('is sent whole, without what belongs to the customer or to Security Hub', () => {
    const stored = sampleFinding('one')
    const customers = {
      Severity: { Label: 'LOW' as const },
      Types: ['Effects/Data Exposure'],
      Confidence: 1,
      Criticality: 1,
      RelatedFindings: [{ ProductArn: 'arn:aws:x', Id: 'two' }],
      Note: { Text: 'seen', UpdatedBy: 'me', UpdatedAt: '2026-01-01T00:00:00Z' },
      Workflow: { Status: 'SUPPRESSED' as const },
      WorkflowState: 'RESOLVED' as const,
      VerificationState: 'FALSE_POSITIVE' as const,
      UserDefinedFields: { a: 'b' },
      Sample: true,
      Region: 'eu-west-1',
      AwsAccountName: 'shop',
      ProcessedAt: '2026-01-01T00:00:00Z',
    }
    expect(archivedFinding({ ...stored, ...customers }, NOTE)).toEqual({
      ...stored,
      RecordState: 'ARCHIVED',
      UpdatedAt: NOTE.updatedAt,
      ProductFields: NOTE.productFields,
    })
  })

  test('says who archived it in place of who wrote it, and sends nothing back that Security Hub added', () => {
    const ProductFields = {
      'aws/securityhub/ProductName': 'Default',
      'publish-to-security-hub/run-id': '1',
      'publish-to-security-hub/rule': 'r',
    }
    expect(archivedFinding(sampleFinding('one', { ProductFields }), NOTE).ProductFields).toEqual({
      ...NOTE.productFields,
      'publish-to-security-hub/rule': 'r',
    })
  })

  test('says so also where there is no room for all fields: the last of the older ones go', () => {
    const ProductFields = Object.fromEntries(Array.from({ length: 47 }, (_, index) => [`field/${index}`, 'x']))
    const fields = archivedFinding(sampleFinding('one', { ProductFields }), NOTE).ProductFields ?? {}
    expect(Object.keys(fields)).toEqual([...Object.keys(NOTE.productFields), ...Object.keys(ProductFields).slice(0, 45)])
  })
})
