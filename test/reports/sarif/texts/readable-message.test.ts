import { describe, expect, test } from '@jest/globals'
import { findingOf, type Json } from '../support.js'

const messageOf = (text: string, name: string, rule: Json = {}) =>
  findingOf({ ruleId: 'R', message: { text } }, { name, rules: [{ id: 'R', ...rule }] }).message

describe('the message of a tool that writes a table of facts', () => {
  test("is Trivy's line with words", () => {
    const table =
      'Artifact: db.tf\nType: terraform\nVulnerability AWS-0077\nSeverity: MEDIUM\nMessage: Retention is very low.\nLink: [AWS-0077](https://x.test)'
    expect(messageOf(table, 'Trivy', { name: 'Misconfiguration', shortDescription: { text: 'Keep backups' } })).toBe(
      'Retention is very low.',
    )
  })

  test("is what Trivy's rule says where the table has no words", () => {
    const table = 'Package: lodash\nInstalled Version: 4.17.20\nVulnerability CVE-2021-23337\nSeverity: HIGH\nFixed Version: 4.17.21'
    expect(messageOf(table, 'Trivy', { shortDescription: { text: 'lodash: command injection' } })).toBe('lodash: command injection')
    expect(messageOf(table, 'Trivy', { fullDescription: { text: 'Versions before 4.17.21.' } })).toBe('Versions before 4.17.21.')
    expect(messageOf(table, 'Trivy')).toBe(table)
  })

  test('still tells the package and the severity', () => {
    const text = 'Package: lodash\nInstalled Version: 4.17.20\nVulnerability CVE-2021-23337\nSeverity: LOW\nFixed Version: 4.17.21'
    const finding = findingOf({ ruleId: 'CVE-2021-23337', message: { text } }, { name: 'Trivy' })
    expect(finding.severity).toEqual({ label: 'LOW', original: 'LOW' })
    expect(finding.vulnerability?.packages).toEqual([{ name: 'lodash', version: '4.17.20', fixedVersion: '4.17.21' }])
  })

  test('is what Wiz describes, expects and found', () => {
    const table =
      'Description: Logs should be kept\nPath: main.tf\nLine number: 3\nExpected: on\nFound: off\nRemediation instructions: Turn it on'
    expect(messageOf(table, 'WizCLI')).toBe('Logs should be kept\nExpected: on\nFound: off')
  })

  test.each(['Trivy', 'WizCLI'])('is left alone when %s writes a sentence', (name) => {
    expect(messageOf('When sending data, libcurl could keep a pointer.\nMessage: x', name)).toBe(
      'When sending data, libcurl could keep a pointer.\nMessage: x',
    )
  })

  test('is left alone for other tools', () => {
    const text = 'Artifact: a\nSeverity: HIGH\nMessage: b'
    expect(messageOf(text, 'Another')).toBe(text)
  })
})

test.each([
  [': # example.com/m/sub\nsub/a.go:2:23: syntax error: unexpected }', 'sub/a.go:2:23: syntax error: unexpected }'],
  [': # example.com/m/sub', ': # example.com/m/sub'],
  [': # of elements is wrong\nsee below', ': # of elements is wrong\nsee below'],
])('%j says what is wrong without the package that it is about', (text, message) => {
  expect(messageOf(text, 'golangci-lint')).toBe(message)
})
