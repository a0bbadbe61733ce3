import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { CORPUS } from '../../scripts/corpus/report-files.js'
import type { Finding, ReportRun } from '../../src/finding.js'
import { isSarif, readSarif } from '../../src/reports/sarif/read.js'
import { OPTIONS, sourceOf } from '../reports/sarif/support.js'
import { corpusFiles, describeCorpus } from '../support/corpus.js'

/** Real reports of many scanners, beside the checkout where they are present. */
const FOLDER = join(CORPUS, 'sarif')

interface Log {
  readonly [key: string]: unknown
  readonly version?: unknown
  readonly runs?: readonly { readonly results?: unknown; readonly externalPropertyFileReferences?: unknown }[] | null
}

function parse(path: string): Log | undefined {
  try {
    return JSON.parse(readFileSync(join(FOLDER, path), 'utf8').replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

const read = (log: Log): readonly ReportRun[] => readSarif(sourceOf(log), OPTIONS)
const logs = corpusFiles('sarif')
  .map((path) => ({ path, log: parse(path) }))
  .filter(({ log }) => log?.version === '2.1.0' && isSarif(log))

describeCorpus('a real report', logs, () => {
  test.each(logs.map(({ path, log }) => [path, log] as const))('%s is read to its end, every result accounted for', (_, log) => {
    const runs = read(log ?? {})
    expect(runs).toHaveLength(log?.runs?.length ?? 1)
    for (const [index, run] of runs.entries()) {
      const readings = [...run.readings()]
      const results = log?.runs?.[index]?.results
      expect(readings).toHaveLength(Array.isArray(results) ? results.length : 0)
      expect([...run.readings()]).toEqual(readings)
      expect(readings.filter(({ verdict }) => verdict === 'unreadable')).toEqual([])
      for (const reading of readings) if ('finding' in reading) expectSound(reading.finding)
    }
  })

  test('is there in numbers', () => {
    expect(logs.length).toBeGreaterThan(100)
  })
})

/** What holds for every finding whatever the tool. */
function expectSound(finding: Finding): void {
  const { location, otherLocations, rule, secrets, ...rest } = finding
  expect(rule.id).not.toBe('')
  expect(finding.message).not.toBe('')
  expect(finding.severity.original).not.toBe('')
  for (const place of [location, ...otherLocations]) {
    expect(place?.path ?? 'a').not.toMatch(/^(?:\/|[A-Za-z]:|.*(?:^|\/)\.\.(?:\/|$))/)
    expect(place?.uri ?? 'a').not.toMatch(/^(?:\/|file:|[A-Za-z]:[\\/])/)
    expect(place?.endLine ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(place?.startLine ?? 0)
  }
  for (const cwe of finding.cwes) expect(cwe).toMatch(/^CWE-[1-9]\d*$/)
  expect(finding.remediation ?? 'a').not.toBe('')
  if (finding.kind === 'secret') {
    const shown = JSON.stringify(rest)
    for (const secret of secrets) expect(shown).not.toContain(JSON.stringify(secret).slice(1, -1))
  }
}

/** What a person sees in the file: path, line, severity, and what tells the tool apart. */
const EXPECTED: readonly (readonly [path: string, index: number, finding: object])[] = [
  [
    'trivy/alpine-310.sarif',
    0,
    {
      kind: 'vulnerability',
      title: 'CVE-2019-1549 in libcrypto1.1 1.1.1c-r0',
      severity: { label: 'MEDIUM', original: '5.3' },
      image: 'ghcr.io/aquasecurity/trivy-test-images:alpine-310',
      remediation: 'Upgrade libcrypto1.1 to 1.1.1d-r0.',
    },
  ],
  [
    'trivy/file-name-only.sarif',
    0,
    {
      title: 'CVE-2021-22945 in libcurl 7.78.0-r0',
      severity: { label: 'CRITICAL', original: 'CRITICAL' },
      image: 'docker.io/fluxcd/flux:1.24.1',
    },
  ],
  [
    'grype/grype-github-actions.sarif',
    0,
    {
      title: 'GHSA-cxww-7g56-2vh6 in actions/download-artifact v4',
      severity: { label: 'HIGH', original: '7.3' },
      location: { path: '.github/workflows/wf-security-sast.yml' },
    },
  ],
  [
    'osv-scanner/osv-scanner-npm.sarif',
    0,
    {
      title: 'CVE-2024-45296 in path-to-regexp 0.1.7',
      severity: { label: 'HIGH', original: '7.7' },
      vulnerability: { related: ['GHSA-9wv6-86v2-598j'] },
    },
  ],
  [
    'snyk-open-source/snyk-maven.sarif',
    0,
    {
      title: 'CVE-2015-7501 in commons-collections:commons-collections 3.2.1',
      cwes: ['CWE-502'],
      severity: { label: 'CRITICAL', original: '9.8' },
      location: { path: 'pom.xml' },
      remediation: 'Upgrade commons-collections:commons-collections to 3.2.2.',
    },
  ],
  ['snyk-open-source/snyk-container.sarif', 0, { severity: { label: 'LOW', original: 'Low' }, vulnerability: { id: 'CVE-2025-26519' } }],
  [
    'jfrog-xray/audit_sarif-5-runs.sarif',
    1,
    { title: 'CVE-2020-8203 in lodash 4.17.0', location: { path: 'package.json' }, remediation: 'Upgrade lodash to 4.17.19.' },
  ],
  [
    'jfrog-sast/contains-sast-violations.sarif',
    0,
    { kind: 'code', cwes: ['CWE-89'], location: { path: 'flask_webgoat/__init__.py', startLine: 14 } },
  ],
  [
    'wiz/wiz-iac.sarif',
    0,
    { kind: 'configuration', severity: { label: 'LOW', original: '2.0' }, location: { path: 'terraform/main.tf', startLine: 32 } },
  ],
  [
    'checkov/checkov-3.2.91.sarif',
    0,
    {
      kind: 'configuration',
      severity: { label: 'LOW', original: '3.9' },
      location: { path: 'iac-azure-aks-belfius/vm.tf', startLine: 35, endLine: 65 },
    },
  ],
  [
    'gitleaks/gitleaks-7.5.0.sarif',
    0,
    { kind: 'secret', rule: { id: 'AWS Access Key' }, severity: { label: 'HIGH', original: 'unverified' }, fingerprints: [] },
  ],
  [
    'gitleaks/gitleaks-8-simple.sarif',
    0,
    {
      kind: 'secret',
      rule: { id: 'test-rule' },
      location: { path: 'auth.py', startLine: 1, endLine: 2 },
      fingerprints: [],
      secrets: ['a secret'],
    },
  ],
  [
    'gosec/gosec-dev.sarif',
    0,
    {
      kind: 'code',
      severity: { label: 'MEDIUM', original: 'MEDIUM' },
      cwes: ['CWE-22'],
      confidence: 80,
      location: { path: 'pkg/jwt/generator.go', startLine: 54 },
    },
  ],
  [
    'kics/kics-2.1.11.sarif',
    0,
    { kind: 'configuration', cwes: ['CWE-1357'], location: { path: 'molecule/default/Dockerfile', startLine: 3 } },
  ],
  [
    'kics/kics-e2e-079-cwe-backslash.sarif',
    0,
    { cwes: ['CWE-22'], severity: { label: 'HIGH', original: 'error' }, location: { startLine: 10 } },
  ],
  ['njsscan/njsscan-0.2.3.sarif', 0, { kind: 'code', cwes: ['CWE-327'], location: { startLine: 321 } }],
  [
    'codeql/codeql-csharp.sarif',
    0,
    {
      kind: 'code',
      cwes: ['CWE-327'],
      severity: { label: 'HIGH', original: '7.5' },
      confidence: 80,
      location: { path: 'Program.cs', startLine: 13, startColumn: 46, endColumn: 76 },
      fingerprints: [{ name: 'primaryLocationLineHash', value: 'cacc56887e648f5d:1' }],
    },
  ],
  [
    'semgrep/semgrep-1.69.sarif',
    0,
    {
      kind: 'code',
      severity: { label: 'MEDIUM', original: 'MEDIUM' },
      cwes: ['CWE-22'],
      location: { path: 'Gruntfile.js', startLine: 75 },
      fingerprints: [{ name: 'matchBasedId/v1' }],
    },
  ],
  [
    'snyk-code/snyk-code-issue-9270.sarif',
    0,
    {
      kind: 'code',
      cwes: ['CWE-79'],
      severity: { label: 'MEDIUM', original: 'warning' },
      location: { path: 'frontend/src/app/score-board/score-board.component.ts', startLine: 216 },
    },
  ],
  [
    'devskim/devskim_one_vuln.sarif',
    0,
    { severity: { label: 'CRITICAL', original: 'Critical' }, confidence: 80, location: { path: 'hash.py', startLine: 5 } },
  ],
  [
    'flawfinder/flawfinder_one_vuln.sarif',
    0,
    {
      kind: 'code',
      cwes: ['CWE-78'],
      severity: { label: 'HIGH', original: 'error' },
      location: { path: 'single.c', startLine: 3 },
      fingerprints: [{ name: 'contextHash/v1' }],
    },
  ],
  [
    'mayhem-code/mayhem_code_many_vulns.sarif',
    0,
    { kind: 'code', cwes: ['CWE-190'], location: { path: 'src/gps_uploader.c', startLine: 97 } },
  ],
  [
    'cppcheck/cppcheck_many_vuln.sarif',
    0,
    { severity: { label: 'CRITICAL', original: '9.9' }, location: { path: 'cc_many.c', startLine: 12 } },
  ],
  ['nessus/sdk-ValidResults.sarif', 0, { severity: { label: 'LOW', original: '3.0' }, location: { uri: 'host://10.0.0.1' } }],
  [
    'spotbugs/spotbugs-4.4.0.sarif',
    0,
    {
      message: 'Hard coded reference to an absolute pathname in Boot.main(String[]).',
      location: { path: 'Boot.java', startLine: 23, logicalName: 'Boot.main(String[])' },
    },
  ],
  [
    'fortify/sdk-FortifyTest.fpr.sarif',
    0,
    { kind: 'code', location: { path: 'src/Controllers/ContentFileHandlingController.cs', startLine: 12 } },
  ],
  ['spec-2.1-appendix/appendix_k4.sarif', 0, { severity: { label: 'HIGH', original: 'error' } }],
  [
    'shiftleft-scan/bash-report.sarif',
    0,
    { severity: { label: 'LOW', original: 'LOW' }, location: { path: 'docker/setEnv.sh', startLine: 134 } },
  ],
]

const AT_HAND = EXPECTED.filter(([path]) => existsSync(join(FOLDER, path)))

describeCorpus('what a real report says', AT_HAND, (reports) => {
  test.each(reports)('%s: result %i', (path, index, expected) => {
    const [run] = read(parse(path) ?? {})
    const readings = [...(run?.readings() ?? [])]
    const reading = readings[index]
    expect(reading && 'finding' in reading ? reading.finding : undefined).toMatchObject(expected)
  })
})
