import { describe, expect, test } from '@jest/globals'
import { toAsff } from '../../src/asff/map.js'
import { vulnerabilitiesOf } from '../../src/asff/vulnerabilities.js'
import type { Vulnerability, VulnerablePackage } from '../../src/finding.js'
import { aContext, aFinding, aLife, aRule, aVulnerability } from './factories.js'

const LONG_ID = 'SNYK-JAVA-ORGAPACHELOGGINGLOG4J-2314720'
const advisory = (changes: Partial<Vulnerability> = {}) => aFinding({ kind: 'vulnerability', vulnerability: aVulnerability(changes) })
const mapped = (changes: Partial<Vulnerability>) => vulnerabilitiesOf(advisory(changes))?.[0]
const packaged = (...packages: VulnerablePackage[]) => mapped({ packages })

describe('an advisory', () => {
  test('has everything that the tool knows', () => {
    const vulnerability = aVulnerability({
      related: ['GHSA-35jh-r3h4-6jhm', 'GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
      cvss: [
        { version: '3.1', score: 7.2, vector: 'CVSS:3.1/AV:N', source: 'nvd' },
        { version: '2.0', score: Number.NaN },
        { score: 11, vector: ' ', source: 'x' },
        { version: '4.0', vector: 'CVSS:4.0/AV:N' },
      ],
      epss: 0.01,
      exploitAvailable: false,
      vendor: {
        name: 'GitHub Advisory Database of the world',
        severity: 'HIGH',
        url: 'https://u:p@ghsa.test/x',
        createdAt: '2021-02-15T12:00:00+02:00',
        updatedAt: '2021-02-15',
      },
      urls: ['https://nvd.test/1', 'https://nvd.test/1', 'javascript:alert(1)', 'ftp://x.test', 'https://b.test/a b', 'not a url'],
    })
    expect(vulnerabilitiesOf(aFinding({ kind: 'vulnerability', vulnerability }))).toEqual([
      {
        Id: 'CVE-2021-23337',
        VulnerablePackages: [
          {
            Name: 'lodash',
            Version: '4.17.20',
            PackageManager: 'NPM',
            FixedInVersion: '4.17.21',
            Remediation: 'Upgrade lodash to 4.17.21',
          },
        ],
        Cvss: [
          { Version: '3.1', BaseScore: 7.2, BaseVector: 'CVSS:3.1/AV:N', Source: 'nvd' },
          { Version: '4.0', BaseVector: 'CVSS:4.0/AV:N' },
        ],
        RelatedVulnerabilities: ['GHSA-35jh-r3h4-6jhm'],
        Vendor: {
          Name: 'GitHub Advisory Database of the…',
          Url: 'https://ghsa.test/x',
          VendorSeverity: 'HIGH',
          VendorCreatedAt: '2021-02-15T10:00:00.000Z',
        },
        ReferenceUrls: ['https://nvd.test/1', 'https://b.test/a%20b'],
        FixAvailable: 'YES',
        EpssScore: 0.01,
        ExploitAvailable: 'NO',
      },
    ])
  })

  test('goes by another name when its own is too long', () => {
    expect(mapped({ id: LONG_ID, related: ['CVE-2021-44228', 'GHSA-1'] })).toMatchObject({
      Id: 'CVE-2021-44228',
      RelatedVulnerabilities: [LONG_ID, 'GHSA-1'],
    })
  })

  test('without a name that fits is told in ProductFields', () => {
    const asff = toAsff(advisory({ id: LONG_ID }), aContext(), aLife())
    expect(asff).not.toHaveProperty('Vulnerabilities')
    expect(asff.ProductFields?.['publish-to-security-hub/advisory']).toBe(LONG_ID)
    expect(asff.Title).toBe(`${LONG_ID} in lodash 4.17.20`)
  })

  test.each([
    ['vulnerable-dependency', undefined],
    ['WS-2021-0001', 'WS-2021-0001'],
    ['GHSA-jjjh-jjxp-wpff', 'GHSA-jjjh-jjxp-wpff'],
  ])('that is only known by the id %s of its rule', (id, expected) => {
    const finding = aFinding({
      kind: 'vulnerability',
      rule: aRule({ id }),
      cwes: ['CWE-79'],
      vulnerability: aVulnerability({ id, related: [] }),
    })
    expect(vulnerabilitiesOf(finding)?.[0]?.Id).toBe(expected)
  })

  test('has at most ten links and says how many there were', () => {
    const urls = Array.from({ length: 12 }, (_, index) => `https://nvd.test/${index}`)
    expect(mapped({ urls })?.ReferenceUrls).toEqual(urls.slice(0, 10))
    const asff = toAsff(advisory({ urls }), aContext(), aLife())
    expect(asff.ProductFields?.['publish-to-security-hub/omitted']).toBe('2 of 12 references')
  })
})

describe('a package', () => {
  test.each([
    [
      'YES',
      [
        { name: 'a', fixedVersion: '2' },
        { name: 'b', fixedVersion: '3' },
      ],
    ],
    ['PARTIAL', [{ name: 'a', fixedVersion: '2' }, { name: 'b' }]],
    ['NO', [{ name: 'a' }, { name: 'b', fixedVersion: ' ' }]],
    [undefined, []],
  ])('fix available %s', (answer, packages) => {
    expect(packaged(...packages)?.FixAvailable).toBe(answer)
  })

  test('is completed from its purl', () => {
    const purl = 'pkg:deb/debian/libssl1.1@1.1.1n-0%2Bdeb11u3?arch=amd64&epoch=1&distro=debian-11'
    expect(packaged({ name: 'libssl1.1', purl })?.VulnerablePackages).toEqual([
      { Name: 'libssl1.1', Version: '1.1.1n-0+deb11u3', Epoch: '1', Architecture: 'amd64', PackageManager: 'OS' },
    ])
  })

  test('keeps what the tool says over what its purl says', () => {
    const one = {
      name: 'x',
      version: '1',
      manager: 'YARN',
      architecture: 'arm64',
      epoch: '2',
      release: '3',
      purl: 'pkg:npm/x@9?arch=amd64&epoch=1',
    }
    expect(packaged(one)?.VulnerablePackages).toEqual([
      { Name: 'x', Version: '1', Epoch: '2', Release: '3', Architecture: 'arm64', PackageManager: 'YARN' },
    ])
  })

  test.each(['pkg:', 'lodash@1', 'pkg:npm/%zz', '', 'pkg:npm/a?constructor=1'])('is not confused by the purl %j', (purl) => {
    expect(packaged({ name: 'x', version: '1', purl })?.VulnerablePackages?.[0]).toMatchObject({ Name: 'x', Version: '1' })
  })

  test.each([
    ['npm', 'NPM'],
    ['golang', 'GOMOD'],
    ['PyPI', 'PIP'],
    ['crates.io', 'CARGO'],
    ['Packagist', 'COMPOSER'],
    ['hex', 'HEX'],
  ])('of %s has the manager %s', (manager, word) => {
    expect(packaged({ name: 'x', manager })?.VulnerablePackages?.[0]?.PackageManager).toBe(word)
  })

  test('is one of at most 50, and the others are told', () => {
    const packages = Array.from({ length: 60 }, (_, index) => ({ name: `p${index}` }))
    expect(packaged(...packages)?.VulnerablePackages).toHaveLength(50)
    const asff = toAsff(advisory({ packages }), aContext(), aLife())
    expect(asff.ProductFields?.['publish-to-security-hub/omitted']).toBe('10 of 60 packages')
  })
})

describe('a weakness in code', () => {
  test('has its CWEs and its lines', () => {
    const finding = aFinding({ cwes: ['CWE-79'], location: { path: 'src/a.ts', startLine: 3 } })
    expect(vulnerabilitiesOf(finding)).toEqual([
      { Id: 'CWE-79', CodeVulnerabilities: [{ Cwes: ['CWE-79'], FilePath: { FileName: 'a.ts', FilePath: 'src/a.ts', StartLine: 3 } }] },
    ])
  })

  test.each(['-Wanalyzer-double-free', 'arrayIndexOutOfBounds', 'dalfox/cwe-79', 'B105'])('never goes by its rule %s', (id) => {
    const rule = aRule({ id })
    expect(vulnerabilitiesOf(aFinding({ rule, cwes: ['CWE-95'] }))?.[0]?.Id).toBe('CWE-95')
    expect(vulnerabilitiesOf(aFinding({ rule, location: { path: 'a.ts' } }))).toBeUndefined()
  })

  test('has no entry when there is neither CWE nor place', () => {
    expect(vulnerabilitiesOf(aFinding())).toBeUndefined()
  })

  test.each(['secret', 'configuration', 'other'] as const)('is none when it is about %s', (kind) => {
    expect(vulnerabilitiesOf(aFinding({ kind, cwes: ['CWE-798'], location: { path: 'a.ts' } }))).toBeUndefined()
  })
})
