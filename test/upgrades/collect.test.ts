import { describe, expect, test } from '@jest/globals'
import type { Finding, Vulnerability, VulnerablePackage } from '../../src/finding.js'
import { createUpgradeCollector, UPGRADES_NAMED } from '../../src/upgrades/collect.js'
import { aFinding, aVulnerability } from '../asff/factories.js'

interface Told extends Partial<VulnerablePackage> {
  readonly id?: string
  readonly related?: readonly string[]
  readonly finding?: Partial<Finding>
}

/** A finding about lodash 4.17.20 in `package-lock.json`, with what a test is about put over it. */
function told({ id = 'CVE-2021-1', related = [], finding = {}, ...changes }: Told = {}): Finding {
  const lodash: VulnerablePackage = { name: 'lodash', version: '4.17.20', manager: 'NPM', path: 'package-lock.json', ...changes }
  const vulnerability: Vulnerability = aVulnerability({ id, related, packages: [lodash] })
  return aFinding({ kind: 'vulnerability', vulnerability, ...finding })
}

function upgradesOf(...findings: readonly Finding[]) {
  const collector = createUpgradeCollector()
  for (const finding of findings) collector.add(finding)
  return collector.done()
}

const steps = (...findings: readonly Finding[]) =>
  upgradesOf(...findings).list.map(({ from, to, fixes }) => `${from.join('/')} → ${to}: ${fixes}`)

describe('the version to go to', () => {
  test('is the lowest that fixes the most', () => {
    const findings = ['4.17.21', '4.17.12', '4.17.19', '4.17.21'].map((fixedVersion, index) =>
      told({ id: `CVE-2021-${index}`, version: '4.17.11', fixedVersion }),
    )
    expect(steps(...findings)).toEqual(['4.17.11 → 4.17.21: 4'])
  })

  test('stays in the release line when that has the fix', () => {
    expect(steps(told({ fixedVersion: '4.17.21, 5.0.1' }))).toEqual(['4.17.20 → 4.17.21: 1'])
    expect(steps(told({ fixedVersion: '5.0.1, 4.17.21' }))).toEqual(['4.17.20 → 4.17.21: 1'])
    expect(steps(told({ version: '5.0.0', fixedVersion: '4.17.21, 5.0.1' }))).toEqual(['5.0.0 → 5.0.1: 1'])
  })

  test('leaves it when more is fixed by that, and never for a version that another line has not fixed yet', () => {
    const lines = told({ id: 'CVE-2021-1', fixedVersion: '4.17.21, 5.0.1' })
    expect(steps(lines, told({ id: 'CVE-2021-2', fixedVersion: '5.0.0' }))).toEqual(['4.17.20 → 5.0.1: 2'])
    expect(steps(lines, told({ id: 'CVE-2021-2', fixedVersion: '4.18.0' }))).toEqual(['4.17.20 → 4.18.0: 2'])
  })

  test('is newer than every installed version that it is for', () => {
    const nested = [
      told({ id: 'CVE-1', version: '0.0.8', fixedVersion: '0.2.1, 1.2.3' }),
      told({ id: 'CVE-1', version: '1.2.0', fixedVersion: '0.2.1, 1.2.3' }),
    ]
    expect(steps(...nested)).toEqual(['0.0.8/1.2.0 → 1.2.3: 1'])
  })

  test('is told from each installed version once, however tools spell it', () => {
    const go = (version: string) => told({ name: 'golang.org/x/text', manager: 'GOMOD', path: 'go.mod', version, fixedVersion: '0.3.7' })
    expect(upgradesOf(go('v0.3.5'), go('0.3.5')).list.map(({ from }) => from.length)).toEqual([1])
  })

  test('is told as what lies behind a version where no more is known', () => {
    expect(steps(told({ fixedVersion: '>4.17.20' }))).toEqual(['4.17.20 → >4.17.20: 1'])
    expect(steps(told({ id: 'CVE-1', fixedVersion: '>4.17.20' }), told({ id: 'CVE-2', fixedVersion: '4.17.21' }))).toEqual([
      '4.17.20 → 4.17.21: 2',
    ])
  })

  test.each([
    ['PYPI', '1.0rc1', '1.0', '1.0rc1 → 1.0: 1'],
    ['RUBYGEMS', '2.0.9', '~> 2.0.9.1, >= 2.1', '2.0.9 → 2.0.9.1: 1'],
    ['MAVEN', '2.9.10.7', '2.9.10.8', '2.9.10.7 → 2.9.10.8: 1'],
    ['NUGET', '12.0.0.1', '12.0.0.2', '12.0.0.1 → 12.0.0.2: 1'],
  ])('goes by the order of %s', (manager, version, fixedVersion, step) => {
    expect(steps(told({ manager, version, fixedVersion }))).toEqual([step])
  })

  test('goes by the order of the distribution that the purl names', () => {
    const debian = { manager: 'OS', purl: 'pkg:deb/debian/libc6@2.31-13', name: 'libc6', version: '2.31-13' }
    expect(steps(told({ ...debian, fixedVersion: '2.31-13+deb11u11' }))).toEqual(['2.31-13 → 2.31-13+deb11u11: 1'])
  })
})

describe('what counts', () => {
  test('one problem of several tools once, by any name of the advisory', () => {
    const trivy = told({ id: 'CVE-2021-23337', related: ['GHSA-35jh-r3h4-6jhm'], fixedVersion: '4.17.21' })
    const osv = told({ id: 'GHSA-35jh-r3h4-6jhm', fixedVersion: '4.17.21', path: '/package-lock.json' })
    const npm = told({ id: 'npm-1', related: ['GHSA-35jh-r3h4-6jhm'] })
    expect(upgradesOf(trivy, osv, npm)).toMatchObject({ count: 1, covered: 1, withoutFix: 0, list: [{ fixes: 1 }] })
    expect(upgradesOf(npm, osv, trivy)).toMatchObject({ count: 1, covered: 1, withoutFix: 0, list: [{ fixes: 1 }] })
  })

  test('an alias that comes last joins two', () => {
    const [cve, ghsa] = [told({ id: 'CVE-2021-1', fixedVersion: '5.0.0' }), told({ id: 'GHSA-2222-2222-2222', fixedVersion: '5.0.0' })]
    expect(upgradesOf(cve, ghsa)).toMatchObject({ covered: 2 })
    expect(upgradesOf(cve, ghsa, told({ id: 'CVE-2021-1', related: ['GHSA-2222-2222-2222'], fixedVersion: '5.0.0' }))).toMatchObject({
      covered: 1,
    })
  })

  test('two CVEs twice, whatever notice they share', () => {
    const findings = ['CVE-2021-1', 'CVE-2021-2'].map((id) =>
      told({ id, related: ['GHSA-2222-2222-2222', 'RHSA-2021:1'], fixedVersion: '5.0.0' }),
    )
    expect(upgradesOf(...findings)).toMatchObject({ covered: 2 })
  })

  test('each manifest and each image on its own', () => {
    const findings = [
      told({ fixedVersion: '5.0.0' }),
      told({ fixedVersion: '5.0.0', path: 'shop/package-lock.json' }),
      told({ fixedVersion: '5.0.0', finding: { image: 'shop:1' } }),
      told({ fixedVersion: '5.0.0', finding: { image: 'shop:2' } }),
    ]
    expect(upgradesOf(...findings)).toMatchObject({ count: 4, covered: 4 })
  })

  test('one package under the names that the ecosystem takes for one', () => {
    const python = (name: string, id: string) => told({ name, id, manager: 'PYPI', version: '1.0', fixedVersion: '1.1' })
    expect(upgradesOf(python('Zope.Interface', 'CVE-1'), python('zope_interface', 'CVE-2'))).toMatchObject({
      count: 1,
      list: [{ fixes: 2 }],
    })
    const maven = (name: string, id: string) => told({ name, id, manager: 'MAVEN', version: '1.0', fixedVersion: '1.1' })
    expect(upgradesOf(maven('org.acme:pier', 'CVE-1'), maven('org.acme/pier', 'CVE-2'))).toMatchObject({ count: 1, list: [{ fixes: 2 }] })
  })

  test('a package of a system once, wherever tools found it', () => {
    const named = told({
      name: 'musl',
      manager: 'OS',
      purl: 'pkg:apk/alpine/musl@1.2',
      version: '1.2_rc1',
      fixedVersion: '1.2',
      path: 'lib/apk/db',
      id: 'CVE-1',
    })
    const unnamed = told({ name: 'musl', manager: 'OS', version: '1.2_rc1', fixedVersion: '1.2', id: 'CVE-2' })
    expect(upgradesOf(unnamed, named)).toMatchObject({ count: 1, covered: 2 })
  })

  test('what has no fix, what cannot be compared, what another version fixes', () => {
    const upgrades = upgradesOf(
      told({ name: 'a', id: 'CVE-1' }),
      told({ name: 'a', id: 'CVE-2' }),
      told({ name: 'b', id: 'CVE-1' }),
      told({ name: 'b', id: 'CVE-2', fixedVersion: '5.0.0' }),
      told({ name: 'c', fixedVersion: 'a later one 2' }),
      told({ name: 'd', fixedVersion: '4.0.0' }),
      told({ name: 'e', id: 'CVE-1', version: '1.0.0', fixedVersion: '1.0.1' }),
      told({ name: 'e', id: 'CVE-2', version: '2.0.0', fixedVersion: '1.0.1, 2.0.1' }),
    )
    expect(upgrades).toMatchObject({ count: 2, covered: 3, withoutFix: 3, packagesWithoutFix: 1, undecided: 2 })
  })

  test('an installed version without a fix, beside another one that has it, as not compared', () => {
    const one = told({ id: 'CVE-1', version: '1.0.0', fixedVersion: '1.1.0' })
    const another = told({ id: 'CVE-1', version: '2.0.0' })
    const newer = told({ id: 'CVE-2', version: '1.0.0', fixedVersion: '2.0.0' })
    expect(upgradesOf(one, another, newer)).toMatchObject({ covered: 1, undecided: 1, list: [{ to: '2.0.0', fixes: 1 }] })
    expect(upgradesOf(another, one, newer)).toMatchObject({ covered: 1, undecided: 1, list: [{ to: '2.0.0', fixes: 1 }] })
    expect(upgradesOf(one, told({ id: 'CVE-1', version: 'v1.0.0' }))).toMatchObject({ covered: 1, undecided: 0 })
    expect(upgradesOf(one, told({ id: 'CVE-1', version: '' }))).toMatchObject({ covered: 1, undecided: 0 })
  })

  test('a line that no single version closes with the others', () => {
    const upgrades = upgradesOf(
      told({ id: 'CVE-1', fixedVersion: '4.17.21, 5.0.1' }),
      told({ id: 'CVE-2', fixedVersion: '4.17.21, 6.0.1' }),
      told({ id: 'CVE-3', fixedVersion: '5.0.0' }),
    )
    expect(upgrades).toMatchObject({ covered: 3, list: [{ to: '6.0.1', fixes: 3 }] })
  })

  test('a fix that one tool writes so that it can be compared, whatever the others write', () => {
    const [clear, vague, older] = ['4.17.21', 'a later one 5', '3.0.0'].map((fixedVersion) => told({ fixedVersion }))
    expect(upgradesOf(clear ?? told(), vague ?? told(), older ?? told())).toMatchObject({
      covered: 1,
      undecided: 0,
      list: [{ to: '4.17.21' }],
    })
    const elsewhere = told({ version: '4.0.0', fixedVersion: 'a later one 5' })
    expect(upgradesOf(clear ?? told(), elsewhere)).toMatchObject({ covered: 0, undecided: 1 })
  })

  test('more fixes than anybody can compare as not compared', () => {
    const fixedVersion = Array.from({ length: 300 }, (_, index) => `5.0.${index}`).join(', ')
    expect(upgradesOf(told({ fixedVersion }))).toMatchObject({ covered: 0, undecided: 1 })
  })

  test('malware not as an upgrade', () => {
    expect(upgradesOf(told({ fixedVersion: '5.0.0', finding: { malware: true } }))).toMatchObject({ count: 0, malware: 1, covered: 0 })
  })

  test('what is beyond the limit as not looked at', () => {
    const collector = createUpgradeCollector({ mostKept: 12 })
    for (let index = 0; index < 5; index += 1) collector.add(told({ id: `CVE-${index}`, fixedVersion: '5.0.0' }))
    expect(collector.done()).toMatchObject({ covered: 2, notLookedAt: 3 })
  })
})

test('a finding about more packages than there is room for is not looked at', () => {
  const collector = createUpgradeCollector({ mostKept: 8 })
  const packages = ['a', 'b', 'c'].map((name) => ({ name, version: '1.0.0', fixedVersion: '1.0.1', manager: 'NPM' }))
  collector.add(aFinding({ kind: 'vulnerability', vulnerability: aVulnerability({ packages }) }))
  collector.add(told({ fixedVersion: '5.0.0' }))
  expect(collector.done()).toMatchObject({ covered: 1, notLookedAt: 1 })
})

describe('the list', () => {
  test('has most fixes first, then the worst, and takes the worst of all tools', () => {
    const severe = (label: 'LOW' | 'HIGH' | 'CRITICAL'): Partial<Finding> => ({ severity: { label, original: '' } })
    const upgrades = upgradesOf(
      told({ name: 'a', fixedVersion: '5.0.0', finding: severe('LOW') }),
      told({ name: 'b', fixedVersion: '5.0.0', finding: severe('LOW') }),
      told({ name: 'b', fixedVersion: '5.0.0', finding: severe('CRITICAL') }),
      told({ name: 'c', id: 'CVE-1', fixedVersion: '5.0.0', finding: severe('LOW') }),
      told({ name: 'c', id: 'CVE-2', fixedVersion: '5.0.0', finding: severe('LOW') }),
    )
    expect(upgrades.list.map((one) => [one.package, one.fixes, one.severity])).toEqual([
      ['c', 2, 'LOW'],
      ['b', 1, 'CRITICAL'],
      ['a', 1, 'LOW'],
    ])
  })

  test('is bounded, and the count is not', () => {
    const findings = Array.from({ length: UPGRADES_NAMED + 5 }, (_, index) => told({ name: `p${index}`, fixedVersion: '5.0.0' }))
    const upgrades = upgradesOf(...findings)
    expect([upgrades.list.length, upgrades.count, upgrades.covered]).toEqual([UPGRADES_NAMED, UPGRADES_NAMED + 5, UPGRADES_NAMED + 5])
  })
})
