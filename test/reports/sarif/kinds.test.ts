import { describe, expect, test } from '@jest/globals'
import { findingOf, type Json } from './support.js'

const kindOf = (name: string, rule: Json = {}, result: Json = {}) =>
  findingOf({ ruleId: 'R', ...result }, { name, rules: [{ id: 'R', ...rule }] }).kind

describe('the kind of a finding', () => {
  test.each([
    ['secret', 'gitleaks', {}],
    ['secret', 'ggshield', {}],
    ['secret', 'JFrog Binary Secrets Scanner', {}],
    ['secret', 'Trivy', { name: 'Secret' }],
    ['secret', 'Some Scanner', { properties: { tags: ['Secrets'] } }],
    ['configuration', 'Checkov', {}],
    ['configuration', 'zizmor', {}],
    ['configuration', 'tflint', {}],
    ['configuration', 'ansible-lint', {}],
    ['configuration', 'Trivy', { name: 'Misconfiguration' }],
    ['configuration', 'WizCLI', { properties: { tags: ['iac-misconfiguration', 'security'] } }],
    ['vulnerability', 'osv-scanner', {}],
    ['vulnerability', 'Trivy', { name: 'OsPackageVulnerability' }],
    ['vulnerability', 'Some Scanner', { properties: { tags: ['CVE-2020-0001'] } }],
    ['code', 'Semgrep OSS', {}],
    ['code', 'semgrep (MegaLinter REPOSITORY_SEMGREP)', {}],
    ['code', 'Semgrep OSS', { properties: { tags: ['CVE-2021-44228'] } }],
    ['code', 'CodeQL', { properties: { tags: ['security', 'external/cwe/cwe-079'] } }],
    ['code', 'Some Scanner', { properties: { 'security-severity': '5' } }],
    ['code', 'ruff', { properties: { kind: 'flake8-bandit' } }],
    ['other', 'CodeQL', { properties: { tags: ['maintainability'] } }],
    ['other', 'ESLint', {}],
    ['other', 'Trivy', { name: 'License' }],
    ['other', 'Some Scanner', {}],
  ])('is %s for %s with %j', (kind, name, rule) => {
    expect(kindOf(name, rule)).toBe(kind)
  })

  test('is code for a linter rule of a security plugin', () => {
    expect(findingOf({ ruleId: 'security/detect-eval-with-expression' }, { name: 'ESLint' }).kind).toBe('code')
    expect(findingOf({ ruleId: 'securityish' }, { name: 'ESLint' }).kind).toBe('other')
  })

  test.each(['lint/security/noGlobalEval', '@acme/security/eval', 'security.insecureAPI.gets', 'alpha.security.ArrayBound'])(
    'is code for a rule of a group of its own for security: %s',
    (ruleId) => {
      expect(findingOf({ ruleId }, { name: 'Some Linter' }).kind).toBe('code')
    },
  )

  test.each([
    ['code', 'gosec'],
    ['other', 'errcheck'],
    ['other', 'insecurity/x'],
    ['other', 'lint/style/security'],
  ])('is %s for a rule that is called like the tool that found it: %s', (kind, ruleId) => {
    expect(findingOf({ ruleId }, { name: 'golangci-lint' }).kind).toBe(kind)
  })

  test('is a vulnerability for a rule that is an advisory, whatever the tool', () => {
    expect(findingOf({ ruleId: 'CVE-2020-0001' }, { name: 'Some Scanner' }).kind).toBe('vulnerability')
    expect(findingOf({ ruleId: 'log4j-CVE-2021-44228' }, { name: 'Semgrep OSS' }).kind).toBe('code')
  })

  test('is no vulnerability for a licence that Snyk reports among them', () => {
    const finding = findingOf({ ruleId: 'snyk:lic:npm:a:LGPL-3.0' }, { name: 'Snyk Open Source' })
    expect(finding).toMatchObject({ kind: 'other' })
    expect(finding.vulnerability).toBeUndefined()
  })

  test('is what the result says where the rule says nothing', () => {
    expect(kindOf('Mayhem', {}, { taxa: [{ id: '190', toolComponent: { name: 'CWE' } }] })).toBe('code')
  })

  test.each([
    ['cve', 'vulnerability'],
    ['sast', 'code'],
    ['license', 'other'],
  ])('of a JFrog policy violation of type %s is %s', (type, kind) => {
    expect(kindOf('JFrog Policy Enforcer', {}, { properties: { type } })).toBe(kind)
  })
})
