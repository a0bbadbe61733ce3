import { expect, test } from '@jest/globals'
import type { Finding } from '../../../../src/finding.js'
import { identify } from '../../../../src/identity/identify.js'
import { createFingerprintSurvey } from '../../../../src/identity/trust.js'
import { wholeDocument } from '../../../../src/reports/documents/document.js'
import { readSarif } from '../../../../src/reports/sarif/read.js'
import { cargoAudit } from '../../../../src/reports/tools/cargo-audit.js'
import { findingsOf } from '../../native/read.js'

const lock = (version: string) =>
  `version = 3\n\n[[package]]\nname = "jetty"\nversion = "${version}"\n\n[[package]]\nname = "quay"\nversion = "0.3.1"\n`

function sarif(version: string): readonly Finding[] {
  const result = (ruleId: string, text: string, fingerprint: string) => ({
    ruleId,
    level: 'warning',
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'Cargo.lock' }, region: { startLine: 1 } } }],
    partialFingerprints: { 'cargo-audit/advisory-fingerprint': fingerprint },
  })
  const rules = [
    { id: 'RUSTSEC-2031-0001', shortDescription: { text: 'A race' }, properties: { 'security-severity': '8.1' } },
    { id: 'RUSTSEC-2031-0002', shortDescription: { text: 'quay is left alone' } },
    { id: 'yanked', shortDescription: { text: 'Package version has been yanked' } },
  ]
  const results = [
    result('RUSTSEC-2031-0001', `jetty ${version} is vulnerable to RUSTSEC-2031-0001 (A race)`, `RUSTSEC-2031-0001:jetty:${version}`),
    result('RUSTSEC-2031-0002', 'quay 0.3.1 has a unmaintained warning: quay is left alone', 'RUSTSEC-2031-0002:quay:0.3.1'),
    result('yanked', `jetty ${version} has a yanked warning`, `yanked:jetty:${version}`),
  ]
  const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'cargo-audit', rules } }, results }] }
  const runs = readSarif(wholeDocument(log), {
    roots: [],
    readSource: (path: string) => (path === 'Cargo.lock' ? lock(version) : undefined),
    readExternal: () => undefined,
  })
  return runs.flatMap((run) => [...run.readings()].flatMap((reading) => ('finding' in reading ? [reading.finding] : [])))
}

function own(version: string): readonly Finding[] {
  const jetty = { name: 'jetty', version }
  const quay = { name: 'quay', version: '0.3.1' }
  const advisory = {
    id: 'RUSTSEC-2031-0001',
    title: 'A race',
    aliases: ['CVE-2031-70009'],
    cvss: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H',
  }
  const warnings = {
    unmaintained: [{ kind: 'unmaintained', package: quay, advisory: { id: 'RUSTSEC-2031-0002', title: 'quay is left alone' } }],
    yanked: [{ kind: 'yanked', package: jetty, advisory: null }],
  }
  const report = { lockfile: {}, vulnerabilities: { list: [{ advisory, package: jetty, versions: { patched: [] } }] }, warnings }
  return findingsOf(cargoAudit, report, { 'Cargo.lock': lock(version) })
}

function fingerprints(findings: readonly Finding[]): readonly string[] {
  const survey = createFingerprintSurvey()
  for (const finding of findings) survey.add(finding)
  const none = () => undefined
  const sources = { context: none, text: none, surroundings: none } as unknown as Parameters<typeof identify>[1]['sources']
  return findings.map((finding) => identify(finding, { survey, sources }).fingerprint)
}

test('cargo-audit says the same in SARIF as in its own format', () => {
  const facts = ({ kind, severity, title, message, location, vulnerability }: Finding) => ({
    kind,
    label: severity.label,
    title: kind === 'vulnerability' ? undefined : title,
    message,
    location,
    packages: vulnerability?.packages,
  })
  expect(sarif('1.4.0').map(facts)).toEqual(own('1.4.0').map(facts))
  expect(sarif('1.4.0').map(({ kind }) => kind)).toEqual(['vulnerability', 'other', 'other'])
})

test('the findings have the same Ids in both forms, and after an upgrade that leaves the problem', () => {
  expect(fingerprints(sarif('1.4.0'))).toEqual(fingerprints(own('1.4.0')))
  expect(fingerprints(sarif('1.5.0'))).toEqual(fingerprints(sarif('1.4.0')))
})
