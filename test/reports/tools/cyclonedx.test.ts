import { describe, expect, test } from '@jest/globals'
import { amazonInspector } from '../../../src/reports/tools/amazon-inspector.js'
import { cyclonedx } from '../../../src/reports/tools/cyclonedx/format.js'
import { cyclonedxXml } from '../../../src/reports/tools/cyclonedx/xml-format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const BOM = { bomFormat: 'CycloneDX', specVersion: '1.6' }
const INSPECTED = { ...BOM, metadata: { tools: { services: [{ name: 'Amazon Inspector Scan SBOM API' }] } } }
const LODASH = { 'bom-ref': 'lodash', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20' }
const withVulnerability = (changes: object) => ({
  ...BOM,
  components: [LODASH],
  vulnerabilities: [{ id: 'CVE-2021-23337', affects: [{ ref: 'lodash' }], ...changes }],
})
const findingOf = (changes: object) => findingsOf(cyclonedx, withVulnerability(changes))[0]

describe('CycloneDX', () => {
  test('with null for a list of vulnerabilities is no clean scan either', () => {
    const [run] = runsOf(cyclonedx, { ...BOM, vulnerabilities: null })
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect([run?.complete(), run?.problems()[0]?.message]).toEqual([false, expect.stringContaining('bill of materials')])
  })

  test('without a list of vulnerabilities is no clean scan, with an empty one it is', () => {
    const [unscanned, clean] = [BOM, { ...BOM, vulnerabilities: [] }].flatMap((bom) => runsOf(cyclonedx, bom))
    for (const run of [unscanned, clean]) expect([...(run?.readings() ?? [])]).toEqual([])
    expect(unscanned?.complete()).toBe(false)
    expect(unscanned?.problems()).toMatchObject([{ code: 'no-results' }])
    expect([clean?.complete(), clean?.problems()]).toEqual([true, []])
  })

  test('gives a reading for each component that a vulnerability affects', () => {
    const readings = readingsOf(cyclonedx, withVulnerability({ affects: [{ ref: 'lodash' }, { ref: 'other' }, null] }))
    expect(readings.map(({ verdict, at }) => `${verdict} ${at}`)).toEqual([
      'problem vulnerabilities[0].affects[0]',
      'problem vulnerabilities[0].affects[1]',
      'unreadable vulnerabilities[0].affects[2]',
    ])
  })

  test('finds components inside of components and by the purl in a BOM-Link', () => {
    const nested = { ...withVulnerability({}), components: [{ name: 'shop', components: [LODASH] }] }
    expect(findingsOf(cyclonedx, nested)[0]?.vulnerability?.packages).toMatchObject([{ name: 'lodash', version: '4.17.20' }])
    const linked = findingOf({ affects: [{ ref: 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:npm/minimist@0.0.8' }] })
    expect(linked?.vulnerability?.packages).toMatchObject([{ name: 'minimist', version: '0.0.8' }])
  })

  test('survives components and dependencies that go round in circles', () => {
    const properties = [{ name: 'aquasecurity:trivy:PkgType', value: 'npm' }]
    const circle = {
      ...withVulnerability({}),
      components: [{ ...LODASH, properties }],
      dependencies: [{ ref: 'lodash', dependsOn: ['lodash'] }],
    }
    expect(findingsOf(cyclonedx, circle)[0]?.location).toBeUndefined()
  })

  test('takes the rating of the database that describes the vulnerability', () => {
    const nvd = { source: { name: 'NVD' }, score: 9.8, method: 'CVSSv31' }
    const own = { source: { name: 'ghsa' }, severity: 'low' }
    expect(findingOf({ source: { name: 'GHSA' }, ratings: [nvd, own] })?.severity).toEqual({ label: 'LOW', original: 'low' })
    expect(findingOf({ ratings: [nvd, own] })?.severity).toEqual({ label: 'CRITICAL', original: '9.8' })
    expect(findingOf({ ratings: [{ score: 45, method: 'OWASP' }, { severity: 'unknown' }] })?.severity).toEqual({
      label: 'MEDIUM',
      original: 'unknown',
    })
  })

  test.each([
    ['not_affected', 'suppressed'],
    ['false_positive', 'suppressed'],
    ['resolved', 'not-a-problem'],
    ['resolved_with_pedigree', 'not-a-problem'],
    ['in_triage', 'problem'],
    ['exploitable', 'problem'],
  ])('whose analysis says %s is %s', (state, verdict) => {
    expect(readingsOf(cyclonedx, withVulnerability({ analysis: { state } })).map((reading) => reading.verdict)).toEqual([verdict])
  })

  test('by Checkov holds policies, and of a secret not even the hash is told', () => {
    const component = {
      'bom-ref': 'r',
      name: 'a10bb3469022fd147b405e7b5521cb7bc77a86c2',
      purl: 'pkg:secrets/cli_repo/a.tf/a10bb346@sha1:00',
    }
    const [finding] = findingsOf(cyclonedx, {
      ...BOM,
      components: [component],
      vulnerabilities: [{ id: 'CKV_SECRET_6', description: `Resource: ${component.name} High entropy string`, affects: [{ ref: 'r' }] }],
    })
    expect(finding).toMatchObject({ kind: 'secret', message: 'High entropy string' })
    expect(JSON.stringify(finding)).not.toContain('a10bb346')
  })
})

describe('CycloneDX in XML', () => {
  test('says the same as in JSON', () => {
    const xml = `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>
      <component bom-ref="lodash" type="library"><name>lodash</name><version>4.17.20</version><purl>pkg:npm/lodash@4.17.20</purl></component>
      </components><vulnerabilities><vulnerability><id>CVE-2021-23337</id><ratings><rating><score>7.2</score><method>CVSSv31</method></rating></ratings>
      <cwes><cwe>77</cwe></cwes><affects><target><ref>lodash</ref></target></affects></vulnerability></vulnerabilities></bom>`
    const json = withVulnerability({ ratings: [{ score: 7.2, method: 'CVSSv31' }], cwes: [77] })
    expect(findingsOf(cyclonedxXml, xml)).toEqual(findingsOf(cyclonedx, json))
  })
})

describe('Amazon Inspector', () => {
  test('is told from a plain CycloneDX document by what stands around it', () => {
    expect([detects(amazonInspector, { sbom: INSPECTED }), detects(amazonInspector, INSPECTED)]).toEqual([true, false])
    expect([detects(cyclonedx, { sbom: INSPECTED }), detects(cyclonedx, INSPECTED)]).toEqual([false, true])
    // A bill of materials that some other tool or API has put there.
    expect([detects(amazonInspector, { sbom: BOM }), detects(cyclonedx, { sbom: BOM })]).toEqual([false, false])
    expect(detects(amazonInspector, { vulnerability_count: {}, vulnerabilities: [] })).toBe(true)
  })

  test('has found nothing where it gives no list', () => {
    expect(runsOf(amazonInspector, { sbom: INSPECTED }).map((run) => [[...run.readings()], run.complete()])).toEqual([[[], true]])
  })

  test('does not make one of two CVEs that share a notice', () => {
    const entry = (id: string) => ({ id, related: ['USN-1-1'], affects: [{ installed_version: 'pkg:deb/ubuntu/vim@1' }], properties: {} })
    const report = { vulnerability_count: {}, vulnerabilities: [entry('CVE-2022-1154'), entry('CVE-2022-1616')] }
    expect(readingsOf(amazonInspector, report).map(({ verdict }) => verdict)).toEqual(['problem', 'problem'])
  })
})

describe('what Checkov writes', () => {
  const bom = (component: object, description: string, id = 'CKV_AWS_20') => ({
    bomFormat: 'CycloneDX',
    metadata: { tools: [{ vendor: 'bridgecrew', name: 'checkov' }, { name: 'cyclonedx-python-lib' }] },
    components: [{ 'bom-ref': 'c', ...component }],
    vulnerabilities: [{ id, description, affects: [{ ref: 'c' }] }],
  })
  const read = (value: object) => findingsOf(cyclonedx, value)[0]

  test.each([
    ['pkg:terraform/cli_repo/shop/infra/main.tf/aws_s3_bucket.logs@sha1:ab', 'aws_s3_bucket.logs', 'infra/main.tf', 'aws_s3_bucket.logs'],
    ['pkg:terraform/main.tf/aws_s3_bucket.logs@sha1:ab', 'aws_s3_bucket.logs', 'main.tf', 'aws_s3_bucket.logs'],
    ['pkg:dockerfile/acme/shop/api/Dockerfile/api%2FDockerfile.FROM@sha1:ab', '/api/Dockerfile.FROM', 'api/Dockerfile', 'FROM'],
  ])('is a policy about the file in %s', (purl, name, path, resource) => {
    const finding = read(bom({ purl, name, version: 'sha1:ab', type: 'application' }, `Resource: ${name}. Ensure it. Always`))
    expect(finding).toMatchObject({
      kind: 'configuration',
      title: 'Ensure it. Always',
      message: `Ensure it. Always (${resource})`,
      location: { path, logicalName: resource },
    })
  })

  test('never tells the hash of a secret', () => {
    const component = { purl: 'pkg:secrets/cli_repo/shop/.env/0a1b2c@sha1:ab', name: '0a1b2c', type: 'application' }
    const finding = read(bom(component, 'Resource: 0a1b2c. Base64 High Entropy String', 'CKV_SECRET_6'))
    expect(finding).toMatchObject({ kind: 'secret', title: 'Base64 High Entropy String', location: { path: '.env' } })
    expect(JSON.stringify(finding)).not.toContain('0a1b2c')
  })

  test('names a package without the file that it was found in', () => {
    const properties = [
      { name: 'startLine', value: '5' },
      { name: 'endLine', value: '6' },
    ]
    const component = {
      purl: 'pkg:pypi/cli_repo/shop/requirements.txt/flask@0.6',
      name: 'flask',
      version: '0.6',
      type: 'library',
      properties,
    }
    expect(read(bom(component, 'A hole.', 'CVE-2018-1000656'))).toMatchObject({
      title: 'CVE-2018-1000656 in flask 0.6',
      location: { path: 'requirements.txt', startLine: 5, endLine: 6 },
      vulnerability: { packages: [{ name: 'flask', version: '0.6', manager: 'PYPI', path: 'requirements.txt' }] },
    })
  })
})

test('a package has the name that the component has, where a purl folds it', () => {
  const value = {
    bomFormat: 'CycloneDX',
    components: [{ 'bom-ref': 'c', name: 'Typing_Extensions', version: '4.0', purl: 'pkg:pypi/typing-extensions@4.0' }],
    vulnerabilities: [{ id: 'CVE-2024-1000', affects: [{ ref: 'c' }] }],
  }
  expect(findingsOf(cyclonedx, value)[0]?.vulnerability?.packages[0]?.name).toBe('Typing_Extensions')
})
