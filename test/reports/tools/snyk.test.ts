import { describe, expect, test } from '@jest/globals'
import { snyk } from '../../../src/reports/tools/snyk/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const LODASH = {
  id: 'SNYK-JS-LODASH-1040724',
  title: 'Command Injection',
  severity: 'high',
  cvssScore: 7.2,
  CVSSv3: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H',
  identifiers: { CVE: ['CVE-2021-23337'], CWE: ['CWE-78'] },
  packageManager: 'npm',
  name: 'lodash',
  version: '4.17.15',
  fixedIn: ['3.10.2', '4.17.21'],
  from: ['web@1.0.0', 'lodash@4.17.15'],
}

function project(issues: readonly unknown[], more: object = {}): object {
  return {
    ok: false,
    dependencyCount: 2,
    packageManager: 'npm',
    displayTargetFile: 'package-lock.json',
    path: '.',
    vulnerabilities: issues,
    ...more,
  }
}

function paths(...reports: readonly object[]): readonly unknown[] {
  return reports.map((report) => findingsOf(snyk, report)[0]?.location?.path)
}

describe('Snyk JSON', () => {
  test('names the manifest from the tested directory, wherever the repository lies', () => {
    expect(
      paths(
        project([LODASH], { path: '/home/runner/work/shop/shop/web' }),
        project([LODASH], { path: 'web' }),
        project([LODASH], { path: 'C:\\agent\\work\\web', displayTargetFile: 'web\\package-lock.json' }),
        project([LODASH], { displayTargetFile: undefined }),
      ),
    ).toEqual(['web/package-lock.json', 'web/package-lock.json', 'web/package-lock.json', undefined])
  })

  test('makes one finding of all the ways to a package', () => {
    const readings = readingsOf(snyk, project([LODASH, { ...LODASH, from: ['web@1.0.0', 'async@2.6.3', 'lodash@4.17.15'] }]))
    expect(readings.map(({ verdict }) => verdict).sort()).toEqual(['duplicate', 'problem'])
  })

  test('reads grouped issues, which have a list of ways', () => {
    const from = [
      ['web@1.0.0', 'async@2.6.3', 'lodash@4.17.15'],
      ['web@1.0.0', 'lodash@4.17.15'],
    ]
    expect(findingsOf(snyk, project([{ ...LODASH, from }]))[0]?.message).toBe(
      'Command Injection. Introduced by async@2.6.3 > lodash@4.17.15.',
    )
  })

  test('believes the word for the severity rather than the score, because policies change the word', () => {
    const severities = [{}, { severity: 'low' }, { severity: 'high', severityWithCritical: 'critical' }, { severity: undefined }].map(
      (more) => findingsOf(snyk, project([{ ...LODASH, ...more }]))[0]?.severity,
    )
    expect(severities).toEqual([
      { label: 'HIGH', original: 'high' },
      { label: 'LOW', original: 'low' },
      { label: 'CRITICAL', original: 'critical' },
      { label: 'HIGH', original: '7.2' },
    ])
  })

  test('offers no fix that is a way back', () => {
    expect(findingsOf(snyk, project([LODASH]))[0]?.remediation).toBe('Upgrade lodash to 4.17.21.')
  })

  test.each([
    ['Mature', true],
    ['Proof of Concept', true],
    ['Unproven', false],
    ['Not Defined', undefined],
    [undefined, undefined],
  ])('understands the exploit %j', (exploit, available) => {
    expect(findingsOf(snyk, project([{ ...LODASH, exploit }]))[0]?.vulnerability?.exploitAvailable).toBe(available)
  })

  test.each([
    ['acme/shop:1.4.2/shop', 'acme/shop:1.4.2'],
    ['acme/shop:1.4.2', 'acme/shop:1.4.2'],
    [`acme/shop@sha256:${'a'.repeat(64)}`, `acme/shop@sha256:${'a'.repeat(64)}`],
    ['acme/shop', 'acme/shop'],
  ])('knows the image that was tested as %s', (path, image) => {
    const [finding] = findingsOf(
      snyk,
      project([LODASH], { docker: {}, projectName: 'docker-image|acme/shop', path, displayTargetFile: undefined }),
    )
    expect([finding?.image, finding?.location]).toEqual([image, { uri: 'acme/shop' }])
  })

  test('points at the Dockerfile of an image when Snyk was told which it is', () => {
    const report = project([LODASH], {
      docker: {},
      projectName: 'docker-image|acme/shop',
      path: 'acme/shop:1',
      displayTargetFile: 'api/Dockerfile',
    })
    expect(findingsOf(snyk, report)[0]?.location).toEqual({ path: 'api/Dockerfile' })
  })

  test('tells products apart as their SARIF does', () => {
    const products = [project([]), project([], { docker: {} }), project([], { infrastructureAsCodeIssues: [] })].map(
      (report) => runsOf(snyk, report)[0]?.tool.name,
    )
    expect(products).toEqual(['Snyk Open Source', 'Snyk Container', 'Snyk IaC'])
  })

  test('calls a test that failed incomplete, and tells its words without folders of the machine', () => {
    const error = { ok: false, error: 'no such folder: /home/somebody/shop', path: '/home/somebody/shop' }
    const runs = [error, { ...error, code: 1010 }].flatMap((report) => runsOf(snyk, report))
    expect(runs.map((run) => [run.tool.name, [...run.readings()].length, run.complete()])).toEqual([
      ['Snyk Open Source', 0, false],
      ['Snyk IaC', 0, false],
    ])
    expect(JSON.stringify(runs.map((run) => run.problems()))).not.toContain('somebody')
    expect(runs[0]?.problems()[0]?.message).toMatch(/an error instead of results\. no such folder: …\/shop$/)
  })

  test('is told from other reports with vulnerabilities', () => {
    expect(detects(snyk, project([]))).toBe(true)
    expect(detects(snyk, { vulnerabilities: [], dependencyCount: 1 })).toBe(false)
    expect(detects(snyk, { ok: true, error: 'x' })).toBe(false)
  })
})
