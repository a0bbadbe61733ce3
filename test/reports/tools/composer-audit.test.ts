import { describe, expect, test } from '@jest/globals'
import { composerAudit } from '../../../src/reports/tools/composer-audit/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const advisory = (more: object = {}) => ({
  advisoryId: 'PKSA-pwh8-d4fr-nywn',
  packageName: 'league/flysystem',
  affectedVersions: '<1.1.4|>=2.0.0,<2.1.1',
  title: 'Race',
  cve: 'CVE-2021-32708',
  link: 'https://example.org/a',
  reportedAt: '2021-06-23T23:56:59+00:00',
  sources: [{ name: 'GitHub', remoteId: 'GHSA-9f46-5r25-5wfm' }],
  ...more,
})

const report = (...advisories: unknown[]) => ({ advisories: { 'league/flysystem': advisories }, abandoned: [] })

const LOCK = `{
    "packages": [
        {
            "name": "league/flysystem",
            "version": "2.0.4",
            "authors": [
                {
                    "name": "Somebody"
                }
            ]
        }
    ],
    "packages-dev": []
}
`

describe('composer audit', () => {
  test('is told from other advisories, with and without any', () => {
    expect(detects(composerAudit, report(advisory()))).toBe(true)
    expect(detects(composerAudit, { advisories: { 'a/b': [advisory()] } })).toBe(true)
    expect(detects(composerAudit, { advisories: [], abandoned: { 'a/b': null } })).toBe(true)
    expect(detects(composerAudit, { advisories: [] })).toBe(false)
    expect(detects(composerAudit, { ...report(advisory()), metadata: {} })).toBe(false)
  })

  test('knows the version, the line and the one fix that is an upgrade from the lock file', () => {
    const [finding] = findingsOf(composerAudit, report(advisory()), { 'composer.lock': LOCK })
    expect(finding?.location).toEqual({ path: 'composer.lock', startLine: 4 })
    expect(finding?.vulnerability?.packages).toEqual([
      { name: 'league/flysystem', version: '2.0.4', manager: 'COMPOSER', path: 'composer.lock', fixedVersion: '2.1.1' },
    ])
  })

  test('does not point at a lock file of other packages', () => {
    const lock = LOCK.replace('league/flysystem', 'league/other')
    expect(findingsOf(composerAudit, report(advisory()), { 'composer.lock': lock })[0]?.location).toBeUndefined()
  })

  test('takes the names of all databases', () => {
    const [finding] = findingsOf(composerAudit, report(advisory()))
    expect(finding?.vulnerability).toMatchObject({ id: 'CVE-2021-32708', related: ['GHSA-9f46-5r25-5wfm', 'PKSA-pwh8-d4fr-nywn'] })
    const byFile = advisory({ cve: null, sources: [{ name: 'FriendsOfPHP', remoteId: 'a/b/CVE-2020-1234.yaml' }] })
    expect(findingsOf(composerAudit, report(byFile))[0]?.vulnerability?.id).toBe('CVE-2020-1234')
  })

  test('takes ignored advisories as suppressed and abandoned packages as no vulnerability', () => {
    const readings = readingsOf(composerAudit, {
      advisories: [],
      'ignored-advisories': { 'league/flysystem': [advisory({ ignoreReason: 'Not used' })] },
      abandoned: { 'a/b': 'a/c', 'a/d': null },
    })
    expect(readings.map(({ verdict }) => verdict)).toEqual(['suppressed', 'not-a-problem', 'not-a-problem'])
  })

  test('concludes nothing where a repository of advisories did not answer', () => {
    const [run] = runsOf(composerAudit, { advisories: [], 'unreachable-repositories': ['packages.example'], abandoned: [] })
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect(run?.complete()).toBe(false)
  })

  test('reads lists from which PHP has taken something out, and what stands elsewhere', () => {
    const advisories = { 'a/b': { 3: advisory() }, 'c/d': 'none', 'e/f': null }
    expect(readingsOf(composerAudit, { advisories, abandoned: [] }).map(({ verdict, at }) => [verdict, at])).toEqual([
      ['problem', 'advisories["a/b"].3'],
      ['unreadable', 'advisories["c/d"]'],
      ['unreadable', 'advisories["e/f"]'],
    ])
  })

  test('finds installed malware critical, and packages of a list of the user’s own as any other', () => {
    const entry = (listName: string) => ({ packageName: 'a/b', listName, constraint: '== 1.0.0', url: null, reason: 'Steals', id: null })
    const found = findingsOf(composerAudit, { advisories: [], abandoned: [], filter: { 'a/b': [entry('malware'), entry('not-here')] } })
    expect(found.map(({ severity, rule, title }) => [severity.label, rule.id, title])).toEqual([
      ['CRITICAL', 'malware', 'a/b is on the list malware'],
      ['MEDIUM', 'not-here', 'a/b is on the list not-here'],
    ])
  })
})
