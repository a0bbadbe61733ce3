import { describe, expect, test } from '@jest/globals'
import { securitySeverity } from '../../../../src/reports/sarif/severity/severity.js'
import { findingOf } from '../support.js'

describe('security-severity', () => {
  test.each([
    ['9.0', 'CRITICAL'],
    ['9.8', 'CRITICAL'],
    [10, 'CRITICAL'],
    ['8.9', 'HIGH'],
    ['8.95', 'HIGH'],
    ['7.0', 'HIGH'],
    ['6.9', 'MEDIUM'],
    ['4', 'MEDIUM'],
    ['5.000000', 'MEDIUM'],
    ['3.9', 'LOW'],
    ['0.1', 'LOW'],
    ['0.0', undefined],
    ['10.1', undefined],
    ['-1', undefined],
    ['abc', undefined],
    ['High', 'HIGH'],
    ['CRITICAL', 'CRITICAL'],
    ['', undefined],
    ['NaN', undefined],
    ['1e1', undefined],
    ['null', undefined],
    [null, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [{ toString: () => '9' }, undefined],
    [['9'], undefined],
  ])('%j is %s', (value, label) => {
    expect(securitySeverity(value)?.label).toBe(label)
  })
})

const severityOf = (result: object, rule: object = {}, driver: object = {}) =>
  findingOf({ ruleId: 'R', ...result }, { rules: [{ id: 'R', ...rule }], ...driver }).severity

describe('the severity of a finding', () => {
  test.each([
    [
      "is the result's score first",
      { properties: { 'security-severity': '9.8' }, level: 'note' },
      { properties: { 'security-severity': '2' } },
      'CRITICAL',
      '9.8',
    ],
    ["is the rule's score next", { level: 'error' }, { properties: { 'security-severity': '2.5', severity: 'HIGH' } }, 'LOW', '2.5'],
    ['is a CVSS score before a word', { properties: { cvssv3_baseScore: 7.5, severity: 'low' } }, {}, 'HIGH', '7.5'],
    ['is the CVSS score of the highest version', { properties: { cvssv2_score: '9.3', cvssv3_baseScore: '5.3' } }, {}, 'MEDIUM', '5.3'],
    ['leaves a CVSS score of zero out', { properties: { cvssv3_baseScore: 0, cvssv2_score: 4 } }, {}, 'MEDIUM', '4'],
    ["is the tool's word before the level", { level: 'note', properties: { severity: 'Critical' } }, {}, 'CRITICAL', 'Critical'],
    ['leaves a word out that says nothing', { level: 'error', properties: { severity: 'UNKNOWN' } }, {}, 'HIGH', 'error'],
    ['is the level last', { level: 'error' }, {}, 'HIGH', 'error'],
    ['is MEDIUM for warning', { level: 'warning' }, {}, 'MEDIUM', 'warning'],
    ['is LOW for note', {}, { defaultConfiguration: { level: 'note' } }, 'LOW', 'note'],
    ['is INFORMATIONAL for none, and still a finding', { level: 'none' }, {}, 'INFORMATIONAL', 'none'],
    ['falls through a score of 0.0', { level: 'error' }, { properties: { 'security-severity': '0.0' } }, 'HIGH', 'error'],
  ])('%s', (_, result, rule, label, original) => {
    expect(severityOf(result, rule)).toEqual({ label, original })
  })

  test.each([
    ['zizmor', { properties: { 'zizmor/severity': 'High' }, level: 'error' }, {}, 'HIGH', 'High'],
    ['Bandit', { properties: { issue_severity: 'LOW' }, level: 'note' }, {}, 'LOW', 'LOW'],
    ['devskim', { properties: { DevSkimSeverity: 'BestPractice' }, level: 'error' }, {}, 'LOW', 'BestPractice'],
    ['devskim', { properties: { DevSkimSeverity: 'Moderate' } }, {}, 'MEDIUM', 'Moderate'],
    ['Nessus', { properties: { severity: '3' } }, {}, 'HIGH', '3'],
    ['HCL AppScan Static Analyzer', { properties: { Severity: 'Informational' } }, {}, 'INFORMATIONAL', 'Informational'],
    ['Black Duck', { properties: { securityRisk: 'CRITICAL' }, level: 'error' }, {}, 'CRITICAL', 'CRITICAL'],
    ['gosec', { level: 'error' }, { properties: { tags: ['security', 'MEDIUM'] } }, 'MEDIUM', 'MEDIUM'],
    [
      'Snyk Open Source',
      { level: 'error' },
      { shortDescription: { text: 'Critical severity - RCE vulnerability in x' } },
      'CRITICAL',
      'Critical',
    ],
    ['Snyk IaC', {}, { shortDescription: { text: 'Low severity - No probe' } }, 'LOW', 'Low'],
    [
      'grype',
      { level: 'note' },
      { shortDescription: { text: 'CVE-2020-1 critical vulnerability for x package' }, properties: { 'security-severity': '0.0' } },
      'CRITICAL',
      'critical',
    ],
    [
      'Trivy',
      {},
      { name: 'Misconfiguration', help: { text: 'Misconfiguration DS002\nType: Dockerfile\nSeverity: HIGH\nCheck: x' } },
      'HIGH',
      'HIGH',
    ],
    ['Trivy (MegaLinter REPOSITORY_TRIVY)', {}, { properties: { tags: ['vulnerability', 'security', 'LOW'] } }, 'LOW', 'LOW'],
    ['ruff', { level: 'error' }, { properties: { 'problem.severity': 'error' } }, 'HIGH', 'error'],
  ])("reads %s's own word", (name, result, rule, label, original) => {
    expect(severityOf(result, rule, { name })).toEqual({ label, original })
  })

  test('does not take a tag for a severity in tools that tag otherwise', () => {
    expect(severityOf({ level: 'note' }, { properties: { tags: ['HIGH'] } }, { name: 'CodeQL' })).toEqual({
      label: 'LOW',
      original: 'note',
    })
  })

  test('of an open or review result is what it would be as a problem', () => {
    expect(severityOf({ kind: 'review', level: 'none' }, { defaultConfiguration: { level: 'error' } })).toEqual({
      label: 'HIGH',
      original: 'error',
    })
  })
})

describe('the severity of a leaked secret', () => {
  test.each([
    ['is HIGH when the tool says nothing', {}, 'HIGH', 'unverified'],
    ['is the level that the tool states', { level: 'warning' }, 'MEDIUM', 'warning'],
    ['is CRITICAL when the secret works', { level: 'error', properties: { validity: 'valid' } }, 'CRITICAL', 'verified'],
    ['is CRITICAL when JFrog tried the token', { level: 'info', properties: { tokenValidation: 'Active' } }, 'CRITICAL', 'verified'],
    ['is HIGH when the token is dead', { properties: { tokenValidation: 'Inactive' } }, 'HIGH', 'unverified'],
    ['is CRITICAL for verified: true', { properties: { verified: true } }, 'CRITICAL', 'verified'],
    ['is HIGH for verified: false', { properties: { verified: false } }, 'HIGH', 'unverified'],
    ['is the score of the tool before all', { properties: { verified: true, 'security-severity': '5.0' } }, 'MEDIUM', '5.0'],
  ])('%s', (_, result, label, original) => {
    expect(findingOf({ ruleId: 'R', ...result }, { name: 'gitleaks' }).severity).toEqual({ label, original })
  })
})

describe('the confidence of a finding', () => {
  test.each([
    ['very-high precision', {}, { properties: { precision: 'very-high' } }, 95],
    ['high precision', {}, { properties: { precision: 'high' } }, 80],
    ['medium precision', {}, { properties: { precision: 'medium' } }, 60],
    ['low precision', {}, { properties: { precision: 'low' } }, 30],
    ['an unknown precision', {}, { properties: { precision: 'superb' } }, undefined],
    [
      "the tool's own word before the rule's precision",
      { properties: { issue_confidence: 'LOW' } },
      { properties: { precision: 'high' } },
      30,
    ],
    ['a part of one', { properties: { confidence: 0.96 } }, {}, 96],
    ['per cent', { properties: { confidence: '75' } }, {}, 75],
    ['too much', { properties: { confidence: 101 } }, {}, undefined],
    ["Semgrep's tag", {}, { properties: { tags: ['LOW CONFIDENCE'], precision: 'very-high' } }, 30],
  ])('comes from %s', (_, result, rule, expected) => {
    expect(findingOf({ ruleId: 'R', ...result }, { rules: [{ id: 'R', ...rule }] }).confidence).toBe(expected)
  })

  test('counts to five in Fortify', () => {
    expect(findingOf({ properties: { Confidence: '4.0' } }, { name: 'Micro Focus Fortify Static Code Analyzer' }).confidence).toBe(80)
  })
})

describe('a grade in words', () => {
  const cve = (message: string, rule: object = {}) =>
    findingOf({ ruleId: 'CVE-2024-0001', level: 'note', message: { text: message } }, { rules: [{ id: 'CVE-2024-0001', ...rule }] })
      .severity
  test.each([
    ['a@1.0 is vulnerable (high). Upgrade it.', 'HIGH', 'high'],
    ['[CRITICAL] a 1.0 is affected', 'CRITICAL', 'CRITICAL'],
    ['[zlib - 1.2.11 - High] Inflate is broken.', 'HIGH', 'High'],
    ['Moderate severity issue in a', 'MEDIUM', 'Moderate'],
    ['a 1.0 (Severity: high)', 'HIGH', 'high'],
    ['**Severity:** Critical', 'CRITICAL', 'Critical'],
    ['Package: a, Severity: low', 'LOW', 'low'],
    ['An attacker with high privileges can do it.', 'LOW', 'note'],
    ['The severity of this is low compared to others.', 'LOW', 'note'],
    ['Severity: undefined', 'LOW', 'note'],
    ['First line.\nIt costs little (high load).', 'LOW', 'note'],
  ])('%s', (message, label, original) => {
    expect(cve(message)).toEqual({ label, original })
  })

  test('stands in the rule (Prisma Cloud)', () => {
    expect(cve('A flaw.', { shortDescription: { text: '[Prisma Cloud] CVE-2024-0001 in a (high)' } }).label).toBe('HIGH')
    expect(cve('A flaw.', { fullDescription: { text: 'Critical severity CVE-2024-0001 found in a' } }).label).toBe('CRITICAL')
  })

  test('of a check of an image is no level (Prisma Cloud)', () => {
    const rules = [{ id: '41', shortDescription: { text: '[Prisma Cloud] Compliance check 41 violated (critical)' } }]
    expect(findingOf({ ruleId: '41', level: 'warning' }, { name: 'Prisma Cloud (twistcli)', rules })).toMatchObject({
      kind: 'configuration',
      severity: { label: 'CRITICAL', original: 'critical' },
    })
  })

  test('in brackets is prose where nothing is graded', () => {
    expect(severityOf({ level: 'note', message: { text: 'Complexity of f (high)' } }).label).toBe('LOW')
  })
})

describe('a score in properties', () => {
  test.each([
    [{ cvssScore: 8.2 }, 'HIGH', '8.2'],
    [{ cvssScore: '9.8' }, 'CRITICAL', '9.8'],
    [{ cvss: { score: 5.3, vector: 'CVSS:3.1/AV:N' } }, 'MEDIUM', '5.3'],
    [{ cvss: [{ baseScore: 3.1 }] }, 'LOW', '3.1'],
    [{ cvssScore: 'undefined' }, 'LOW', 'note'],
    [{ cvssScore: 0 }, 'LOW', 'note'],
    [{ cvssScore: 'NaN', severity: 'undefined' }, 'LOW', 'note'],
    [{ riskLevel: 'high' }, 'HIGH', 'high'],
  ])('%j', (properties, label, original) => {
    expect(severityOf({ level: 'note', properties })).toEqual({ label, original })
  })
})
