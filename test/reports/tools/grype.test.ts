import { describe, expect, test } from '@jest/globals'
import { grype } from '../../../src/reports/tools/grype.js'
import { findingsOf, readingsOf } from '../native/read.js'

const MATCH = {
  vulnerability: { id: 'CVE-2024-1000', severity: 'Low', namespace: 'debian:distro:debian:12' },
  artifact: { name: 'left-pad', version: '1.0.0', type: 'npm', locations: [{ path: '/package-lock.json' }] },
}

const report = (source: unknown, changes: object = {}, artifact: object = {}) => ({
  matches: [{ ...MATCH, vulnerability: { ...MATCH.vulnerability, ...changes }, artifact: { ...MATCH.artifact, ...artifact } }],
  source,
  descriptor: { version: '0.104.0' },
})

const DIRECTORY = { type: 'directory', target: '.' }

describe('the place of a match', () => {
  test.each([
    ['.', 'package-lock.json'],
    ['web', 'web/package-lock.json'],
    ['./web/', 'web/package-lock.json'],
    ['"."', 'package-lock.json'],
    ['/home/runner/work/shop/shop/web', 'web/package-lock.json'],
    ['/somewhere/else', 'package-lock.json'],
  ])('in the directory %s is %s', (target, path) => {
    const [finding] = findingsOf(grype, report({ type: 'directory', target }))
    expect([finding?.location, finding?.vulnerability?.packages[0]?.path, finding?.image]).toEqual([{ path }, path, undefined])
  })

  test('in an image is the image without its tag, and the file belongs to the package', () => {
    const target = { userInput: 'shop/api:1.4.2', repoDigests: [`shop/api@sha256:${'a'.repeat(64)}`] }
    const [finding] = findingsOf(grype, report({ type: 'image', target }))
    expect(finding).toMatchObject({
      location: { uri: 'shop/api' },
      image: `shop/api:1.4.2@sha256:${'a'.repeat(64)}`,
      vulnerability: { packages: [{ path: '/package-lock.json' }] },
    })
  })

  test('is the file that proves the package', () => {
    const locations = [{ path: '/docs/README' }, { path: '/lib/db', annotations: { evidence: 'primary' } }]
    expect(findingsOf(grype, report(DIRECTORY, {}, { locations }))[0]?.location).toEqual({ path: 'lib/db' })
  })
})

describe('the severity of a match', () => {
  const severityOf = (changes: object, related: readonly object[] = []) => {
    const value = report(DIRECTORY, changes)
    const [finding] = findingsOf(grype, {
      ...value,
      matches: value.matches.map((match) => ({ ...match, relatedVulnerabilities: related })),
    })
    return finding?.severity
  }
  const score = (baseScore: number, version = '3.1') => ({ version, metrics: { baseScore } })

  test.each([
    ['the score of the database of the match', { cvss: [score(5, '2.0'), score(9.8)] }, { label: 'CRITICAL', original: '9.8' }],
    ['its word', {}, { label: 'LOW', original: 'Low' }],
    [
      'its word and not scores of another database that old versions mix in',
      { cvssV2: { baseScore: 7.5 } },
      { label: 'LOW', original: 'Low' },
    ],
    ['those scores when the word says nothing', { severity: 'Unknown', cvssV2: { baseScore: 7.5 } }, { label: 'HIGH', original: '7.5' }],
    ['medium when nobody knows', { severity: 'Unknown' }, { label: 'MEDIUM', original: 'Unknown' }],
  ])('is %s', (_, changes, expected) => {
    expect(severityOf(changes)).toEqual(expected)
  })

  test('is that of the CVE when the distribution has not graded it', () => {
    expect(severityOf({ severity: 'Unknown' }, [{ id: 'CVE-2024-1000', cvss: [score(4.2)] }])).toEqual({ label: 'MEDIUM', original: '4.2' })
  })
})

test('a match that the user has taken out is suppressed', () => {
  const { matches, ...rest } = report(DIRECTORY)
  expect(readingsOf(grype, { ...rest, matches: [], ignoredMatches: matches }).map(({ verdict, at }) => [verdict, at])).toEqual([
    ['suppressed', 'ignoredMatches[0]'],
  ])
})

test('a match without a vulnerability is unreadable', () => {
  expect(readingsOf(grype, { ...report(DIRECTORY), matches: [{ artifact: {} }, null] }).map(({ verdict }) => verdict)).toEqual([
    'unreadable',
    'unreadable',
  ])
})
