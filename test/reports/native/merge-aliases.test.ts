import { describe, expect, test } from '@jest/globals'
import type { Finding, Reading } from '../../../src/finding.js'
import { packageOf, vulnerabilityOf } from '../../../src/reports/native/advisory.js'
import { findingOf } from '../../../src/reports/native/finding.js'
import { mergeAliases } from '../../../src/reports/native/merge-aliases.js'
import { growthOf, LINEAR_GROWTH } from '../../support/growth.js'

interface Advisory {
  readonly id: string
  readonly aliases?: readonly string[]
  readonly name?: string
  readonly version?: string
  readonly path?: string
  readonly label?: Finding['severity']['label']
  readonly fixed?: string
  readonly verdict?: 'problem' | 'suppressed'
  readonly epss?: number
}

function reading(advisory: Advisory, index = 0): Reading {
  const { id, aliases = [], name = 'left-pad', version = '1.0.0', path = 'package-lock.json', label = 'MEDIUM', fixed, epss } = advisory
  const one = packageOf({ name, version, path, fixed })
  const vulnerability = vulnerabilityOf({
    names: [id, ...aliases],
    packages: one === undefined ? [] : [one],
    epss,
    urls: [`https://example.com/${id}`],
  })
  const finding = findingOf({
    kind: 'vulnerability',
    rule: { id },
    severity: { label, original: label.toLowerCase() },
    location: { path },
    cwes: [`CWE-${index + 1}`],
    vulnerability,
  })
  return { verdict: advisory.verdict ?? 'problem', at: `v[${index}]`, finding }
}

const merged = (...advisories: readonly Advisory[]) => [...mergeAliases(advisories.map(reading))]
const told = (readings: readonly Reading[]) =>
  readings.map((one) => ('finding' in one ? `${one.verdict} ${one.finding.rule.id}` : one.verdict))

describe('advisories about one package', () => {
  test('that are the same under other names are one, by the best known name', () => {
    const readings = merged({ id: 'PYSEC-2024-1', aliases: ['CVE-2024-1000', 'GHSA-2222-3333-4444'] }, { id: 'GHSA-2222-3333-4444' })
    expect(told(readings)).toEqual(['duplicate', 'problem GHSA-2222-3333-4444'])
    const [, kept] = readings
    expect(kept).toMatchObject({
      at: 'v[1]',
      finding: {
        title: 'CVE-2024-1000 in left-pad 1.0.0',
        vulnerability: { id: 'CVE-2024-1000', related: ['GHSA-2222-3333-4444', 'PYSEC-2024-1'] },
      },
    })
  })

  test('give the same finding in whatever order the report has them', () => {
    const one: Advisory = { id: 'GHSA-2222-3333-4444', aliases: ['CVE-2024-1000'] }
    const other: Advisory = { id: 'CVE-2024-1000' }
    expect(told(merged(one, other))).toEqual(['duplicate', 'problem CVE-2024-1000'])
    expect(told(merged(other, one))).toEqual(['problem CVE-2024-1000', 'duplicate'])
  })

  test.each<[string, Advisory, Advisory]>([
    ['fixes', { id: 'CVE-2024-1000', fixed: '2.0' }, { id: 'CVE-2024-1000', fixed: '3.0' }],
    ['severities', { id: 'CVE-2024-1000', label: 'HIGH' }, { id: 'CVE-2024-1000', label: 'LOW' }],
    ['aliases', { id: 'CVE-2024-1000', aliases: ['GHSA-2222-3333-4444'] }, { id: 'CVE-2024-1000', aliases: ['PYSEC-2024-1'] }],
    ['scores', { id: 'CVE-2024-1000', epss: 0.5 }, { id: 'CVE-2024-1000', epss: 0.25 }],
  ])('of one id with other %s give the same finding in whatever order', (_, one, other) => {
    const findings = (...advisories: readonly Advisory[]) =>
      [...mergeAliases(advisories.map((advisory) => reading(advisory)))].flatMap((all) => ('finding' in all ? [all.finding] : []))
    expect(findings(one, other)).toEqual(findings(other, one))
  })

  test('are joined by one that names both', () => {
    const readings = merged(
      { id: 'CVE-2024-1000' },
      { id: 'PYSEC-2024-1' },
      { id: 'GHSA-2222-3333-4444', aliases: ['CVE-2024-1000', 'PYSEC-2024-1'] },
    )
    expect(told(readings)).toEqual(['problem CVE-2024-1000', 'duplicate', 'duplicate'])
  })

  test('keep the worst severity, and what only one of them knows', () => {
    const [kept] = merged(
      { id: 'CVE-2024-1000', label: 'LOW' },
      { id: 'GHSA-2222-3333-4444', aliases: ['CVE-2024-1000'], label: 'CRITICAL', fixed: '2.0', epss: 0.5 },
    )
    expect(kept).toMatchObject({
      finding: {
        severity: { label: 'CRITICAL', original: 'critical' },
        cwes: ['CWE-1', 'CWE-2'],
        remediation: 'Upgrade left-pad to 2.0.',
        vulnerability: {
          packages: [{ name: 'left-pad', fixedVersion: '2.0' }],
          epss: 0.5,
          urls: ['https://example.com/CVE-2024-1000', 'https://example.com/GHSA-2222-3333-4444'],
        },
      },
    })
  })

  test.each<[string, Advisory]>([
    ['of another package', { id: 'CVE-2024-1000', name: 'right-pad' }],
    ['of another version', { id: 'CVE-2024-1000', version: '2.0.0' }],
    ['in another file', { id: 'CVE-2024-1000', path: 'web/package-lock.json' }],
    ['that somebody has accepted', { id: 'CVE-2024-1000', verdict: 'suppressed' }],
    ['of another name', { id: 'CVE-2024-1001' }],
  ])('stay apart from one %s', (_, other) => {
    expect(told(merged({ id: 'CVE-2024-1000' }, other))).not.toContain('duplicate')
  })

  test('stay apart when they only share the notice of a distribution, which is about many', () => {
    const aliases = ['RHSA-2019:2304', 'DSA-5000-1', 'USN-1-1', 'ALAS-2024-1']
    expect(told(merged({ id: 'CVE-2019-1559', aliases }, { id: 'CVE-2018-0734', aliases }))).not.toContain('duplicate')
  })

  test('that are listed twice are one', () => {
    expect(told(merged({ id: 'TOOL-1' }, { id: 'TOOL-1' }))).toEqual(['problem TOOL-1', 'duplicate'])
  })
})

test('what is about no package passes as it is', () => {
  const others: readonly Reading[] = [
    { verdict: 'not-a-problem', at: 'a' },
    { verdict: 'unreadable', at: 'b', problem: { code: 'unreadable-result', message: 'The entry is null.' } },
    { verdict: 'problem', at: 'c', finding: findingOf({ kind: 'code', rule: { id: 'r' }, severity: { label: 'LOW', original: 'low' } }) },
  ]
  expect([...mergeAliases([...others, ...others])]).toEqual([...others, ...others])
})

describe('take time by how many there are:', () => {
  test.each<[string, (index: number) => Advisory]>([
    ['one advisory, once for each way to its package', () => ({ id: 'CVE-2024-1000', aliases: ['GHSA-2222-3333-4444'] })],
    [
      'advisories that share a name with the one before',
      (index) => ({ id: `CVE-2024-${1000 + index}`, aliases: [`CVE-2024-${1001 + index}`] }),
    ],
    ['advisories of their own', (index) => ({ id: `CVE-2024-${1000 + index}` })],
  ])('%s', (_, advisoryOf) => {
    const work = (size: number) => {
      const readings = Array.from({ length: size }, (_unused, index) => reading(advisoryOf(index), index % 20))
      expect([...mergeAliases(readings)]).toHaveLength(size)
    }
    expect(growthOf(work, 500)).toBeLessThan(LINEAR_GROWTH)
  })
})
