/** What tools write into a format of others: targets that are no images, ratings that are no scores, files that are no packages. */
import { expect, test } from '@jest/globals'
import { asff } from '../../../src/reports/tools/asff/format.js'
import { cyclonedx } from '../../../src/reports/tools/cyclonedx/format.js'
import { cyclonedxXml } from '../../../src/reports/tools/cyclonedx/xml-format.js'
import { gitlab } from '../../../src/reports/tools/gitlab/format.js'
import { findingsOf, runsOf } from '../native/read.js'

const bom = (parts: object) => ({ bomFormat: 'CycloneDX', specVersion: '1.6', ...parts })
const PIER = { 'bom-ref': 'pkg:npm/pier@2.0.0?id=1', type: 'library', name: 'pier', version: '2.0.0', purl: 'pkg:npm/pier@2.0.0' }

test('CycloneDX of Grype: EPSS, KEV and the range that is not affected', () => {
  const ratings = [
    { score: 7.5, severity: 'high', method: 'CVSSv31', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' },
    { source: { name: 'FIRST', url: 'https://www.first.org/epss/' }, score: 0.25, method: 'other' },
    { source: { name: 'CISA KEV Catalog' }, score: 1, method: 'other' },
  ]
  const versions = [
    { version: '2.0.0', status: 'affected' },
    { range: 'vers:npm/<1.0.0|>=2.0.3', status: 'unaffected' },
  ]
  const vulnerabilities = [{ id: 'CVE-2031-70001', ratings, affects: [{ ref: PIER['bom-ref'], versions }] }]
  const [finding] = findingsOf(cyclonedx, bom({ components: [PIER], vulnerabilities }))
  expect(finding?.severity).toEqual({ label: 'HIGH', original: '7.5' })
  expect(finding?.vulnerability).toMatchObject({ epss: 0.25, exploitAvailable: true, packages: [{ name: 'pier', fixedVersion: '2.0.3' }] })
  expect(finding?.vulnerability?.cvss).toHaveLength(1)
})

test('CycloneDX of OSV-Scanner: a purl without version is the only component of that name', () => {
  const vulnerabilities = [{ id: 'GHSA-2222-3333-4444', affects: [{ ref: 'pkg:npm/pier' }] }]
  const versionIn = (components: readonly object[]) =>
    findingsOf(cyclonedx, bom({ components, vulnerabilities }))[0]?.vulnerability?.packages[0]?.version
  expect(versionIn([PIER])).toBe('2.0.0')
  expect(versionIn([PIER, { ...PIER, 'bom-ref': 'other', version: '3.0.0', purl: 'pkg:npm/pier@3.0.0' }])).toBeUndefined()
})

test('CycloneDX of KICS: a component that is a file is the place', () => {
  const [finding] = findingsOf(
    cyclonedxXml,
    `<bom xmlns:v="x"><components><component type="file" bom-ref="f"><name>infra/main.tf</name><version>0.0.0-aa11bb22cc33</version>
    <purl>pkg:generic/infra/main.tf@0.0.0-aa11bb22cc33</purl><v:vulnerabilities><v:vulnerability ref="fq"><v:id>11111111-2222-4333-8444-555555555555</v:id>
    <v:cwe>284</v:cwe><v:ratings><v:rating><v:severity>High</v:severity><v:method>Other</v:method></v:rating></v:ratings>
    <v:description>[Terraform].[Harbour Is Open]: anybody can enter</v:description><v:recommendations><v:recommendation><Recommendation>Problem found in line 7. Expected value: gate is shut. Actual value: gate is open.</Recommendation></v:recommendation></v:recommendations>
    </v:vulnerability></v:vulnerabilities></component></components></bom>`,
  )
  expect(finding).toMatchObject({
    kind: 'configuration',
    severity: { label: 'HIGH' },
    location: { path: 'infra/main.tf', startLine: 7 },
    rule: { title: 'Harbour Is Open' },
    message: 'gate is open',
    cwes: ['CWE-284'],
  })
  expect(finding?.vulnerability).toBeUndefined()
})

const AN_ASFF = {
  SchemaVersion: '2018-10-08',
  Id: 'x/1',
  ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
  GeneratorId: '11111111-2222-4333-8444-555555555555',
  Title: 'Harbour Is Open',
  Description: 'Anybody can enter.',
  Severity: { Label: 'HIGH' },
}

test('ASFF of KICS: the file stands in the recommendation, the tool in the type', () => {
  const entry = {
    ...AN_ASFF,
    Types: ['Software and Configuration Checks/Vulnerabilities/KICS'],
    CWE: '284',
    Resources: [{ Type: 'Other', Id: AN_ASFF.GeneratorId }],
    Remediation: {
      Recommendation: {
        Text: "Problem found on 'infra/main.tf' file in line 7. Expected value: gate is shut. Actual value: gate is open.",
      },
    },
  }
  expect(runsOf(asff, [entry])[0]?.tool.name).toBe('KICS')
  expect(findingsOf(asff, [entry])[0]).toMatchObject({
    location: { path: 'infra/main.tf', startLine: 7 },
    cwes: ['CWE-284'],
    message: 'gate is open',
  })
  expect(runsOf(asff, [{ ...AN_ASFF, Types: ['Software and Configuration Checks'], Resources: [] }])[0]?.tool.name).toBe('ASFF')
})

test("ASFF of Trivy's template: a lock file is no container", () => {
  const Other = { 'CVE ID': 'CVE-2031-70001', PkgName: 'pier', 'Installed Package': '2.0.0', 'Patched Package': '' }
  const Resources = [{ Type: 'Container', Id: 'web/yarn.lock', Details: { Container: { ImageName: 'web/yarn.lock' }, Other } }]
  const [finding] = findingsOf(asff, [{ ...AN_ASFF, ProductFields: { 'Product Name': 'Trivy' }, Resources }])
  expect(finding).toMatchObject({ location: { path: 'web/yarn.lock' }, title: 'CVE-2031-70001 in pier 2.0.0' })
  expect([finding?.image, finding?.vulnerability?.packages[0]?.path]).toEqual([undefined, 'web/yarn.lock'])
})

test.each([
  ['Unknown', undefined, undefined],
  ['web/yarn.lock', 'web/yarn.lock', undefined],
  ['acme/shop:1', undefined, 'acme/shop:1'],
])("GitLab's report of Trivy's template with the image %s", (image, path, expected) => {
  const location = { dependency: { package: { name: 'pier' }, version: '2.0.0' }, operating_system: 'Unknown', image }
  const entry = {
    id: '1',
    name: 'x',
    severity: 'Unknown',
    location,
    identifiers: [{ type: 'cve', name: 'CVE-2031-70001', value: 'CVE-2031-70001' }],
  }
  const scan = { scanner: { name: 'Trivy' }, type: 'container_scanning', status: 'success' }
  const [finding] = findingsOf(gitlab, { version: '15.0.7', scan, vulnerabilities: [entry] })
  expect([finding?.location?.path, finding?.image, finding?.severity.label]).toEqual([path, expected, 'MEDIUM'])
})
