import { describe, expect, test } from '@jest/globals'
import { typesOf } from '../../src/asff/types.js'
import type { FindingKind } from '../../src/finding.js'
import { aFinding, aRule } from './factories.js'

const AWS = 'Software and Configuration Checks/AWS Security Best Practices'
const CHECKS = 'Software and Configuration Checks'

describe('typesOf', () => {
  test.each<[FindingKind, string]>([
    ['vulnerability', 'Software and Configuration Checks/Vulnerabilities/CVE'],
    ['code', 'Software and Configuration Checks/Vulnerabilities'],
    ['secret', 'Sensitive Data Identifications/Passwords'],
    ['configuration', CHECKS],
    ['other', CHECKS],
  ])('a finding about %s', (kind, type) => {
    expect(typesOf(aFinding({ kind }))).toEqual([type])
  })

  test('malware is an attack, not a weakness', () => {
    const finding = aFinding({ kind: 'vulnerability', malware: true })
    expect(typesOf(finding)).toEqual(['TTPs/Initial Access/Supply Chain Compromise'])
  })

  test.each([
    ['CKV_AWS_20', AWS],
    ['AVD-AWS-0088', AWS],
    ['aws-s3-enable-versioning', AWS],
    ['CKV_K8S_20', CHECKS],
    ['AVD-GCP-0001', CHECKS],
    ['flaws-everywhere', CHECKS],
    ['awsome', CHECKS],
  ])('the configuration rule %s', (id, type) => {
    expect(typesOf(aFinding({ kind: 'configuration', rule: aRule({ id }) }))).toEqual([type])
  })

  test.each(['aws_s3_bucket.logs', 'module.x.aws_db_instance.main', 'AWS::S3::Bucket', 'arn:aws:s3:::logs'])('the resource %s', (name) => {
    expect(typesOf(aFinding({ kind: 'configuration', location: { logicalName: name } }))).toEqual([AWS])
  })
})
