import { describe, expect, test } from '@jest/globals'
import { findingOf, type Json } from '../support.js'

const pageOf = (ruleId: string, rule: Json, name = 'Snyk Open Source') =>
  findingOf({ ruleId }, { name, rules: [{ id: ruleId, ...rule }] }).rule.helpUrl

describe('the page of an advisory', () => {
  test('is the link of the rule', () => {
    const rule = { helpUri: 'https://avd.example.com/1', help: { text: '[CVE-2024-0001](https://nvd.example.com/CVE-2024-0001)' } }
    expect(pageOf('CVE-2024-0001', rule, 'Trivy')).toBe('https://avd.example.com/1')
  })

  test('is the link of the help whose label or address names the advisory', () => {
    const help = { text: '[CWE-502](https://cwe.example.com/502), [CVE-2024-0001](https://nvd.example.com/x)' }
    expect(pageOf('CVE-2024-0001', { help }, 'Grype')).toBe('https://nvd.example.com/x')
    const address = { markdown: '[details](https://example.com/CVE-2024-00011) and [page](https://example.com/cve-2024-0001)' }
    expect(pageOf('CVE-2024-0001', { help: address }, 'Grype')).toBe('https://example.com/cve-2024-0001')
  })

  test("is Snyk's own page for an id of Snyk, and not the one of another advisory that the help mentions", () => {
    const help = {
      markdown:
        'Also known as [CVE-2015-4852](https://security.snyk.io/vuln/SNYK-JAVA-COMMONSCOLLECTIONS-6056408), found in [a library](https://snyk.io/vuln/SNYK-JAVA-COMMONSCOLLECTIONS-30078)',
    }
    expect(pageOf('SNYK-JAVA-COMMONSCOLLECTIONS-30078', { help, fullDescription: { text: '(CVE-2015-7501) a:b@3.2.1' } })).toBe(
      'https://security.snyk.io/vuln/SNYK-JAVA-COMMONSCOLLECTIONS-30078',
    )
  })

  test('is nothing when nobody links to it', () => {
    expect(pageOf('CVE-2024-0001', { help: { text: '[CWE-502](https://cwe.example.com/502)' } }, 'JFrog Xray Scanner')).toBeUndefined()
    expect(pageOf('CVE-2024-0001', { help: { text: '[CVE-2024-0001](javascript:alert(1))' } }, 'JFrog Xray Scanner')).toBeUndefined()
  })

  test("is Grype's link to itself only when there is nothing else", () => {
    expect(pageOf('CVE-2024-0001', { helpUri: 'https://github.com/anchore/grype' }, 'Grype')).toBe('https://github.com/anchore/grype')
  })
})
