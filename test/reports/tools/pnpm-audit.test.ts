import { describe, expect, test } from '@jest/globals'
import { npmAudit } from '../../../src/reports/tools/npm-audit/format.js'
import { findingsOf, runsOf } from '../native/read.js'

function report(name: string, version: string): object {
  const advisory = {
    module_name: name,
    title: 'a title',
    severity: 'high',
    patched_versions: '>=3.10.2 <4.0.0 || >=4.17.21',
    recommendation: 'Upgrade',
  }
  const advisories = { 1: { ...advisory, github_advisory_id: 'GHSA-35jh-r3h4-6jhm', findings: [{ version, paths: [`.>${name}`] }] } }
  return { actions: [], advisories, muted: [], metadata: {} }
}

describe('pnpm audit', () => {
  test.each([
    ['lodash', '  lodash@4.17.15:'],
    ['lodash', '  /lodash@4.17.15:'],
    ['lodash', '  /lodash/4.17.15:'],
    ['@acme/lodash', "  '@acme/lodash@4.17.15':"],
    ['@acme/lodash', "  '/@acme/lodash@4.17.15(react@18.0.0)':"],
  ])('points at the entry of %s in the lock file: %s', (name, entry) => {
    const text = `lockfileVersion: '9.0'\n\npackages:\n\n${entry}\n    resolution: {}\n`
    expect(findingsOf(npmAudit, report(name, '4.17.15'), { 'pnpm-lock.yaml': text })[0]?.location).toMatchObject({
      path: 'pnpm-lock.yaml',
      startLine: 5,
    })
  })

  test('does not point at a lock file with another version', () => {
    const text = 'packages:\n\n  lodash@4.17.150:\n    resolution: {}\n'
    expect(findingsOf(npmAudit, report('lodash', '4.17.15'), { 'pnpm-lock.yaml': text })[0]?.location?.path).toBeUndefined()
  })

  test('offers the fixes that are upgrades, under pnpm’s own name', () => {
    expect(runsOf(npmAudit, report('lodash', '4.17.15'))[0]?.tool.name).toBe('pnpm audit')
    expect(findingsOf(npmAudit, report('lodash', '4.17.15'))[0]?.remediation).toBe('Upgrade lodash to 4.17.21.')
  })
})
