import { describe, expect, test } from '@jest/globals'
import { findingOf } from '../support.js'

describe('the id of a rule that changes with every build', () => {
  const scanned = (tag: string, version = '1.1.1k-r0') => {
    const id = `acme/web:${tag} (alpine 3.12.7): libssl1.1-${version} CVE-2021-3712`
    const text = `Package: libssl1.1\nInstalled Version: ${version}\nVulnerability CVE-2021-3712\nSeverity: HIGH\nFixed Version: 1.1.1l-r0`
    const locations = [{ physicalLocation: { artifactLocation: { uri: `acme/web:${tag}` } } }]
    return findingOf(
      { ruleId: id, message: { text }, locations },
      { name: 'Trivy', rules: [{ id, name: 'OS Package Vulnerability (Alpine)' }] },
    ).rule
  }

  test('is the advisory where the package is known beside it', () => {
    expect(scanned('1.0.0').stableId).toBe('CVE-2021-3712')
    expect(scanned('1.0.1', '1.1.1j-r0').stableId).toBe('CVE-2021-3712')
    expect(scanned('1.0.0').id).toContain('acme/web:1.0.0')
  })

  test.each([
    ['acme/web:1.0.0/root-user', 'acme/web/root-user'],
    ['root-user@1.2.3', 'root-user'],
    ['rules@1.2.3/root-user', 'rules/root-user'],
    ['acme-4.5.6:root-user', 'acme-:root-user'],
    ['root-user', undefined],
    ['tls-1.0', undefined],
    ['a@b', undefined],
    ['acme-4.5.67', undefined],
  ])('%s is %s without it', (ruleId, stableId) => {
    const driver = { name: 'Acme', version: '4.5.6' }
    const locations = [{ physicalLocation: { artifactLocation: { uri: 'acme/web:1.0.0' } } }]
    expect(findingOf({ ruleId, locations }, driver).rule.stableId).toBe(stableId)
  })
})

describe('the ids that a rule has had', () => {
  const aliasesOf = (ruleId: string) =>
    findingOf({ ruleId }, { name: 'Acme', rules: [{ id: 'NEW', deprecatedIds: ['OLD', 'OLDER'] }] }).rule.aliases

  test.each([
    ['NEW', ['OLD', 'OLDER']],
    ['NEW/a', ['OLD/a', 'OLDER/a']],
    ['OLD', ['NEW', 'OLDER']],
    ['OLD/a', ['NEW/a', 'OLDER/a']],
  ])('are for %s %j', (ruleId, aliases) => {
    expect(aliasesOf(ruleId)).toEqual(aliases)
  })
})
