import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { identify } from '../../src/identity/identify.js'
import { underStoredRules } from '../../src/identity/renamed-rules.js'
import { findingOf } from '../../src/reports/native/finding.js'

const OPTIONS = {
  survey: { trusts: () => false },
  sources: { context: () => undefined, text: () => 'USER root', surroundings: () => undefined, file: () => undefined },
} as unknown as Parameters<typeof identify>[1]
const traitsOf = (finding: Finding) => identify(finding, OPTIONS).traits

const check = (id: string, aliases: readonly string[] = [], path = 'Dockerfile') =>
  findingOf({
    kind: 'configuration',
    rule: { id, aliases },
    severity: { label: 'HIGH', original: 'HIGH' },
    message: 'No user',
    location: { path, startLine: 5 },
  })

const advisory = (id: string, related: readonly string[]) =>
  findingOf({
    kind: 'vulnerability',
    rule: { id: 'PYSEC-2031-7' },
    severity: { label: 'HIGH', original: 'HIGH' },
    location: { path: 'requirements.txt' },
    vulnerability: { id, related, packages: [{ name: 'harbour' }], cvss: [], urls: [] },
  })

describe('a finding whose rule has got another id', () => {
  test('is compared under the id by which it is stored', () => {
    const stored = traitsOf(check('DS002'))
    const [found] = underStoredRules([traitsOf(check('DS-0002', ['DS002']))], [stored])
    expect(found).toMatchObject({ evidence: stored.evidence, line: stored.line })
  })

  test('stays under its own id where that is stored, and where nothing is', () => {
    const current = traitsOf(check('DS-0002', ['DS002']))
    expect(underStoredRules([current], [traitsOf(check('DS002')), current])).toEqual([current])
    expect(underStoredRules([current], [])).toEqual([current])
  })

  test('does not take what another finding of the run is by its own evidence', () => {
    const [one, other] = [traitsOf(check('B', ['A'])), traitsOf(check('A'))]
    expect(underStoredRules([one, other], [other])).toEqual([one, other])
  })
})

test('an advisory that has got a CVE since goes on', () => {
  const stored = traitsOf(advisory('PYSEC-2031-7', []))
  const [found] = underStoredRules([traitsOf(advisory('CVE-2031-70007', ['PYSEC-2031-7']))], [stored])
  expect(found?.evidence.package).toBe(stored.evidence.package)
})
