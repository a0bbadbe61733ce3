import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../../src/finding.js'
import { identify } from '../../../src/identity/identify.js'
import { osvScanner } from '../../../src/reports/tools/osv-scanner.js'
import { FIXTURES, openFixture } from '../native/fixtures.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const ENTRY = { id: 'GHSA-35jh-r3h4-6jhm', aliases: ['CVE-2021-23337'], summary: 'lodash: template options can run code' }

function report(one: object): object {
  const packages = [{ package: { name: 'lodash', version: '4.17.15', ecosystem: 'npm' }, ...one }]
  return { results: [{ source: { path: '/home/runner/work/shop/shop/web/package-lock.json', type: 'lockfile' }, packages }] }
}

/** What a finding is known by from run to run. */
function fingerprintsOf({ runs }: Report): readonly string[] {
  const options = {
    survey: { trusts: () => false },
    sources: { context: () => undefined, text: () => undefined, surroundings: () => undefined, file: () => undefined },
  }
  return runs.flatMap((run) =>
    [...run.readings()].flatMap((reading) => ('finding' in reading ? [identify(reading.finding, options).fingerprint] : [])),
  )
}

describe('OSV-Scanner JSON', () => {
  test('gives the same findings as the SARIF of the same scan, so that one can be changed for the other', async () => {
    const [json, sarif] = await Promise.all(
      ['many.json', 'many.sarif'].map((name) => openFixture({ format: 'osv-scanner', path: join(FIXTURES, 'osv-scanner', name) })),
    )
    if (json === undefined || sarif === undefined) throw new Error('there are no fixtures')
    expect([...fingerprintsOf(json)].sort()).toEqual([...fingerprintsOf(sarif)].sort())
    expect(json.runs.map(({ tool }) => tool.name)).toEqual(sarif.runs.map(({ tool }) => tool.name))
  })

  test('makes one finding of an advisory that is listed under two names', () => {
    const one = {
      vulnerabilities: [
        { id: 'PYSEC-2021-1', aliases: ['CVE-2021-1000'] },
        { id: 'GHSA-2222-3333-4444', severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] },
      ],
      groups: [{ ids: ['PYSEC-2021-1', 'GHSA-2222-3333-4444'], aliases: ['CVE-2021-1000'], max_severity: '9.8' }],
    }
    expect(
      readingsOf(osvScanner, report(one))
        .map(({ verdict }) => verdict)
        .sort(),
    ).toEqual(['duplicate', 'problem'])
    const [finding] = findingsOf(osvScanner, report(one))
    expect(finding?.rule.id).toBe('CVE-2021-1000')
    expect(finding?.vulnerability?.related).toEqual(['GHSA-2222-3333-4444', 'PYSEC-2021-1'])
    expect(finding?.severity).toEqual({ label: 'CRITICAL', original: '9.8' })
  })

  test.each([[{ called: false }], [{ unimportant: true }]])('leaves to a review what call analysis says is %j', (analysis) => {
    const groups = [{ ids: [ENTRY.id], experimental_analysis: { [ENTRY.id]: analysis } }]
    expect(readingsOf(osvScanner, report({ vulnerabilities: [ENTRY], groups })).map(({ verdict }) => verdict)).toEqual(['review'])
  })

  test('calls malware critical, which nobody scores', () => {
    const [finding] = findingsOf(osvScanner, report({ vulnerabilities: [{ id: 'MAL-2023-1035' }] }))
    expect(finding?.severity).toEqual({ label: 'CRITICAL', original: 'none' })
  })

  test('names a distribution’s advisory about a single CVE by that CVE', () => {
    const [single] = findingsOf(osvScanner, report({ vulnerabilities: [{ id: 'UBUNTU-CVE-2024-1', upstream: ['CVE-2024-10001'] }] }))
    const [several] = findingsOf(
      osvScanner,
      report({ vulnerabilities: [{ id: 'USN-1000-1', upstream: ['CVE-2024-10001', 'CVE-2024-10002'] }] }),
    )
    expect([single?.vulnerability?.id, several?.vulnerability?.id]).toEqual(['CVE-2024-10001', 'USN-1000-1'])
  })

  test('takes the fix of the range that lists the installed version', () => {
    const range = (fixed: string) => [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }]
    const affected = [
      { package: { name: 'lodash' }, ranges: range('4.17.21'), versions: ['4.17.15'] },
      { package: { name: 'lodash' }, ranges: range('5.0.1'), versions: ['5.0.0'] },
    ]
    const [finding] = findingsOf(osvScanner, report({ vulnerabilities: [{ ...ENTRY, affected }] }))
    expect(finding?.vulnerability?.packages[0]?.fixedVersion).toBe('4.17.21')
  })

  test('places what is in an image by its path there', () => {
    const source = { path: '/lib/apk/db/installed', type: 'os' }
    const packages = [{ package: { name: 'openssl', version: '1.1.1c-r0', ecosystem: 'Alpine:v3.10' }, vulnerabilities: [ENTRY] }]
    const [finding] = findingsOf(osvScanner, { results: [{ source, packages }], image_metadata: { os: 'Alpine' }, experimental_config: {} })
    expect(finding?.location).toEqual({ uri: 'lib/apk/db/installed' })
    expect(finding?.vulnerability?.packages[0]).toMatchObject({ manager: 'OS', path: '/lib/apk/db/installed' })
  })

  test('reads licences that are not allowed', () => {
    const [finding] = findingsOf(osvScanner, report({ licenses: ['GPL-3.0'], license_violations: ['GPL-3.0'] }))
    expect([finding?.kind, finding?.title, finding?.location?.path]).toEqual([
      'other',
      'Licence GPL-3.0 of lodash 4.17.15 is not allowed',
      'web/package-lock.json',
    ])
  })

  test('is recognised without its configuration, which the first versions did not write', () => {
    expect(detects(osvScanner, report({ vulnerabilities: [] }))).toBe(true)
    expect(detects(osvScanner, { results: [{ packages: [] }] })).toBe(false)
    expect(detects(osvScanner, { results: [] })).toBe(false)
  })
})
