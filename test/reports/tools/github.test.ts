import { describe, expect, test } from '@jest/globals'
import { githubCodeScanning } from '../../../src/reports/tools/github/code-scanning.js'
import { githubDependabot } from '../../../src/reports/tools/github/dependabot.js'
import { githubSecretScanning } from '../../../src/reports/tools/github/secret-scanning.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const ALERT = {
  number: 7,
  state: 'open',
  rule: { id: 'py/eval', severity: 'error', description: 'Eval', tags: ['security', 'external/cwe/cwe-095'] },
  tool: { name: 'CodeQL' },
  most_recent_instance: { message: { text: 'It runs code.' }, location: { path: 'a.py', start_line: 3 } },
}
const LEAK = {
  number: 8,
  state: 'open',
  secret_type: 'shop_key',
  locations_url: 'https://api.github.com/x',
  html_url: 'https://github.com/acme/shop/security/secret-scanning/8',
  secret: 'n0tr3al-k3y-77aa',
  first_location_detected: { path: '/a.env', start_line: 2, end_line: 2 },
}
const PACKAGE_ALERT = {
  number: 9,
  state: 'open',
  dependency: { package: { ecosystem: 'npm', name: 'lodash' }, manifest_path: 'package-lock.json' },
  security_advisory: { ghsa_id: 'GHSA-35jh-r3h4-6jhm', cve_id: 'CVE-2021-23337', summary: 'Command injection' },
  security_vulnerability: { severity: 'high', first_patched_version: { identifier: '4.17.21' } },
}

describe('alerts of GitHub', () => {
  test.each([
    [githubCodeScanning, ALERT],
    [githubSecretScanning, LEAK],
    [githubDependabot, PACKAGE_ALERT],
  ])('are told from those of another kind: %#', (format, alert) => {
    expect([ALERT, LEAK, PACKAGE_ALERT].filter((one) => detects(format, [one]))).toEqual([alert])
    expect(readingsOf(format, [[alert], [alert]])).toHaveLength(2)
  })

  test.each([
    ['open', 'problem'],
    ['dismissed', 'suppressed'],
    ['auto_dismissed', 'suppressed'],
    ['fixed', 'not-a-problem'],
  ])('that are %s are %s', (state, verdict) => {
    const readings = [
      ...readingsOf(githubCodeScanning, [{ ...ALERT, state }]),
      ...readingsOf(githubDependabot, [{ ...PACKAGE_ALERT, state }]),
    ]
    expect(readings.map((reading) => reading.verdict)).toEqual([verdict, verdict])
  })

  test.each([
    ['revoked', 'not-a-problem'],
    ['pattern_deleted', 'not-a-problem'],
    ['false_positive', 'suppressed'],
    ['wont_fix', 'suppressed'],
    ['used_in_tests', 'suppressed'],
  ])('of a secret that were resolved as %s are %s', (resolution, verdict) => {
    expect(readingsOf(githubSecretScanning, [{ ...LEAK, state: 'resolved', resolution }]).map((reading) => reading.verdict)).toEqual([
      verdict,
    ])
  })

  test('of several repositories are at no path of this one', () => {
    const of = (full_name: string) => ({ ...ALERT, repository: { full_name } })
    const places = (...alerts: readonly object[]) =>
      findingsOf(githubCodeScanning, alerts).map(({ location }) => location?.path ?? location?.uri)
    expect(places(of('acme/shop'), of('acme/shop'))).toEqual(['a.py', 'a.py'])
    expect(places(of('acme/shop'), of('acme/api'))).toEqual(['acme/shop/a.py', 'acme/api/a.py'])
  })

  test('are the same alert as long as their number is', () => {
    expect(findingsOf(githubCodeScanning, [ALERT])[0]?.fingerprints).toEqual([{ name: 'github/code-scanning', value: '7' }])
  })

  test('of code have the rule of their tool and its weaknesses', () => {
    expect(findingsOf(githubCodeScanning, [ALERT])[0]).toMatchObject({ kind: 'code', rule: { id: 'CodeQL/py/eval' }, cwes: ['CWE-95'] })
  })

  test('of a secret are on the line where the secret is now, and on none when it is gone', () => {
    const placed = (source: string) => findingsOf(githubSecretScanning, [LEAK], { 'a.env': source })[0]?.location
    expect(placed('\n\n\nKEY=n0tr3al-k3y-77aa\n')).toEqual({ path: 'a.env', startLine: 4 })
    expect(placed('KEY=\n')).toEqual({ path: 'a.env' })
    expect(findingsOf(githubSecretScanning, [LEAK])[0]?.location).toEqual({ path: 'a.env', startLine: 2, endLine: 2 })
  })

  test('of a secret that GitHub has tried are critical', () => {
    expect(findingsOf(githubSecretScanning, [{ ...LEAK, validity: 'active' }])[0]?.severity.label).toBe('CRITICAL')
    expect(findingsOf(githubSecretScanning, [LEAK])[0]).toMatchObject({ severity: { label: 'HIGH' }, secrets: [LEAK.secret] })
  })

  test('of a package that was never vulnerable are no problem', () => {
    const security_advisory = { ...PACKAGE_ALERT.security_advisory, withdrawn_at: '2025-01-01T00:00:00Z' }
    expect(readingsOf(githubDependabot, [{ ...PACKAGE_ALERT, security_advisory }]).map(({ verdict }) => verdict)).toEqual(['not-a-problem'])
  })

  test('come through GraphQL in repositories of an owner or a search, and may go on', () => {
    const nodes = [
      {
        state: 'OPEN',
        securityVulnerability: { severity: 'LOW', package: { name: 'lodash' }, advisory: { ghsaId: 'GHSA-35jh-r3h4-6jhm' } },
      },
    ]
    const repository = { name: 'shop', vulnerabilityAlerts: { nodes, pageInfo: { hasNextPage: true } } }
    for (const data of [{ repository }, { search: { nodes: [repository] } }, { organization: { repositories: { nodes: [repository] } } }]) {
      expect(findingsOf(githubDependabot, { data }).map(({ vulnerability }) => vulnerability?.id)).toEqual(['GHSA-35jh-r3h4-6jhm'])
      expect(runsOf(githubDependabot, { data }).map((run) => run.problems())).toMatchObject([[{ code: 'truncated' }]])
    }
  })
})
