import { describe, expect, test } from '@jest/globals'
import { trivy } from '../../../src/reports/tools/trivy/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const report = (result: object, changes: object = {}) => ({
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'repository',
  Results: [{ Target: 'web/package-lock.json', Class: 'lang-pkgs', Type: 'npm', ...result }],
  ...changes,
})

const VULNERABILITY = {
  VulnerabilityID: 'CVE-2024-1000',
  VendorIDs: ['GHSA-2222-3333-4444'],
  PkgName: 'left-pad',
  PkgIdentifier: { UID: 'a1' },
  InstalledVersion: '1.0.0',
  FixedVersion: '1.0.1, 1.1.0',
  Severity: 'LOW',
}

const SECRET = {
  RuleID: 'key',
  Title: 'A key',
  Severity: 'CRITICAL',
  StartLine: 2,
  EndLine: 2,
  Match: 'key=****',
  Code: { Lines: [{ Content: 'key=****' }] },
}
const CHECK = {
  ID: 'DS-0002',
  AVDID: 'AVD-DS-0002',
  Title: 'Root user',
  Message: 'Specify a user',
  Severity: 'HIGH',
  Resolution: 'Add USER',
  Status: 'FAIL',
}

const one = (value: unknown) => findingsOf(trivy, value)[0]

describe('a vulnerability', () => {
  test('stands on the line of its package in the lock file', () => {
    const Packages = [{ Identifier: { UID: 'a1' }, Locations: [{ StartLine: 7, EndLine: 9 }] }]
    expect(one(report({ Vulnerabilities: [VULNERABILITY], Packages }))).toMatchObject({
      title: 'CVE-2024-1000 in left-pad 1.0.0',
      location: { path: 'web/package-lock.json', startLine: 7, endLine: 9 },
      remediation: 'Upgrade left-pad to one of 1.0.1, 1.1.0.',
      vulnerability: { related: ['GHSA-2222-3333-4444'], packages: [{ manager: 'NPM', path: 'web/package-lock.json' }] },
    })
  })

  test.each([
    [
      'the score of the source of the severity, highest version first',
      { SeveritySource: 'ghsa', CVSS: { ghsa: { V3Score: 5, V40Score: 9.1 }, nvd: { V3Score: 2 } } },
      '9.1',
    ],
    ['the word when that source has no score', { SeveritySource: 'debian', CVSS: { nvd: { V3Score: 9.8 } } }, 'LOW'],
    ['the score of others when the word says nothing', { Severity: 'UNKNOWN', CVSS: { nvd: { V3Score: 9.8 } } }, '9.8'],
    ['unknown when nobody knows', { Severity: 'UNKNOWN' }, 'UNKNOWN'],
  ])('is as severe as %s', (_, changes, original) => {
    const finding = one(report({ Vulnerabilities: [{ ...VULNERABILITY, ...changes }] }))
    expect(finding?.severity.original).toBe(original)
  })

  test('keeps the scores of all sources', () => {
    const CVSS = { nvd: { V2Score: 5, V2Vector: 'AV:N/AC:L/Au:N/C:N/I:N/A:C', V3Score: 7.5 }, ghsa: { V40Score: 8.7 } }
    const scores = one(report({ Vulnerabilities: [{ ...VULNERABILITY, CVSS }] }))?.vulnerability?.cvss
    expect(scores?.map(({ version, score, source }) => [version, score, source])).toEqual([
      ['4.0', 8.7, 'ghsa'],
      ['3.0', 7.5, 'nvd'],
      ['2.0', 5, 'nvd'],
    ])
  })

  test("in packages gathered from many files is at the package's own file", () => {
    const result = {
      Target: 'Node.js',
      Type: 'node-pkg',
      Vulnerabilities: [{ ...VULNERABILITY, PkgPath: 'web/node_modules/left-pad/package.json' }],
    }
    expect(one(report(result))?.location).toEqual({ path: 'web/node_modules/left-pad/package.json' })
    expect(one(report({ ...result, Vulnerabilities: [VULNERABILITY] }))?.location).toBeUndefined()
  })
})

describe('the files of a scan', () => {
  test.each([
    ['.', 'main.tf', 'main.tf'],
    ['infra', 'main.tf', 'infra/main.tf'],
    ['infra/main.tf', 'main.tf', 'infra/main.tf'],
    ['main.tf', 'main.tf', 'main.tf'],
    ['/home/runner/work/shop/shop/infra', 'main.tf', 'infra/main.tf'],
    ['/somewhere/else', 'main.tf', 'main.tf'],
    ['https://github.com/acme/shop', 'infra/main.tf', 'infra/main.tf'],
    ['', 'main.tf', 'main.tf'],
  ])('of %j: %s is %s', (ArtifactName, Target, path) => {
    const result = { Target, Class: 'config', Type: 'terraform', Misconfigurations: [CHECK] }
    expect(one(report(result, { ArtifactName }))?.location).toEqual({ path })
  })
})

describe('an image', () => {
  const IMAGE = {
    ArtifactType: 'container_image',
    ArtifactName: 'shop/api:1.4.2',
    Metadata: { RepoTags: ['shop/api:1.4.2'], RepoDigests: [`shop/api@sha256:${'a'.repeat(64)}`] },
  }

  test('is the place of what lies in it, without the tag', () => {
    const result = { Target: 'shop/api:1.4.2 (alpine 3.20)', Class: 'os-pkgs', Type: 'alpine', Vulnerabilities: [VULNERABILITY] }
    expect(one(report(result, IMAGE))).toMatchObject({
      location: { uri: 'shop/api' },
      image: `shop/api:1.4.2@sha256:${'a'.repeat(64)}`,
      vulnerability: { packages: [{ manager: 'OS' }] },
    })
  })

  test('names the file that a secret is in', () => {
    const result = { Target: '/app/key.pem', Class: 'secret', Secrets: [SECRET] }
    expect(one(report(result, IMAGE))?.location).toEqual({ uri: 'shop/api', logicalName: '/app/key.pem', startLine: 2, endLine: 2 })
  })

  test('in an archive is known by its tag', () => {
    const archive = { ...IMAGE, ArtifactName: 'images/app.tar.gz', Metadata: { RepoTags: ['shop/api:2'] } }
    expect(one(report({ Vulnerabilities: [VULNERABILITY] }, archive))?.image).toBe('shop/api:2')
    const nameless = { ...archive, Metadata: {} }
    expect(one(report({ Vulnerabilities: [VULNERABILITY] }, nameless))?.image).toBeUndefined()
  })
})

describe('a check', () => {
  const checked = (changes: object) =>
    readingsOf(trivy, report({ Target: 'Dockerfile', Class: 'config', Misconfigurations: [{ ...CHECK, ...changes }] }))

  test('that failed is a configuration problem with its advice', () => {
    expect(checked({ CauseMetadata: { Provider: 'Dockerfile', StartLine: 3, EndLine: 3, Resource: 'a.b' } })).toMatchObject([
      {
        verdict: 'problem',
        finding: {
          kind: 'configuration',
          rule: { id: 'DS-0002', title: 'Root user', tags: ['Dockerfile'] },
          message: 'Specify a user',
          remediation: 'Add USER',
          location: { path: 'Dockerfile', startLine: 3, endLine: 3, logicalName: 'a.b' },
        },
      },
    ])
  })

  test.each([
    ['PASS', 'not-a-problem'],
    ['EXCEPTION', 'suppressed'],
    [undefined, 'problem'],
  ])('of status %s is %s', (Status, verdict) => {
    expect(checked({ Status }).map((reading) => reading.verdict)).toEqual([verdict])
  })

  test('does not name a resource by its lines, which move', () => {
    const [reading] = checked({ CauseMetadata: { Resource: 'Dockerfile:10-14' } })
    expect(reading).toMatchObject({ finding: { location: { path: 'Dockerfile' } } })
    expect(JSON.stringify(reading)).not.toContain('10-14')
  })
})

test('a secret and the lines around it stay in the process', () => {
  const finding = one(report({ Target: 'settings.env', Class: 'secret', Secrets: [SECRET] }))
  expect(finding).toMatchObject({
    kind: 'secret',
    severity: { label: 'CRITICAL' },
    secrets: ['key=****', 'key=****'],
    location: { path: 'settings.env', startLine: 2 },
  })
})

test("a licence is told with its holder, by the id of Trivy's own SARIF", () => {
  const result = {
    Target: 'web/package-lock.json',
    Class: 'license',
    Licenses: [{ Severity: 'HIGH', Category: 'restricted', PkgName: 'left-pad', Name: 'GPL-3.0', Confidence: 1 }],
  }
  expect(one(report(result))).toMatchObject({
    kind: 'other',
    rule: { id: 'left-pad:GPL-3.0' },
    message: 'left-pad is under the licence GPL-3.0, which is classified as restricted.',
    confidence: 100,
    location: { path: 'web/package-lock.json', logicalName: 'left-pad' },
  })
})

test('what an ignore file has taken out is suppressed', () => {
  const ExperimentalModifiedFindings = [
    { Type: 'vulnerability', Status: 'ignored', Finding: VULNERABILITY },
    { Type: 'misconfiguration', Finding: CHECK },
    { Type: 'other', Finding: {} },
    { Type: 'constructor', Finding: {} },
  ]
  expect(readingsOf(trivy, report({ ExperimentalModifiedFindings })).map(({ verdict }) => verdict)).toEqual([
    'suppressed',
    'suppressed',
    'unreadable',
    'unreadable',
  ])
})

describe('a cluster', () => {
  const cluster = (resource: object) => ({
    ClusterName: 'shop',
    Resources: [{ Namespace: 'default', Kind: 'Deployment', Name: 'api', ...resource }],
  })

  test('has resources for places, and the images that run in them', () => {
    const Results = [
      { Target: 'registry.example/api:1 (debian 12.1)', Class: 'os-pkgs', Type: 'debian', Vulnerabilities: [VULNERABILITY] },
      { Target: 'Deployment/api', Class: 'config', Type: 'kubernetes', Misconfigurations: [CHECK] },
    ]
    expect(findingsOf(trivy, cluster({ Results }))).toMatchObject([
      { location: { uri: 'registry.example/api', logicalName: 'default/Deployment/api' }, image: 'registry.example/api:1' },
      { location: { logicalName: 'default/Deployment/api' } },
    ])
  })

  test('is incomplete when a resource could not be scanned', () => {
    const [run] = runsOf(trivy, cluster({ Error: 'no such image\n  at all', Results: [] }))
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect([run?.complete(), run?.problems()]).toEqual([
      false,
      [{ code: 'error-notification', message: 'Trivy could not scan this resource: no such image at all', at: 'Resources[0]' }],
    ])
  })
})

test('an array of results is what versions before 0.20 wrote', () => {
  const legacy = [
    { Target: 'shop/api:1 (debian 10.8)', Type: 'debian', Vulnerabilities: [VULNERABILITY] },
    { Target: 'web/package-lock.json', Type: 'npm', Vulnerabilities: null },
  ]
  expect(readingsOf(trivy, legacy)).toMatchObject([
    { at: '[0].Vulnerabilities[0]', finding: { image: 'shop/api:1', location: { uri: 'shop/api' } } },
  ])
  expect(runsOf(trivy, legacy)).toHaveLength(2)
})

test.each([
  [{ SchemaVersion: 2, ArtifactName: '' }, true],
  [{ SchemaVersion: 2 }, false],
  [{ SchemaVersion: 1, ArtifactName: 'a' }, false],
  [{ ClusterName: '' }, false],
  [{ Target: 'a' }, false],
])('%j is a report: %s', (value, expected) => {
  expect(detects(trivy, value)).toBe(expected)
})
