import { describe, expect, test } from '@jest/globals'
import { toAsff } from '../../src/asff/map.js'
import type { Finding } from '../../src/finding.js'
import { aContext, aFinding, aLife, aVulnerability } from './factories.js'
import { objections } from './valid.js'

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
const WIDE = '漢'.repeat(5000)
const packages = (count: number) =>
  Array.from({ length: count }, () => ({ name: WIDE, version: WIDE, release: WIDE, path: WIDE, fixedVersion: WIDE, manager: WIDE }))

function mapped(changes: Partial<Finding>, productFields: Record<string, string> = {}) {
  const asff = toAsff(aFinding(changes), aContext(), aLife({ productFields }))
  expect(objections(asff)).toEqual([])
  expect(bytes(asff)).toBeLessThanOrEqual(200_000)
  return asff
}

describe('the size of a finding', () => {
  test('is left alone below 200,000 bytes', () => {
    const asff = mapped({ vulnerability: aVulnerability({ packages: packages(5) }) })
    expect(asff.Vulnerabilities?.[0]?.VulnerablePackages).toHaveLength(5)
    expect(asff.ProductFields).not.toHaveProperty(['publish-to-security-hub/omitted'])
  })

  test('is kept by leaving out the least useful first, and that is told', () => {
    const urls = ['https://nvd.test/1']
    const vulnerability = aVulnerability({ packages: packages(50), urls, related: ['GHSA-1'], cvss: [{ score: 1 }] })
    const asff = mapped({ vulnerability })
    expect(asff.ProductFields?.['publish-to-security-hub/omitted']).toBe('references; names; scores; generator details; packages beyond 5')
    expect(asff.Vulnerabilities).toEqual([
      { Id: 'CVE-2021-23337', FixAvailable: 'YES', VulnerablePackages: expect.arrayContaining([expect.anything()]) },
    ])
    expect(asff).not.toHaveProperty('GeneratorDetails')
  })

  test('is kept even when the fields for the next run are too large', () => {
    const large = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, WIDE]))
    const asff = mapped({ vulnerability: aVulnerability({ packages: packages(50) }) }, large)
    expect(asff.ProductFields?.['publish-to-security-hub/omitted']).toMatch(/; packages; vulnerabilities; ends of product fields$/)
    expect(asff.ProductFields?.['publish-to-security-hub/k0']).toBe(`${'漢'.repeat(255)}…`)
  })
})
