import { describe, expect, test } from '@jest/globals'
import { toAsff } from '../../src/asff/map.js'
import { aContext, aFinding, aLife, aRule, aVulnerability } from './factories.js'
import { objections } from './valid.js'

describe('toAsff', () => {
  test('maps a weakness in code', () => {
    const rule = aRule({
      name: 'Reflected XSS',
      title: 'Reflected cross-site scripting',
      description: 'Writing user input to a page allows cross-site scripting.',
      help: 'Sanitise the input.\n\n## Example\n…',
      helpUrl: 'https://codeql.github.com/codeql-query-help/javascript/js-xss/',
      tags: ['security', 'external/cwe/cwe-079'],
    })
    const location = { path: 'src/search page.js', startLine: 10, endLine: 12 }
    const finding = aFinding({ rule, location, cwes: ['CWE-79', 'CWE-116'], confidence: 80 })
    const asff = toAsff(finding, aContext({ category: 'javascript', pullRequest: 12 }), aLife())
    expect(objections(asff)).toEqual([])
    expect(asff).toEqual({
      SchemaVersion: '2018-10-08',
      Id: 'github.com/99/default/CodeQL/-/0123456789abcdef0123456789abcdef',
      ProductArn: 'arn:aws:securityhub:eu-west-1:011122223333:product/011122223333/default',
      ProductName: 'CodeQL',
      CompanyName: 'GitHub',
      GeneratorId: 'CodeQL/js/xss',
      AwsAccountId: '011122223333',
      FirstObservedAt: '2026-01-02T03:04:05.678Z',
      LastObservedAt: '2026-02-03T04:05:06.789Z',
      CreatedAt: '2026-01-02T03:04:05.678Z',
      UpdatedAt: '2026-02-03T04:05:06.789Z',
      Title: 'Reflected cross-site scripting',
      Description: 'User input reaches the page.\n\nWriting user input to a page allows cross-site scripting.',
      Remediation: {
        Recommendation: { Text: 'Sanitise the input.', Url: 'https://codeql.github.com/codeql-query-help/javascript/js-xss/' },
      },
      SourceUrl: 'https://github.com/acme/shop/blob/c0ffee0000000000000000000000000000000000/src/search%20page.js#L10-L12',
      ProductFields: {
        'publish-to-security-hub/evidence': '0123456789abcdef0123456789abcdef',
        'publish-to-security-hub/scheme': '1',
        'publish-to-security-hub/tool': 'CodeQL',
        'publish-to-security-hub/tool-version': '2.20.0',
        'publish-to-security-hub/rule': 'js/xss',
        'publish-to-security-hub/category': 'javascript',
        'publish-to-security-hub/branch': 'main',
        'publish-to-security-hub/default-branch': 'true',
        'publish-to-security-hub/commit': 'c0ffee0000000000000000000000000000000000',
        'publish-to-security-hub/path': 'src/search page.js',
        'publish-to-security-hub/line': '10',
        'publish-to-security-hub/run-id': '42',
        'publish-to-security-hub/run-number': '7',
        'publish-to-security-hub/run-attempt': '1',
        'publish-to-security-hub/workflow': 'Security',
        'publish-to-security-hub/workflow-file': '.github/workflows/security.yml',
        'publish-to-security-hub/job': 'scan',
        'publish-to-security-hub/kind': 'code',
        'publish-to-security-hub/cwe': 'CWE-79, CWE-116',
      },
      Resources: [
        {
          Type: 'CodeRepository',
          Id: 'https://github.com/acme/shop',
          Partition: 'aws',
          Region: 'eu-west-1',
          Details: {
            CodeRepository: { ProviderType: 'GITHUB', ProjectName: 'acme/shop' },
            Other: {
              Branch: 'main',
              Commit: 'c0ffee0000000000000000000000000000000000',
              Path: 'src/search page.js',
              StartLine: '10',
              EndLine: '12',
              WorkflowRun: 'https://github.com/acme/shop/actions/runs/42',
              PullRequest: '12',
            },
          },
        },
      ],
      RecordState: 'ACTIVE',
      Vulnerabilities: [
        {
          Id: 'CWE-79',
          CodeVulnerabilities: [
            {
              Cwes: ['CWE-79', 'CWE-116'],
              FilePath: { FileName: 'search page.js', FilePath: 'src/search page.js', StartLine: 10, EndLine: 12 },
            },
          ],
        },
      ],
      FindingProviderFields: {
        Confidence: 80,
        Severity: { Label: 'HIGH', Original: '7.8' },
        Types: ['Software and Configuration Checks/Vulnerabilities'],
      },
      GeneratorDetails: {
        Name: 'Reflected XSS',
        Description: 'Reflected cross-site scripting',
        Labels: ['security', 'external/cwe/cwe-079'],
      },
    })
  })

  test('maps a vulnerable package in an image', () => {
    const image = '011122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1.2'
    const finding = aFinding({ kind: 'vulnerability', vulnerability: aVulnerability(), image })
    const asff = toAsff(finding, aContext({ tool: { name: 'Trivy' } }), aLife())
    expect(objections(asff)).toEqual([])
    expect(asff.Title).toBe('CVE-2021-23337 in lodash 4.17.20')
    expect(asff.Remediation).toEqual({ Recommendation: { Text: 'Upgrade lodash to 4.17.21' } })
    expect(asff.FindingProviderFields?.Types).toEqual(['Software and Configuration Checks/Vulnerabilities/CVE'])
    expect(asff.Vulnerabilities?.[0]).toMatchObject({ Id: 'CVE-2021-23337', FixAvailable: 'YES' })
    expect(asff.Resources?.[0]?.Details?.Other).toMatchObject({ Package: 'lodash 4.17.20', Image: image })
    expect(asff.Resources?.map(({ Type }) => Type)).toEqual(['CodeRepository', 'AwsEcrContainerImage'])
    expect(asff).not.toHaveProperty('SourceUrl')
  })

  test('maps a configuration check with its controls', () => {
    const finding = aFinding({ kind: 'configuration', rule: aRule({ id: 'CKV_AWS_20' }), requirements: ['CIS 2.1.5', 'CIS 2.1.5', ' '] })
    const asff = toAsff(finding, aContext(), aLife())
    expect(objections(asff)).toEqual([])
    expect(asff.Compliance).toEqual({ Status: 'FAILED', RelatedRequirements: ['CIS 2.1.5'] })
    expect(asff.FindingProviderFields?.Types).toEqual(['Software and Configuration Checks/AWS Security Best Practices'])
    expect(asff).not.toHaveProperty('Vulnerabilities')
  })

  test('never sends what belongs to the customer or to Security Hub', () => {
    const asff = toAsff(aFinding({ confidence: 60, requirements: ['x'] }), aContext(), aLife())
    for (const key of ['Severity', 'Types', 'Confidence', 'Criticality', 'RelatedFindings', 'Note', 'Workflow', 'WorkflowState']) {
      expect(asff).not.toHaveProperty(key)
    }
    for (const key of ['VerificationState', 'UserDefinedFields', 'Region', 'ProcessedAt', 'AwsAccountName', 'Compliance']) {
      expect(asff).not.toHaveProperty(key)
    }
  })

  test('lets the names that the user chose win', () => {
    const context = aContext({ productName: 'Shop scans', companyName: 'ACME', tool: { name: 'Trivy', vendor: 'Aqua' } })
    expect(toAsff(aFinding(), context, aLife())).toMatchObject({ ProductName: 'Shop scans', CompanyName: 'ACME' })
  })

  test.each([
    [{ name: 'Trivy' }, 'Aqua Security'],
    [{ name: 'Trivy', vendor: 'Someone Else' }, 'Someone Else'],
    [{ name: 'Snyk Open Source' }, 'Snyk'],
    [{ name: 'homegrown' }, 'homegrown'],
    [{ name: 'constructor' }, 'constructor'],
  ])('names the company behind %j', (tool, company) => {
    expect(toAsff(aFinding(), aContext({ tool }), aLife()).CompanyName).toBe(company)
  })

  test('says which lists were shortened', () => {
    const tags = Array.from({ length: 5000 }, (_, index) => `tag-${index}`)
    const asff = toAsff(aFinding({ rule: aRule({ tags }) }), aContext(), aLife())
    expect(asff.GeneratorDetails?.Labels).toEqual(tags.slice(0, 10))
    expect(asff.ProductFields?.['publish-to-security-hub/omitted']).toBe('4990 of 5000 tags')
  })

  test('leaves a confidence out that is no number and keeps it within its bounds', () => {
    const confidence = (value: number) => toAsff(aFinding({ confidence: value }), aContext(), aLife()).FindingProviderFields?.Confidence
    expect([Number.NaN, -3, 59.6, 250].map(confidence)).toEqual([undefined, 0, 60, 100])
  })
})
