import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { linkFindings } from '../../src/problems/link.js'
import { createSightings } from '../../src/problems/sightings.js'
import { inTurns } from '../../src/turn.js'
import { aFinding, aRule, aVulnerability } from '../asff/factories.js'

/** Of which tool and category; the tool stands before the `/`. */
type Reported = readonly [analysis: string, finding: Finding]

/** Numbers of the findings of each problem. */
function problemsOf(reported: readonly Reported[], closed: readonly number[] = []): Promise<number[][]> {
  const sightings = createSightings()
  for (const [, finding] of reported) sightings.add(finding)
  const analyses = [...new Set(reported.map(([analysis]) => analysis))]
  const nameOf = (finding: number) => reported[finding]?.[0] ?? ''
  const reporters = {
    size: reported.length,
    isOpen: (finding: number) => !closed.includes(finding),
    analysisOf: (finding: number) => analyses.indexOf(nameOf(finding)),
    toolOf: (finding: number) => nameOf(finding).split('/')[0] ?? '',
  }
  return inTurns(linkFindings(sightings, reporters), undefined)
}

const by = (analysis: string, finding: Finding): Reported => [analysis, finding]

interface Advisory {
  readonly id?: string
  readonly related?: readonly string[]
  readonly name?: string
  readonly version?: string
  readonly manager?: string
  readonly purl?: string
  readonly path?: string
  readonly image?: string
  readonly inImage?: string
}

function advisory({
  id = 'CVE-2021-23337',
  related = [],
  name = 'lodash',
  version,
  manager,
  purl,
  path,
  image,
  inImage,
}: Advisory): Finding {
  const one = {
    name,
    ...(version !== undefined && { version }),
    ...(manager !== undefined && { manager }),
    ...(purl !== undefined && { purl }),
    ...(inImage !== undefined && { path: inImage }),
  }
  return aFinding({
    kind: 'vulnerability',
    vulnerability: aVulnerability({ id, related, packages: [one] }),
    ...(path !== undefined && { location: { path } }),
    ...(image !== undefined && { image }),
  })
}

const LOCK = 'web/package-lock.json'
const WITH_BOTH = { id: 'GHSA-35jh-r3h4-6jhm', related: ['CVE-2021-23337'], path: LOCK }

interface Spot {
  readonly kind?: Finding['kind']
  readonly rule?: string
  readonly aliases?: readonly string[]
  readonly cwes?: readonly string[]
  readonly path?: string
  readonly line?: number
  readonly column?: number
  readonly end?: number
}

function spot({ kind = 'code', rule = 'a-rule', aliases = [], cwes = [], path = 'src/app.py', line = 7, column, end }: Spot): Finding {
  const location = {
    path,
    startLine: line,
    ...(column !== undefined && { startColumn: column }),
    ...(end !== undefined && { endColumn: end }),
  }
  return aFinding({ kind, rule: aRule({ id: rule, aliases }), cwes, location })
}

const ONE = [[0, 1]]
const TWO: number[][] = []

describe('the advisory of a package is one problem', () => {
  test.each<[string, Finding, Finding]>([
    ['under one id', advisory({ path: LOCK }), advisory({ path: LOCK })],
    ['under another name that one of them tells', advisory({ path: LOCK }), advisory(WITH_BOTH)],
    ['in whatever case', advisory({ id: 'ghsa-35JH-r3h4-6jhm', path: LOCK }), advisory(WITH_BOTH)],
    ['as a distribution names it', advisory({ id: 'DEBIAN-CVE-2021-23337', path: LOCK }), advisory({ path: LOCK })],
    ['where one names no version', advisory({ path: LOCK, version: '4.17.20' }), advisory({ path: LOCK })],
    ['with the `v` of Go', advisory({ path: 'go.mod', version: 'v1.2.3' }), advisory({ path: 'go.mod', version: '1.2.3' })],
    ['in a manifest and its lock file', advisory({ path: 'web/package.json' }), advisory({ path: LOCK })],
    [
      'by PEP 503',
      advisory({ name: 'Ruamel_yaml', manager: 'PYPI', path: 'a.txt' }),
      advisory({ name: 'ruamel.yaml', manager: 'pip', path: 'a.txt' }),
    ],
    [
      'by PEP 503, told by the manifest alone',
      advisory({ name: 'PyYAML', path: 'requirements.txt' }),
      advisory({ name: 'pyyaml', path: 'requirements.txt' }),
    ],
    [
      'by NuGet',
      advisory({ name: 'Newtonsoft.Json', manager: 'NUGET', path: 'a' }),
      advisory({ name: 'newtonsoft.json', manager: 'NUGET', path: 'a' }),
    ],
    [
      'of Maven, with `:` or `/`',
      advisory({ name: 'a.b:c', manager: 'MAVEN', path: 'pom.xml' }),
      advisory({ name: 'a.b/c', manager: 'MAVEN', path: 'pom.xml' }),
    ],
    [
      'in an image',
      advisory({ image: 'nginx:1.25 (debian 12.4)', manager: 'OS' }),
      advisory({ image: 'docker.io/library/nginx:1.25', inImage: '/var/lib/dpkg/status' }),
    ],
    ['in a file of an image', advisory({ image: 'shop', inImage: 'app/a.jar' }), advisory({ image: 'shop', inImage: '/app/a.jar' })],
    ['where a package manager names no manifest, and there is one', advisory({ manager: 'NPM' }), advisory({ path: LOCK })],
    ['where nobody names a manifest', advisory({ manager: 'NPM' }), advisory({ manager: 'npm' })],
  ])('%s', async (_, one, other) => {
    expect(await problemsOf([by('trivy', one), by('osv', other)])).toEqual(ONE)
    expect(await problemsOf([by('osv', other), by('trivy', one)])).toEqual(ONE)
  })

  test.each<[string, Finding, Finding]>([
    [
      'by PEP 503, told by the purl alone',
      advisory({ name: 'Ruamel_yaml', purl: 'pkg:pypi/Ruamel_yaml', path: 'a' }),
      advisory({ name: 'ruamel.yaml', manager: 'PYPI', path: 'a' }),
    ],
    [
      'by Composer',
      advisory({ name: 'Acme/Shop', manager: 'COMPOSER', path: 'a' }),
      advisory({ name: 'acme/shop', manager: 'composer', path: 'a' }),
    ],
  ])('%s', async (_, one, other) => {
    expect(await problemsOf([by('trivy', one), by('osv', other)])).toEqual(ONE)
  })

  test('where package managers do not say which of two versions they mean', async () => {
    const versions = ['1.0.0', '2.0.0'].map((version): Reported => ['trivy', advisory({ path: LOCK, version })])
    expect(await problemsOf([...versions, ['npm', advisory({ path: LOCK })], ['yarn', advisory({ path: LOCK })]])).toEqual([[2, 3]])
  })

  test('where the other manifest is one of what is accepted, or lies in an image', async () => {
    const [lock, npm] = [advisory({ path: LOCK }), advisory({ manager: 'NPM' })]
    expect(await problemsOf([by('trivy', lock), by('npm', npm), by('trivy', advisory({ path: 'api/yarn.lock' }))], [2])).toEqual(ONE)
    expect(
      await problemsOf([
        by('trivy', lock),
        by('npm', npm),
        by('trivy', advisory({ image: 'shop', manager: 'NPM', inImage: 'a/package.json' })),
      ]),
    ).toEqual(ONE)
  })

  test('by the names that a third tool tells', async () => {
    const [ghsa, pysec] = [advisory({ id: 'GHSA-35jh-r3h4-6jhm', path: LOCK }), advisory({ id: 'PYSEC-2021-7', path: LOCK })]
    expect(await problemsOf([by('npm', ghsa), by('safety', pysec)])).toEqual(TWO)
    const third = advisory({ id: 'CVE-2021-23337', related: ['GHSA-35jh-r3h4-6jhm', 'PYSEC-2021-7'], path: 'elsewhere' })
    expect(await problemsOf([by('npm', ghsa), by('safety', pysec), by('osv', third)])).toEqual(ONE)
  })

  test('of one tool under two categories', async () => {
    expect(await problemsOf([by('trivy/fs', advisory({ path: LOCK })), by('trivy/sbom', advisory({ path: LOCK }))])).toEqual(ONE)
  })
})

describe('two advisories of packages are two problems', () => {
  test.each<[string, Finding, Finding]>([
    ['of two ids', advisory({ path: LOCK }), advisory({ id: 'CVE-2020-8203', path: LOCK })],
    ['of two packages', advisory({ path: LOCK }), advisory({ name: 'lodash.template', path: LOCK })],
    [
      'whose names differ in what npm tells apart',
      advisory({ name: 'lodash.template', path: LOCK }),
      advisory({ name: 'lodash-template', path: LOCK }),
    ],
    ['of two versions', advisory({ path: LOCK, version: '4.17.20' }), advisory({ path: LOCK, version: '3.0.0' })],
    ['of two folders', advisory({ path: LOCK }), advisory({ path: 'api/package-lock.json' })],
    ['of two requirement files', advisory({ path: 'requirements.txt' }), advisory({ path: 'requirements-dev.txt' })],
    ['of two images', advisory({ image: 'shop:1' }), advisory({ image: 'shop:2' })],
    ['of two files of an image', advisory({ image: 'shop', inImage: 'a.jar' }), advisory({ image: 'shop', inImage: 'b.jar' })],
    ['of an image and the repository', advisory({ image: 'shop' }), advisory({ path: LOCK })],
    ['without a place, of an operating system', advisory({ manager: 'OS' }), advisory({ manager: 'OS' })],
    ['under a number, which each database counts for itself', advisory({ id: '1523', path: LOCK }), advisory({ id: '1523', path: LOCK })],
    [
      'under one notice of a distribution',
      advisory({ id: 'CVE-1-1111', related: ['RHSA-2019:2304'], path: LOCK }),
      advisory({ id: 'CVE-1-2222', related: ['RHSA-2019:2304'], path: LOCK }),
    ],
  ])('%s', async (_, one, other) => {
    expect(await problemsOf([by('trivy', one), by('osv', other)])).toEqual(TWO)
  })

  test('of which one is in a notice that a third tool reports', async () => {
    const [one, notice] = [advisory({ related: ['RHSA-2019:2304'], path: LOCK }), advisory({ id: 'RHSA-2019:2304', path: LOCK })]
    expect(await problemsOf([by('trivy', one), by('yum', notice)])).toEqual(TWO)
  })

  test.each([
    ['two CVEs', 'GHSA-35jh-r3h4-6jhm', ['CVE-2021-1111', 'CVE-2021-2222']],
    ['two names of another database', 'OSV-2024-1', ['PYSEC-2024-1', 'PYSEC-2024-2']],
  ])('that a third one calls by %s', async (_, id, related) => {
    const [one = '', other = ''] = related
    const both = advisory({ id, related, path: LOCK })
    const apart = [one, other].map((name) => by('trivy', advisory({ id: name, path: LOCK })))
    expect(await problemsOf([...apart, by('osv', both)])).toEqual(TWO)
  })

  test('of one analysis, which has already said what is one', async () => {
    expect(await problemsOf([by('trivy', advisory({ path: LOCK })), by('trivy', advisory({ path: LOCK }))])).toEqual(TWO)
  })

  test('where a package is there in two versions and a tool does not say which it means', async () => {
    const versions = ['1.0.0', '2.0.0'].map((version): Reported => ['trivy', advisory({ path: LOCK, version })])
    expect(await problemsOf([...versions, ['npm', advisory({ path: LOCK })]])).toEqual(TWO)
  })

  test('where there are two manifests and a tool does not say which it means', async () => {
    const manifests = [LOCK, 'api/yarn.lock'].map((path): Reported => ['trivy', advisory({ path })])
    expect(await problemsOf([...manifests, ['npm', advisory({ manager: 'NPM' })]])).toEqual(TWO)
  })

  test('where a tool scanned twice and does not say what', async () => {
    const scans = ['npm/web', 'npm/api'].map((analysis): Reported => [analysis, advisory({ manager: 'NPM' })])
    expect(await problemsOf([...scans, ['trivy', advisory({ path: LOCK })]])).toEqual(TWO)
  })

  test('of which one is accepted', async () => {
    expect(await problemsOf([by('trivy', advisory({ path: LOCK })), by('osv', advisory({ path: LOCK }))], [1])).toEqual(TWO)
  })
})

describe('what is on one line is one problem', () => {
  test.each<[string, Finding, Finding]>([
    ['with one weakness', spot({ rule: 'B602', cwes: ['CWE-78'] }), spot({ rule: 'subprocess', cwes: ['CWE-78', 'CWE-94'] })],
    ['two secrets', spot({ kind: 'secret', rule: 'aws' }), spot({ kind: 'secret', rule: 'AWSKeyDetector' })],
    ['a secret and a hard-coded password', spot({ kind: 'secret' }), spot({ rule: 'B105', cwes: ['CWE-259'] })],
    ['by one rule', spot({ rule: 'DL3007' }), spot({ rule: 'dl3007' })],
    [
      'by another id of the rule',
      spot({ kind: 'configuration', rule: 'AVD-DS-0002' }),
      spot({ kind: 'configuration', rule: 'DS002', aliases: ['AVD-DS-0002'] }),
    ],
  ])('%s', async (_, one, other) => {
    expect(await problemsOf([by('bandit', one), by('semgrep', other)])).toEqual(ONE)
  })

  test.each<[string, Finding, Finding]>([
    ['on two lines', spot({ cwes: ['CWE-78'] }), spot({ rule: 'b', cwes: ['CWE-78'], line: 8 })],
    ['in two files', spot({ cwes: ['CWE-78'] }), spot({ rule: 'b', cwes: ['CWE-78'], path: 'b.py' })],
    ['of two weaknesses', spot({ cwes: ['CWE-78'] }), spot({ rule: 'b', cwes: ['CWE-79'] })],
    ['of a weakness that says little', spot({ cwes: ['CWE-703'] }), spot({ rule: 'b', cwes: ['CWE-703'] })],
    ['of nothing in common', spot({}), spot({ rule: 'b' })],
    ['a secret and something else', spot({ kind: 'secret' }), spot({ rule: 'b', cwes: ['CWE-79'] })],
  ])('but not %s', async (_, one, other) => {
    expect(await problemsOf([by('bandit', one), by('semgrep', other)])).toEqual(TWO)
  })

  test('but not for one tool under two categories', async () => {
    expect(await problemsOf([by('semgrep/a', spot({ cwes: ['CWE-78'] })), by('semgrep/b', spot({ rule: 'b', cwes: ['CWE-78'] }))])).toEqual(
      TWO,
    )
  })

  test('only where it is plain which one is meant', async () => {
    const two = [1, 20].map((column): Reported => ['gitleaks', spot({ kind: 'secret', column })])
    expect(await problemsOf([...two, ['trufflehog', spot({ kind: 'secret' })]])).toEqual(TWO)
    expect(await problemsOf([...two, ['trivy', spot({ kind: 'secret', column: 20 })]])).toEqual([[1, 2]])
    const half: readonly Reported[] = [by('gitleaks', spot({ kind: 'secret', column: 20 })), by('gitleaks', spot({ kind: 'secret' }))]
    expect(await problemsOf([...half, ['trufflehog', spot({ kind: 'secret' })]])).toEqual(TWO)
  })

  test('only where their columns overlap, as far as both are known', async () => {
    const one = spot({ cwes: ['CWE-89'], column: 10, end: 20 })
    const at = (column: number, end?: number) => spot({ rule: 'b', cwes: ['CWE-89'], column, ...(end !== undefined && { end }) })
    expect(await problemsOf([by('bandit', one), by('semgrep', at(15, 90))])).toEqual(ONE)
    expect(await problemsOf([by('bandit', one), by('semgrep', at(20, 30))])).toEqual(TWO)
    expect(await problemsOf([by('bandit', one), by('semgrep', at(90))])).toEqual(ONE)
  })

  test('and none of more than can be told apart', async () => {
    const many = Array.from({ length: 1001 }, (_, index): Reported => [`tool-${index}`, spot({ cwes: ['CWE-89'] })])
    expect(await problemsOf(many)).toEqual(TWO)
  })

  test('and what is one by one weakness with one and by another with another is none of them', async () => {
    const both = spot({ rule: 'both', cwes: ['CWE-78', 'CWE-89'] })
    const [one, other] = [spot({ rule: 'x', cwes: ['CWE-78'] }), spot({ rule: 'y', cwes: ['CWE-89'] })]
    expect(await problemsOf([by('semgrep', both), by('bandit', one), by('bandit', other)])).toEqual(TWO)
  })
})
