import { describe, expect, test } from '@jest/globals'
import type { Finding, VulnerablePackage } from '../../../../src/finding.js'
import { packageOfPurl } from '../../../../src/reports/vocabulary/purl.js'
import { at, findingOf, type Json } from '../support.js'

interface Case {
  readonly driver: Json
  readonly result: Json
  readonly run?: Json
  readonly id: string
  readonly related?: readonly string[]
  readonly title?: string
  readonly packages: readonly VulnerablePackage[]
  readonly more?: Partial<Finding>
}

const placeholder = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 }

const trivyRule = (name: string) => ({
  id: 'CVE-2024-0001',
  name,
  shortDescription: { text: 'openssl: leak' },
  helpUri: 'https://avd.aquasec.com/nvd/cve-2024-0001',
  // The help is that of the rule's first result, not of this one.
  help: { text: 'Vulnerability CVE-2024-0001\nSeverity: HIGH\nPackage: another\nFixed Version: 9.9' },
  properties: {
    'security-severity': '8.1',
    cvssv3_baseScore: 8.1,
    cvssv3_vector: 'CVSS:3.1/AV:N',
    precision: 'very-high',
    tags: ['vulnerability', 'HIGH'],
  },
})
const trivyMessage = (name: string, version: string, fixed: string) =>
  `Package: ${name}\nInstalled Version: ${version}\nVulnerability CVE-2024-0001\nSeverity: HIGH\nFixed Version: ${fixed}\nLink: [CVE-2024-0001](https://avd.aquasec.com/nvd/cve-2024-0001)`

const CASES: Readonly<Record<string, Case>> = {
  'Trivy in a repository': {
    driver: { name: 'Trivy', rules: [trivyRule('LanguageSpecificPackageVulnerability')] },
    result: {
      ruleId: 'CVE-2024-0001',
      message: { text: trivyMessage('lodash', '4.17.20', '4.17.21') },
      locations: at('web/package-lock.json', { startLine: 7 }, { uriBaseId: 'ROOTPATH' }),
    },
    run: { originalUriBaseIds: { ROOTPATH: { uri: 'file:///home/runner/work/r/r/' } } },
    id: 'CVE-2024-0001',
    title: 'CVE-2024-0001 in lodash 4.17.20',
    packages: [{ name: 'lodash', version: '4.17.20', fixedVersion: '4.17.21', manager: 'NPM', path: 'web/package-lock.json' }],
    more: {
      kind: 'vulnerability',
      location: { path: 'web/package-lock.json', startLine: 7, endLine: 7 },
      remediation: 'Upgrade lodash to 4.17.21.',
      severity: { label: 'HIGH', original: '8.1' },
    },
  },
  'Trivy in an image': {
    driver: { name: 'Trivy', rules: [trivyRule('LanguageSpecificPackageVulnerability')] },
    result: {
      ruleId: 'CVE-2024-0001',
      message: { text: trivyMessage('pip', '25.2', '') },
      locations: at('usr/lib/pip-25.2.dist-info/METADATA', placeholder, { uriBaseId: 'ROOTPATH' }),
    },
    run: {
      originalUriBaseIds: { ROOTPATH: { uri: 'file:///' } },
      properties: { imageName: 'python:3-alpine', repoTags: ['python:3-alpine'] },
    },
    id: 'CVE-2024-0001',
    title: 'CVE-2024-0001 in pip 25.2',
    packages: [{ name: 'pip', version: '25.2', manager: 'PYPI', path: 'usr/lib/pip-25.2.dist-info/METADATA' }],
    more: { location: { uri: 'python' }, image: 'python:3-alpine' },
  },
  'Trivy in the system of an image that was an archive': {
    driver: { name: 'Trivy', rules: [trivyRule('OsPackageVulnerability')] },
    result: {
      ruleId: 'CVE-2024-0001',
      message: { text: trivyMessage('libssl3', '3.0.1', '3.0.2, 3.1.1') },
      locations: at('out/shop.tar', placeholder, { uriBaseId: 'ROOTPATH' }),
    },
    run: { properties: { imageName: 'out/shop.tar', repoTags: ['ghcr.io/example/shop:1'] } },
    id: 'CVE-2024-0001',
    title: 'CVE-2024-0001 in libssl3 3.0.1',
    packages: [{ name: 'libssl3', version: '3.0.1', fixedVersion: '3.0.2, 3.1.1', manager: 'OS' }],
    more: { image: 'ghcr.io/example/shop:1', remediation: 'Upgrade libssl3 to one of 3.0.2, 3.1.1.' },
  },
  'Trivy of early versions': {
    driver: {
      name: 'Trivy',
      rules: [
        {
          id: 'docker.io/example/shop:1 (alpine 3.14): libcurl-7.78 CVE-2021-22945',
          name: 'OS Package Vulnerability (Alpine)',
          help: {
            text: 'Vulnerability CVE-2021-22945\nSeverity: CRITICAL\nPackage: libcurl\nInstalled Version: 7.78\nFixed Version: 7.79',
          },
          properties: { tags: ['vulnerability', 'CRITICAL', 'libcurl'] },
        },
      ],
    },
    result: {
      ruleIndex: 0,
      level: 'error',
      message: { text: 'When sending data …' },
      locations: at('docker.io/example/shop:1', undefined, { uriBaseId: 'ROOTPATH' }),
    },
    run: { originalUriBaseIds: { ROOTPATH: { uri: 'file:///' } } },
    id: 'CVE-2021-22945',
    title: 'CVE-2021-22945 in libcurl 7.78',
    packages: [{ name: 'libcurl', version: '7.78', fixedVersion: '7.79', manager: 'OS' }],
    more: { severity: { label: 'CRITICAL', original: 'CRITICAL' }, image: 'docker.io/example/shop:1' },
  },
  'Grype in a repository': {
    driver: {
      name: 'grype',
      rules: [
        {
          id: 'GHSA-cxww-7g56-2vh6-actions/download-artifact',
          helpUri: 'https://github.com/anchore/grype',
          shortDescription: { text: 'GHSA-cxww-7g56-2vh6 high vulnerability for actions/download-artifact package' },
          help: {
            text: 'Vulnerability GHSA-cxww-7g56-2vh6\nSeverity: high\nPackage: actions/download-artifact\nVersion: v4\nFix Version: 4.1.3\nType: github-action\nLink: [GHSA-cxww-7g56-2vh6](https://github.com/advisories/GHSA-cxww-7g56-2vh6)',
          },
          properties: {
            'security-severity': '7.3',
            purls: ['pkg:github/actions/download-artifact@v3', 'pkg:github/actions/download-artifact@v4'],
          },
        },
      ],
    },
    result: {
      ruleId: 'GHSA-cxww-7g56-2vh6-actions/download-artifact',
      message: {
        text: 'A high vulnerability in github-action package: actions/download-artifact, version v4 was found at: /.github/workflows/ci.yml',
      },
      locations: at('/.github/workflows/ci.yml', placeholder),
    },
    id: 'GHSA-cxww-7g56-2vh6',
    title: 'GHSA-cxww-7g56-2vh6 in actions/download-artifact v4',
    packages: [
      {
        name: 'actions/download-artifact',
        purl: 'pkg:github/actions/download-artifact@v4',
        version: 'v4',
        manager: 'GITHUB',
        fixedVersion: '4.1.3',
        path: '.github/workflows/ci.yml',
      },
    ],
    more: { location: { path: '.github/workflows/ci.yml', ...placeholder }, remediation: 'Upgrade actions/download-artifact to 4.1.3.' },
  },
  'Grype in an image': {
    driver: {
      name: 'grype',
      rules: [{ id: 'CVE-1999-0001-package-1', help: { text: 'Vulnerability CVE-1999-0001\nVersion: 1.1.1\nFix Version: \nType: rpm' } }],
    },
    result: {
      ruleId: 'CVE-1999-0001-package-1',
      message: {
        text: 'A low vulnerability in rpm package: package-1, version 1.1.1 was found in image ghcr.io/example/alpine:3 at: lib/apk/db/installed',
      },
      locations: at('alpine/lib/apk/db/installed', placeholder),
    },
    id: 'CVE-1999-0001',
    title: 'CVE-1999-0001 in package-1 1.1.1',
    packages: [{ name: 'package-1', version: '1.1.1', manager: 'OS', path: 'lib/apk/db/installed' }],
    more: { image: 'ghcr.io/example/alpine:3', location: { uri: 'ghcr.io/example/alpine' } },
  },
  'Grype of early versions': {
    driver: { name: 'Grype' },
    result: {
      ruleId: 'CVE-2008-0732-geronimo',
      message: {
        text: 'The path lib/geronimo.jar reports geronimo at version 1.0.1  which would result in a vulnerable (java-archive) package installed',
      },
      locations: at('lib/geronimo.jar', placeholder),
    },
    id: 'CVE-2008-0732',
    title: 'CVE-2008-0732 in geronimo 1.0.1',
    packages: [{ name: 'geronimo', version: '1.0.1', manager: 'MAVEN', path: 'lib/geronimo.jar' }],
  },
  'OSV-Scanner': {
    driver: {
      name: 'osv-scanner',
      rules: [
        {
          id: 'CVE-2022-24713',
          deprecatedIds: ['CVE-2022-24713', 'RUSTSEC-2022-0013', 'GHSA-m5pq-gvj9-9vr8'],
          help: {
            text: '**Your dependency is vulnerable to [CVE-2022-24713](https://osv.dev/CVE-2022-24713)**\n\n### Affected Packages\n\n| Source | Package Name | Package Version |\n| --- | --- | --- |\n| lockfile:/x/Cargo.lock | @a/regex | 1.5.1 |\n\n## Remediation\n\n### Fixed Versions\n\n| Vulnerability ID | Package Name | Fixed Version |\n| --- | --- | --- |\n| GHSA-m5pq-gvj9-9vr8 | @a/regex | 1.5.5 |\n| RUSTSEC-2022-0013 | @a/regex | 1.5.5, 1.6.0 |\n| RUSTSEC-2022-0013 | other | 3 |\n',
          },
        },
      ],
    },
    result: {
      ruleId: 'CVE-2022-24713',
      level: 'warning',
      message: { text: "Package '@a/regex@1.5.1' is vulnerable to 'CVE-2022-24713' (also known as 'RUSTSEC-2022-0013')." },
      locations: at('file:///home/runner/work/r/r/Cargo.lock'),
    },
    id: 'CVE-2022-24713',
    related: ['GHSA-m5pq-gvj9-9vr8', 'RUSTSEC-2022-0013'],
    title: 'CVE-2022-24713 in @a/regex 1.5.1',
    packages: [{ name: '@a/regex', version: '1.5.1', fixedVersion: '1.5.5, 1.6.0', manager: 'CARGO', path: 'Cargo.lock' }],
  },
  'Snyk Open Source': {
    driver: {
      name: 'Snyk Open Source',
      rules: [
        {
          id: 'SNYK-PHP-DOMPDFDOMPDF-2428942',
          shortDescription: { text: 'High severity - Remote Code Execution (RCE) vulnerability in dompdf/dompdf' },
          fullDescription: { text: '(CVE-2022-28368) dompdf/dompdf@1.2.0' },
          help: {
            text: '',
            markdown:
              '* Package Manager: composer\n* Vulnerable module: dompdf/dompdf\n# Overview\nUpgrade `x` to version 3 or higher is not it.\n# Remediation\nUpgrade `dompdf/dompdf` to version 1.2.1, 2.0.0 or higher.\n',
          },
          properties: { tags: ['security', 'CWE-94', 'composer'], 'security-severity': '8.1' },
        },
      ],
    },
    result: {
      ruleId: 'SNYK-PHP-DOMPDFDOMPDF-2428942',
      level: 'error',
      message: { text: 'This file introduces a vulnerable dompdf/dompdf package with a high severity vulnerability.' },
      locations: [{ ...at('composer.json', { startLine: 1 })[0], logicalLocations: [{ fullyQualifiedName: 'dompdf/dompdf@1.2.0' }] }],
    },
    id: 'CVE-2022-28368',
    related: ['SNYK-PHP-DOMPDFDOMPDF-2428942'],
    title: 'CVE-2022-28368 in dompdf/dompdf 1.2.0',
    packages: [{ name: 'dompdf/dompdf', version: '1.2.0', manager: 'COMPOSER', fixedVersion: '1.2.1, 2.0.0', path: 'composer.json' }],
    more: { cwes: ['CWE-94'], remediation: 'Upgrade dompdf/dompdf to one of 1.2.1, 2.0.0.' },
  },
  'Snyk Container with a fix of its own': {
    driver: {
      name: 'Snyk Container',
      rules: [
        {
          id: 'SNYK-ALPINE319-MUSL-8720640',
          shortDescription: { text: 'Low severity - CVE-2025-26519 vulnerability in musl' },
          properties: { tags: ['security', 'apk'], 'security-severity': 'null', cvssv3_baseScore: null },
        },
      ],
    },
    result: {
      ruleId: 'SNYK-ALPINE319-MUSL-8720640',
      level: 'note',
      fixes: [{ description: { text: 'Upgrade to musl@1.2.4-r5' } }],
      locations: [{ ...at('Dockerfile')[0], logicalLocations: [{ fullyQualifiedName: 'musl@1.2.4-r4' }] }],
    },
    id: 'CVE-2025-26519',
    related: ['SNYK-ALPINE319-MUSL-8720640'],
    title: 'CVE-2025-26519 in musl 1.2.4-r4',
    packages: [{ name: 'musl', version: '1.2.4-r4', manager: 'OS', fixedVersion: '1.2.4-r5', path: 'Dockerfile' }],
    more: { severity: { label: 'LOW', original: 'Low' }, remediation: 'Upgrade musl to 1.2.4-r5.' },
  },
  'JFrog Xray in an image': {
    driver: {
      name: 'JFrog Xray Scanner',
      rules: [
        {
          id: 'CVE-2024-38428_debian:bookworm:openssl_3.0.13',
          name: 'CVE-2024-38428-debian',
          shortDescription: { text: '[CVE-2024-38428] debian:bookworm:openssl 3.0.13-1~deb12u1' },
          properties: { 'security-severity': '10.0' },
        },
      ],
    },
    result: {
      ruleId: 'CVE-2024-38428_debian:bookworm:openssl_3.0.13',
      properties: { fixedVersion: '[3.0.14-1~deb12u2]', applicability: 'Undetermined' },
      message: {
        text: '[CVE-2024-38428] sha256__f2.tar',
        markdown: '[CVE-2024-38428] sha256__f2.tar \nImage: example.jfrog.io/docker/shop:latest\nLayer (sha256): f2',
      },
      locations: at('file://sha256__f2.tar', placeholder),
    },
    id: 'CVE-2024-38428',
    title: 'CVE-2024-38428 in debian:bookworm:openssl 3.0.13-1~deb12u1',
    packages: [{ name: 'debian:bookworm:openssl', version: '3.0.13-1~deb12u1', fixedVersion: '3.0.14-1~deb12u2' }],
    more: {
      image: 'example.jfrog.io/docker/shop:latest',
      location: { uri: 'example.jfrog.io/docker/shop' },
      severity: { label: 'CRITICAL', original: '10.0' },
    },
  },
  'JFrog policy violations': {
    driver: {
      name: 'JFrog Policy Enforcer',
      rules: [
        {
          id: 'CVE-2018-3721_lodash_4.17.0',
          shortDescription: { text: '[Security Violation] [CVE-2018-3721] lodash 4.17.0 (security-watch)' },
        },
      ],
    },
    result: {
      ruleId: 'CVE-2018-3721_lodash_4.17.0',
      properties: { type: 'cve', fixedVersion: 'No fix available' },
      locations: at('file://Package-Descriptor'),
    },
    id: 'CVE-2018-3721',
    title: 'CVE-2018-3721 in lodash 4.17.0',
    packages: [{ name: 'lodash', version: '4.17.0' }],
  },
  'Black Duck': {
    driver: { name: 'Black Duck', rules: [{ id: 'BDSA-2020-1001 (CVE-2020-11022)', properties: { cwe: ['CWE-79'] } }] },
    result: {
      ruleId: 'BDSA-2020-1001 (CVE-2020-11022)',
      properties: { securityRisk: 'MEDIUM', component: 'jQuery', componentVersion: '1.9.1' },
      fixes: [{ description: { text: 'Upgrade jQuery.' } }],
    },
    id: 'CVE-2020-11022',
    related: ['BDSA-2020-1001'],
    title: 'CVE-2020-11022 in jQuery 1.9.1',
    packages: [{ name: 'jQuery', version: '1.9.1' }],
    more: { severity: { label: 'MEDIUM', original: 'MEDIUM' }, remediation: 'Upgrade jQuery.' },
  },
  'OWASP dependency-check': {
    driver: { name: 'dependency-check' },
    result: {
      ruleId: 'CVE-2019-10086',
      level: 'error',
      properties: { cvssv2_score: '7.5', severity: 'HIGH' },
      locations: [
        {
          ...at('file:////src/lib/commons-beanutils-1.9.2.jar')[0],
          logicalLocations: [{ fullyQualifiedName: 'pkg:maven/commons-beanutils/commons-beanutils@1.9.2' }],
        },
      ],
    },
    id: 'CVE-2019-10086',
    title: 'CVE-2019-10086 in commons-beanutils:commons-beanutils 1.9.2',
    packages: [
      {
        name: 'commons-beanutils:commons-beanutils',
        version: '1.9.2',
        manager: 'MAVEN',
        purl: 'pkg:maven/commons-beanutils/commons-beanutils@1.9.2',
        path: 'lib/commons-beanutils-1.9.2.jar',
      },
    ],
    more: { severity: { label: 'HIGH', original: '7.5' } },
  },
  Wiz: {
    driver: { name: 'WizCLI', rules: [{ id: 'CVE-2023-1', properties: { 'security-severity': '8.0', tags: ['vulnerability'] } }] },
    result: { ruleId: 'CVE-2023-0001', message: { text: 'Component: openssl\nVersion: 1.1.1\nFixed version: 1.1.2\nSeverity: HIGH' } },
    id: 'CVE-2023-0001',
    title: 'CVE-2023-0001 in openssl 1.1.1',
    packages: [{ name: 'openssl', version: '1.1.1', fixedVersion: '1.1.2' }],
  },
  govulncheck: {
    driver: { name: 'govulncheck', rules: [{ id: 'GO-2021-0113', properties: { tags: ['CVE-2021-38561', 'GHSA-ppp9-7jff-5vj2'] } }] },
    result: {
      ruleId: 'GO-2021-0113',
      message: { text: 'Your code calls vulnerable functions in 1 package (golang.org/x/text/language).' },
      locations: at('go.mod'),
    },
    id: 'CVE-2021-38561',
    related: ['GHSA-ppp9-7jff-5vj2', 'GO-2021-0113'],
    title: 'CVE-2021-38561 in golang.org/x/text/language',
    packages: [{ name: 'golang.org/x/text/language', manager: 'GOMOD', path: 'go.mod' }],
  },
  'Checkov on packages': {
    driver: { name: 'Checkov' },
    result: { ruleId: 'CVE-2020-8203_lodash@4.17.0', locations: at('package-lock.json') },
    id: 'CVE-2020-8203',
    title: 'CVE-2020-8203 in lodash 4.17.0',
    packages: [{ name: 'lodash', version: '4.17.0', manager: 'NPM', path: 'package-lock.json' }],
  },
  'a tool that nothing is known of, by purl': {
    driver: { name: 'Nobody', rules: [{ id: 'CVE-2020-8203', properties: { purl: 'pkg:npm/%40a/b@1.0.0?x=y' } }] },
    result: { ruleId: 'CVE-2020-8203', properties: { fixedVersion: ['1.0.1', '2.0.0'] } },
    id: 'CVE-2020-8203',
    title: 'CVE-2020-8203 in @a/b 1.0.0',
    packages: [{ name: '@a/b', version: '1.0.0', manager: 'NPM', purl: 'pkg:npm/%40a/b@1.0.0?x=y', fixedVersion: '1.0.1, 2.0.0' }],
  },
  'a tool that nothing is known of, by property names': {
    driver: { name: 'Nobody' },
    result: { ruleId: 'GHSA-cxww-7g56-2vh6', properties: { packageName: 'left-pad', installedVersion: '1' } },
    id: 'GHSA-cxww-7g56-2vh6',
    title: 'GHSA-cxww-7g56-2vh6 in left-pad 1',
    packages: [{ name: 'left-pad', version: '1' }],
  },
}

describe('a finding about a package', () => {
  test.each(Object.entries(CASES))('is read from %s', (_, { driver, result, run, id, related, title, packages, more }) => {
    const finding = findingOf(result, driver, run)
    expect(finding.kind).toBe('vulnerability')
    expect(finding.vulnerability).toMatchObject({ id, related: related ?? [] })
    expect(finding.vulnerability?.packages).toEqual(packages)
    expect(finding.title).toBe(title)
    expect(finding).toMatchObject(more ?? {})
  })

  test('has every CVSS score, highest version first', () => {
    const properties = {
      cvssv2_score: 5,
      cvssv2_vector: 'AV:N',
      cvssv3_baseScore: 5.3,
      cvssv3_vector: 'CVSS:3.1/AV:N',
      cvssv40_baseScore: 6.9,
    }
    expect(
      findingOf({ ruleId: 'CVE-2020-0001' }, { name: 'Trivy', rules: [{ id: 'CVE-2020-0001', properties }] }).vulnerability?.cvss,
    ).toEqual([
      { version: '4.0', score: 6.9 },
      { version: '3.1', score: 5.3, vector: 'CVSS:3.1/AV:N' },
      { version: '2.0', score: 5, vector: 'AV:N' },
    ])
  })

  test('links to the advisory and not to the home page of the tool', () => {
    const { driver, result } = CASES['Grype in a repository'] ?? { driver: {}, result: {} }
    const finding = findingOf(result, driver)
    expect(finding.rule.helpUrl).toBe('https://github.com/advisories/GHSA-cxww-7g56-2vh6')
    expect(finding.vulnerability?.urls).toEqual(['https://github.com/advisories/GHSA-cxww-7g56-2vh6'])
  })

  test('has no title without a public id, and is then named by the id of the tool', () => {
    const finding = findingOf(
      { ruleId: 'a1b2', message: { text: 'Component: openssl\nVersion: 1' } },
      { name: 'WizCLI', rules: [{ id: 'a1b2', properties: { tags: ['x'] } }] },
    )
    expect(finding.vulnerability).toBeUndefined()
    const snyk = findingOf(
      { ruleId: 'npm:lodash:2018', locations: [{ logicalLocations: [{ fullyQualifiedName: 'lodash@1' }] }] },
      { name: 'Snyk Open Source' },
    )
    expect(snyk.vulnerability).toMatchObject({ id: 'npm:lodash:2018', packages: [{ name: 'lodash', version: '1' }] })
    expect(snyk.title).toBeUndefined()
  })

  test('has the advisories that only the result names', () => {
    const finding = findingOf(
      { ruleId: '12345', properties: { cve: ['CVE-2018-10858', 'CVE-2018-10919'] } },
      { name: 'Nessus', rules: [{ id: '12345', properties: { tags: ['CVE-2018-10858'] } }] },
    )
    expect(finding.vulnerability).toMatchObject({ id: 'CVE-2018-10858', related: ['CVE-2018-10919'], packages: [] })
  })

  test('is given an exploit probability only when it is one', () => {
    const epss = (value: unknown) => findingOf({ ruleId: 'CVE-2020-0001', properties: { epss: value } }).vulnerability?.epss
    expect(epss(0.5)).toBe(0.5)
    expect(epss('0.25')).toBe(0.25)
    expect(epss(7)).toBeUndefined()
    expect(epss('x')).toBeUndefined()
  })
})

describe('a purl', () => {
  test.each([
    ['pkg:npm/%40angular/core@17.0.0', { name: '@angular/core', version: '17.0.0', manager: 'NPM' }],
    ['pkg:maven/org.apache/commons@1?type=jar', { name: 'org.apache:commons', version: '1', manager: 'MAVEN' }],
    ['pkg:golang/golang.org/x/text@v0.3.0', { name: 'golang.org/x/text', version: 'v0.3.0', manager: 'GOMOD' }],
    [
      'pkg:deb/debian/libssl3@3.0.13?arch=amd64&epoch=1',
      { name: 'libssl3', version: '3.0.13', manager: 'OS', architecture: 'amd64', epoch: '1' },
    ],
    ['pkg:pypi/django', { name: 'django', manager: 'PYPI' }],
    ['pkg:bitnami/redis@7', { name: 'redis', version: '7', manager: 'BITNAMI' }],
  ])('%s names %j', (purl, expected) => {
    expect(packageOfPurl(purl)).toEqual({ purl, ...expected })
  })

  test.each(['', 'lodash', 'pkg:', 'pkg:npm', 'https://example.com', 'pkg:npm/%zz@1'])('%j is none', (text) => {
    expect(packageOfPurl(text)).toBeUndefined()
  })
})
