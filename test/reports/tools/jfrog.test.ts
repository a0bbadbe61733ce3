import { describe, expect, test } from '@jest/globals'
import { jfrog } from '../../../src/reports/tools/jfrog/format.js'
import { findingsOf, readingsOf, runsOf } from '../native/read.js'

const row = (more: object = {}) => ({
  severity: 'High',
  impactedPackageName: 'lodash',
  impactedPackageVersion: '4.17.15',
  impactedPackageType: 'npm',
  components: [{ name: 'lodash', version: '4.17.15', location: { file: 'web/package.json' } }],
  summary: 'Templates can run code',
  fixedVersions: ['[4.17.21]'],
  cves: [{ id: 'CVE-2021-23337', cvssV2: '6.5', cvssV3: '7.2' }],
  issueId: 'XRAY-140562',
  ...more,
})

const report = (more: object = {}) => ({
  vulnerabilities: null,
  securityViolations: null,
  licensesViolations: null,
  licenses: null,
  secrets: null,
  iac: null,
  sast: null,
  errors: null,
  ...more,
})

const names = (value: object) => runsOf(jfrog, value).map(({ tool }) => tool.name)

describe('JFrog simple-json', () => {
  test('tells package, place, fix, scores and names', () => {
    const [finding] = findingsOf(jfrog, report({ vulnerabilities: [row()] }))
    expect(finding?.location).toEqual({ path: 'web/package.json', logicalName: 'lodash' })
    expect(finding?.vulnerability).toMatchObject({
      id: 'CVE-2021-23337',
      related: ['XRAY-140562'],
      packages: [{ name: 'lodash', version: '4.17.15', manager: 'NPM', path: 'web/package.json', fixedVersion: '4.17.21' }],
      cvss: [
        { version: '3.0', score: 7.2 },
        { version: '2.0', score: 6.5 },
      ],
    })
  })

  test.each([
    [['[1.2.48]'], '1.2.48'],
    [['[4.17.19]', '[5.0.1]'], '4.17.19, 5.0.1'],
    [['[4.18.0,5.0.0)'], '4.18.0'],
    [['(4.17.15,)'], '>4.17.15'],
    [['(,1.0]'], undefined],
    [null, undefined],
  ])('reads the fixed versions %j', (fixedVersions, expected) => {
    const version = expected === '1.2.48' ? '1.2.24' : '4.17.15'
    const [finding] = findingsOf(jfrog, report({ vulnerabilities: [row({ fixedVersions, impactedPackageVersion: version })] }))
    expect(finding?.vulnerability?.packages[0]?.fixedVersion).toBe(expected)
  })

  test('has a run for every scanner that has run, and for no other', () => {
    expect(names(report())).toEqual(['JFrog Xray Scanner'])
    expect(names(report({ scansStatus: {} }))).toEqual(['JFrog Xray Scanner'])
    expect(names(report({ scansStatus: { secretsScanStatusCode: 0 } }))).toEqual(['JFrog Secrets scanner'])
    expect(names(report({ securityViolations: [], sast: [] }))).toEqual(['JFrog Xray Scanner', 'JFrog Policy Enforcer', '🐸 JFrog SAST'])
  })

  test('concludes nothing from a scanner that failed, nor from any when a project did', () => {
    const complete = (value: object) =>
      runsOf(jfrog, value).map((run) => {
        for (const _ of run.readings());
        return run.complete()
      })
    expect(complete(report({ scansStatus: { scaScanStatusCode: 0, sastScanStatusCode: 1 } }))).toEqual([true, false])
    expect(complete(report({ errors: [{ filePath: 'a', errorMessage: 'npm is not installed' }], iac: [] }))).toEqual([false, false])
  })

  test('takes older reports, in which what is found had the names of violations', () => {
    const { iac: _, sast: __, ...older } = report({ iacViolations: [{ severity: 'High', file: 'a.tf', finding: 'No TLS' }] })
    expect(names(older)).toEqual(['JFrog Xray Scanner', 'JFrog Terraform scanner'])
    expect(findingsOf(jfrog, older)).toMatchObject([{ kind: 'configuration', rule: { id: 'No TLS' } }])
  })

  test.each([
    ['Active', 'CRITICAL'],
    ['Inactive', 'MEDIUM'],
    [undefined, 'MEDIUM'],
  ])('grades a secret that is %s, and never tells it', (status, label) => {
    const secret = { severity: 'Medium', ruleId: 'KEY', file: 'a.py', startLine: 1, snippet: 'n0t************', applicability: { status } }
    const [finding] = findingsOf(jfrog, report({ secrets: [secret] }))
    expect([finding?.severity.label, finding?.secrets]).toEqual([label, ['n0t************']])
    expect(JSON.stringify({ ...finding, secrets: [] })).not.toContain('n0t')
  })

  test('does not accept what only the tool takes for out of reach', () => {
    expect(readingsOf(jfrog, report({ vulnerabilities: [row({ applicable: 'Not Applicable' })] }))).toMatchObject([
      { verdict: 'problem', finding: { message: expect.stringContaining('Contextual analysis of JFrog: Not Applicable.') } },
    ])
  })

  test('accounts for licences and for what cannot be read', () => {
    const value = report({
      vulnerabilities: [7, row({ impactedPackageName: '' }), row({ cves: [], issueId: '' })],
      licenses: [{ licenseKey: 'MIT' }],
    })
    expect(readingsOf(jfrog, value).map(({ verdict }) => verdict)).toEqual(['unreadable', 'unreadable', 'unreadable', 'not-a-problem'])
  })
})
