import { describe, expect, test } from '@jest/globals'
import { bundlerAudit } from '../../../src/reports/tools/bundler-audit.js'
import { detects, findingsOf } from '../native/read.js'

function report(...results: readonly unknown[]): object {
  return { version: '0.9.2', created_at: '2025-01-01 09:00:00 +0000', results }
}

function unpatched(name: string, version: string): object {
  return { type: 'unpatched_gem', gem: { name, version }, advisory: { id: 'CVE-2022-30122', patched_versions: ['>= 2.2.3.1'] } }
}

const LOCK = 'GEM\n  remote: https://rubygems.org/\n  specs:\n    nokogiri (1.15.2-x86_64-linux)\n    rack (2.0.8)\n'

describe('bundler-audit JSON', () => {
  test('points at the gems in the lock file that has all of them', () => {
    const findings = findingsOf(bundlerAudit, report(unpatched('rack', '2.0.8'), unpatched('nokogiri', '1.15.2')), { 'Gemfile.lock': LOCK })
    expect(findings.map(({ location }) => location)).toEqual([
      { path: 'Gemfile.lock', startLine: 5 },
      { path: 'Gemfile.lock', startLine: 4 },
    ])
  })

  test('does not point at a lock file with other versions', () => {
    const [finding] = findingsOf(bundlerAudit, report(unpatched('rack', '2.0.80')), { 'Gemfile.lock': LOCK })
    expect(finding?.location).toBeUndefined()
  })

  test('never tells the password of a source', () => {
    const [finding] = findingsOf(bundlerAudit, report({ type: 'insecure_source', source: 'http://shop:n0t-a-pass@gems.shop.invalid/x' }))
    const { secrets, ...rest } = finding ?? { secrets: [] }
    expect(secrets).toEqual(['n0t-a-pass'])
    expect(JSON.stringify(rest)).not.toContain('n0t-a-pass')
    expect(finding?.message).toContain('http://gems.shop.invalid/x')
  })

  test('is told from other reports with results', () => {
    expect(detects(bundlerAudit, report())).toBe(true)
    expect(detects(bundlerAudit, report({ check_id: 'a' }))).toBe(false)
    expect(detects(bundlerAudit, { version: '1', results: [] })).toBe(false)
  })
})
