import { describe, expect, test } from '@jest/globals'
import { cargoAudit } from '../../../src/reports/tools/cargo-audit.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const TIME = {
  advisory: { id: 'RUSTSEC-2020-0071', title: 'time: local offsets can read freed memory', aliases: ['CVE-2020-26235'], cvss: null },
  versions: { patched: ['>=0.2.23'] },
  package: { name: 'time', version: '0.1.43' },
}

function report(list: readonly unknown[], warnings: unknown = {}): object {
  return { lockfile: { 'dependency-count': 2 }, vulnerabilities: { found: true, count: list.length, list }, warnings }
}

describe('cargo-audit JSON', () => {
  test.each([['\n'], ['\r\n']])('points at the package in the lock file that has all of the report, with line ends %j', (end) => {
    const text = ['version = 3', '', '[[package]]', 'name = "time"', 'version = "0.1.43"', ''].join(end)
    const [finding] = findingsOf(cargoAudit, report([TIME]), { 'Cargo.lock': text })
    expect(finding?.location).toEqual({ path: 'Cargo.lock', startLine: 4 })
  })

  test('does not point at a lock file with another version', () => {
    const [finding] = findingsOf(cargoAudit, report([TIME]), { 'Cargo.lock': '[[package]]\nname = "time"\nversion = "0.3.0"\n' })
    expect(finding?.location).toBeUndefined()
  })

  test('reads warnings that stand in an array, as the first versions write them', () => {
    const warnings = [
      {
        kind: 'unmaintained',
        package: { name: 'ansi_term', version: '0.12.1' },
        advisory: { id: 'RUSTSEC-2021-0139', title: 'nobody answers' },
      },
    ]
    const [finding] = findingsOf(cargoAudit, report([], warnings))
    expect([finding?.kind, finding?.title, finding?.severity.label]).toEqual(['other', 'ansi_term 0.12.1 is unmaintained', 'LOW'])
  })

  test('tells entries without package or advisory', () => {
    const readings = readingsOf(cargoAudit, report([{ advisory: TIME.advisory }, { package: TIME.package }, null], { yanked: [{}] }))
    expect(readings.map(({ verdict }) => verdict)).toEqual(['unreadable', 'unreadable', 'unreadable', 'unreadable'])
  })

  test('is told from other reports with vulnerabilities', () => {
    expect(detects(cargoAudit, report([]))).toBe(true)
    expect(detects(cargoAudit, { lockfile: {}, vulnerabilities: [] })).toBe(false)
  })
})
