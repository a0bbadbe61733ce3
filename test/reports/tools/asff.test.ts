import { describe, expect, test } from '@jest/globals'
import { asff } from '../../../src/reports/tools/asff/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const FINDING = {
  SchemaVersion: '2018-10-08',
  Id: 'one',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/acme/watch',
  GeneratorId: 'watch-bucket',
  Title: 'A bucket is public',
  Description: 'Everybody can read it.',
  Severity: { Label: 'HIGH' },
  Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::shop' }],
}
const verdictOf = (changes: object) => readingsOf(asff, [{ ...FINDING, ...changes }]).map(({ verdict }) => verdict)
const findingOf = (changes: object) => findingsOf(asff, [{ ...FINDING, ...changes }])[0]

describe('ASFF', () => {
  test('is a list, a single finding, or below Findings in either case', () => {
    for (const report of [[FINDING], FINDING, { Findings: [FINDING] }, { findings: [FINDING] }, [{ Findings: [FINDING] }]]) {
      expect(detects(asff, report)).toBe(true)
      expect(findingsOf(asff, report)).toHaveLength(1)
    }
    expect(detects(asff, { Findings: [] })).toBe(false)
    expect(readingsOf(asff, { Findings: [] })).toEqual([])
  })

  test('is not what Amazon Inspector lists, nor any other list of findings', () => {
    expect(detects(asff, { findings: [{ findingArn: 'arn:aws:inspector2:eu-west-1:111122223333:finding/1' }] })).toBe(false)
    expect(detects(asff, { findings: [] })).toBe(false)
    expect(detects(asff, { Findings: [{ id: 1 }] })).toBe(false)
  })

  test.each([
    [{ Compliance: { Status: 'FAILED' } }, 'problem'],
    [{ Compliance: { Status: 'PASSED' } }, 'not-a-problem'],
    [{ Compliance: { Status: 'NOT_AVAILABLE' } }, 'review'],
    [{ Compliance: { Status: 'WARNING' } }, 'review'],
    [{ Compliance: { Status: 'WARNING' }, ProductFields: { ProviderName: 'Prowler' } }, 'suppressed'],
    [{ RecordState: 'ARCHIVED' }, 'not-a-problem'],
    [{ Workflow: { Status: 'SUPPRESSED' } }, 'suppressed'],
    [{ Workflow: { Status: 'RESOLVED' } }, 'not-a-problem'],
    [{ Workflow: { Status: 'NOTIFIED' } }, 'problem'],
  ])('%j is %s', (changes, verdict) => {
    expect(verdictOf(changes)).toEqual([verdict])
  })

  test('keeps what the provider said of the severity, not what Security Hub made of it', () => {
    const severity = findingOf({
      Severity: { Label: 'LOW', Original: 'low' },
      FindingProviderFields: { Severity: { Label: 'HIGH', Original: '8.1' } },
    })?.severity
    expect(severity).toEqual({ label: 'HIGH', original: '8.1' })
  })

  test.each([
    [0, 'INFORMATIONAL'],
    [39, 'LOW'],
    [40, 'MEDIUM'],
    [70, 'HIGH'],
    [90, 'CRITICAL'],
  ])('a normalized severity of %d is %s', (Normalized, label) => {
    expect(findingOf({ Severity: { Normalized } })?.severity).toEqual({ label, original: String(Normalized) })
  })

  test('names the rule without the product in front of it', () => {
    expect(findingOf({})?.rule.id).toBe('bucket')
    expect(findingOf({ GeneratorId: 'watchdog/1' })?.rule.id).toBe('watchdog/1')
  })

  test('takes an Id for a fingerprint unless several findings have it', () => {
    const fingerprints = (...ids: readonly string[]) =>
      findingsOf(
        asff,
        ids.map((Id) => ({ ...FINDING, Id })),
      ).map((one) => one.fingerprints)
    expect(fingerprints('one', 'two')[1]).toEqual([{ name: 'asff/Id', value: 'two' }])
    expect(fingerprints('one', 'one')).toEqual([[], []])
  })

  test('makes a run of each product and loses no entry', () => {
    const runs = runsOf(asff, [FINDING, { ...FINDING, ProductName: 'Other' }, 7, FINDING])
    expect(runs.map(({ tool }) => tool.name)).toEqual(['watch', 'Other'])
    expect(runs.map((run) => [...run.readings()].map(({ verdict, at }) => `${verdict} ${at}`))).toEqual([
      ['problem [0]', 'unreadable [2]', 'problem [3]'],
      ['problem [1]'],
    ])
  })

  test('keeps the sort of a resource and every further one', () => {
    const { location, otherLocations } = findingOf({
      Resources: [...FINDING.Resources, { Type: 'Other', Id: 'password_policy', Region: 'eu-west-1' }],
    }) ?? { otherLocations: [] }
    expect(location).toEqual({ uri: 'arn:aws:s3:::shop', resourceType: 'AwsS3Bucket' })
    expect(otherLocations).toEqual([{ uri: 'eu-west-1/password_policy', resourceType: 'Other' }])
  })
})

describe('whose report it is', () => {
  const ACCOUNT = { ...FINDING, ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default' }
  const told = (changes: object) => runsOf(asff, [{ ...ACCOUNT, ...changes }]).map(({ tool }) => tool.name)
  const ruleOf = (changes: object) => findingsOf(asff, [{ ...ACCOUNT, ...changes }])[0]?.rule.id

  test.each([
    ['Trivy/CVE-2024-1000', 'Trivy', 'CVE-2024-1000'],
    ['prowler-iam_1', 'Prowler', 'iam_1'],
    ['cfn_nag/W35', 'cfn_nag', 'W35'],
    ['cfn-nag-W35', 'cfn_nag', 'W35'],
    ['checkov/CKV_AWS_20', 'Checkov', 'CKV_AWS_20'],
    ['semgrep/rules.eval', 'Semgrep OSS', 'rules.eval'],
    ['cfn-guard/S3_ENCRYPTED', 'cfn-guard', 'S3_ENCRYPTED'],
    ['arn:aws:securityhub:::ruleset/x/rule/1', 'ASFF', 'arn:aws:securityhub:::ruleset/x/rule/1'],
    ['bucket', 'ASFF', 'bucket'],
  ])('is told by the generator %s', (GeneratorId, tool, rule) => {
    expect([told({ GeneratorId }), ruleOf({ GeneratorId })]).toEqual([[tool], rule])
  })

  test('is told by the type, and by a name that another form writes in another way', () => {
    expect(told({ GeneratorId: 'W35', Types: ['Software and Configuration Checks/Vulnerabilities/cfn_nag'] })).toEqual(['cfn_nag'])
    expect(told({ ProductName: 'checkov' })).toEqual(['Checkov'])
  })

  test('keeps unknown tools apart by their generators', () => {
    const runs = runsOf(asff, [
      { ...ACCOUNT, Id: 'a', GeneratorId: 'acme-scan/R1' },
      { ...ACCOUNT, Id: 'b', GeneratorId: 'beta/R2' },
    ])
    expect(runs.map(({ tool }) => tool.name)).toEqual(['acme-scan', 'beta'])
  })
})

describe('the template of Trivy', () => {
  const entry = (target: string, other: object, changes: object = {}) => ({
    ...FINDING,
    Id: `${target}/x`,
    ProductName: undefined,
    ProductFields: { 'Product Name': 'Trivy' },
    GeneratorId: 'Trivy/DS-0002',
    Title: `Trivy found a misconfiguration in ${target}: Image user should not be &#39;root&#39;: ever`,
    Description: 'Whoever breaks out of the process is &lt;root&gt;.',
    Resources: [{ Type: 'Other', Id: target, Details: { Other: { Filename: target, ...other } } }],
    ...changes,
  })

  test('has the words, the place and no Id of its own', () => {
    expect(findingsOf(asff, [entry('api/Dockerfile', { Message: 'Say &#34;USER&#34;', StartLine: '3', EndLine: '4' })])).toMatchObject([
      {
        rule: {
          id: 'DS-0002',
          title: "Image user should not be 'root': ever",
          description: 'Whoever breaks out of the process is <root>.',
        },
        message: 'Say "USER"',
        location: { path: 'api/Dockerfile', startLine: 3, endLine: 4 },
        fingerprints: [],
      },
    ])
    expect(findingsOf(asff, [entry('api/Dockerfile', {})])[0]).not.toHaveProperty('firstSeen')
  })

  test('writes INFORMATIONAL for what nobody has graded', () => {
    const labels = ['INFORMATIONAL', 'LOW'].map(
      (Label) => findingsOf(asff, [entry('Dockerfile', {}, { Severity: { Label } })])[0]?.severity,
    )
    expect(labels).toEqual([
      { label: 'MEDIUM', original: 'UNKNOWN' },
      { label: 'LOW', original: 'LOW' },
    ])
  })
})
