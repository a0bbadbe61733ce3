import { describe, expect, test } from '@jest/globals'
import { prismaCloud } from '../../../src/reports/tools/prisma-cloud/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const image = (members: object) => ({ results: [{ name: 'acme/shop:1.4.0', vulnerabilityDistribution: { total: 0 }, ...members }] })
const advisory = (members: object) =>
  image({ vulnerabilities: [{ id: 'CVE-2024-1234', packageName: 'a', packageVersion: '2.0', ...members }] })
const check = (members: object) => image({ compliances: [members] })

describe('Prisma Cloud JSON', () => {
  test('is told by what every result has, and by the console', () => {
    expect(detects(prismaCloud, image({}))).toBe(true)
    expect(detects(prismaCloud, { results: [{ complianceDistribution: { total: 0 } }] })).toBe(true)
    expect(detects(prismaCloud, { results: [], consoleURL: 'https://console.example' })).toBe(true)
    expect(detects(prismaCloud, { results: [{ vulnerabilities: [], compliances: [] }] })).toBe(false)
    expect(detects(prismaCloud, { results: {}, consoleURL: 'https://console.example' })).toBe(false)
  })

  test('is incomplete when it is about nothing', () => {
    expect(runsOf(prismaCloud, { results: [], consoleURL: 'https://console.example' })[0]?.complete()).toBe(false)
  })

  test.each([
    [image({ vulnerabilityDistribution: { total: 2 }, vulnerabilities: [{ id: 'CVE-2024-1' }] })],
    [image({ complianceDistribution: { total: 1 }, compliances: null })],
    [{ repository: 'a', packages: [], complianceIssues: null, vulnerabilities: [], vulnerabilityDistribution: { total: 3 } }],
  ])('is incomplete when it counts more than it holds: %j', (report) => {
    expect(detects(prismaCloud, report)).toBe(true)
    const [run] = runsOf(prismaCloud, report)
    for (const _ of run?.readings() ?? []);
    expect(run?.complete()).toBe(false)
  })

  test('has findings of every image', () => {
    const one = (name: string) => ({ name, vulnerabilityDistribution: {}, vulnerabilities: [{ id: 'CVE-2024-1234', packageName: 'a' }] })
    const findings = findingsOf(prismaCloud, { results: [one('acme/shop:1'), one('acme/mail:1')] })
    expect(findings.map(({ location }) => location?.uri)).toEqual(['acme/shop', 'acme/mail'])
  })

  test.each([
    ['fixed in 2.1', '2.1', undefined],
    ['fixed in 1.9.4, 2.1', '2.1', undefined],
    ['Fixed in 2.1', '2.1', undefined],
    ['needed', undefined, 'There is no fixed version. Status: needed.'],
    [undefined, undefined, undefined],
  ])('takes the status %j for the fix %j', (status, fixedVersion, remediation) => {
    const [finding] = findingsOf(prismaCloud, advisory({ status }))
    expect(finding?.vulnerability?.packages[0]?.fixedVersion).toBe(fixedVersion)
    expect(finding?.remediation).toBe(fixedVersion === undefined ? remediation : 'Upgrade a to 2.1.')
  })

  test.each([
    [{ severity: 'medium', cvss: 9.8 }, 'MEDIUM'],
    [{ severity: 'important' }, 'HIGH'],
    [{ severity: 'unimportant', cvss: 9.8 }, 'CRITICAL'],
    [{}, 'MEDIUM'],
  ])('grades %j as %s', (members, label) => {
    expect(findingsOf(prismaCloud, advisory(members))[0]?.severity.label).toBe(label)
  })

  test.each([
    [['Exploit exists - POC'], true],
    [['Exploit exists - in the wild', 'Has fix'], true],
    [['Has fix'], undefined],
    [{ 'Has fix': {} }, undefined],
  ])('tells from %j that an exploit is there: %s', (riskFactors, expected) => {
    expect(findingsOf(prismaCloud, advisory({ riskFactors }))[0]?.vulnerability?.exploitAvailable).toBe(expected)
  })

  test('has a place for each manifest of a repository that names the package', () => {
    const packages = ['a/package.json', 'b/package.json'].map((path) => ({ type: 'nodejs', name: 'a', version: '2.0', path }))
    const vulnerabilities = [{ id: 'CVE-2024-1234', packageName: 'a', packageVersion: '2.0' }]
    const report = { repository: 'shop', packages, complianceIssues: [], vulnerabilities, vulnerabilityDistribution: { total: 1 } }
    const [finding] = findingsOf(prismaCloud, report)
    expect([finding?.location, ...(finding?.otherLocations ?? [])]).toEqual([{ path: 'a/package.json' }, { path: 'b/package.json' }])
    expect(finding?.vulnerability?.packages).toEqual([{ name: 'a', version: '2.0', manager: 'NPM', path: 'a/package.json' }])
  })

  test('has the archive of a function as the place', () => {
    const [finding] = findingsOf(prismaCloud, image({ name: 'build/mail.zip', vulnerabilities: [{ id: 'CVE-2024-1', packageName: 'a' }] }))
    expect([finding?.location, finding?.image]).toEqual([{ path: 'build/mail.zip' }, undefined])
  })

  test.each([
    [{ id: 424 }, 'secret'],
    [{ id: '425' }, 'secret'],
    [{ id: 434 }, 'secret'],
    [{ title: 'Private keys stored in image' }, 'secret'],
    [{ id: 41, title: 'Private keys stored in image' }, 'configuration'],
  ])('takes the check %j for a %s', (members, kind) => {
    expect(findingsOf(prismaCloud, check(members))[0]?.kind).toBe(kind)
  })

  test('takes what is behind the name of a variable for a secret', () => {
    const cause = 'The environment variables KEY=n0tr3al-k3y-9b3e7f1a,DB_PASSWORD contain sensitive data'
    expect(findingsOf(prismaCloud, check({ id: 424, cause }))[0]?.secrets).toEqual(['n0tr3al-k3y-9b3e7f1a'])
  })

  test('names the file so that it is no assignment', () => {
    const [finding] = findingsOf(prismaCloud, check({ id: 425, title: 'Private keys', cause: 'Found: /app/certs/shop.key' }))
    expect(finding?.message).toBe('Private keys\nFound in /app/certs/shop.key')
  })

  test.each(['vulnerabilities', 'compliances'])('accounts for one of the %s that says nothing', (list) => {
    expect(readingsOf(prismaCloud, image({ [list]: [{ severity: 'high' }] }))).toMatchObject([
      { verdict: 'unreadable', at: `results[0].${list}[0]` },
    ])
  })
})
