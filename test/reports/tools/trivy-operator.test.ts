import { describe, expect, test } from '@jest/globals'
import { trivyOperator } from '../../../src/reports/tools/trivy-operator/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const API = { apiVersion: 'aquasecurity.github.io/v1alpha1' }

const metadata = (kind: string, name: string) => ({
  labels: {
    'trivy-operator.resource.kind': kind,
    'trivy-operator.resource.name': name,
    'trivy-operator.resource.namespace': 'shop',
    'trivy-operator.container.name': 'api',
  },
})

const CVE = {
  vulnerabilityID: 'CVE-2020-7598',
  resource: 'minimist',
  installedVersion: '0.0.8',
  fixedVersion: '',
  severity: 'LOW',
  score: 9.8,
}

const vulnerabilities = (more: object = {}, ...entries: unknown[]) => ({
  ...API,
  kind: 'VulnerabilityReport',
  metadata: metadata('ReplicaSet', 'api-5d8f7c9b6d'),
  report: {
    registry: { server: 'registry.example' },
    artifact: { repository: 'library/nginx', tag: 'alpine' },
    scanner: { name: 'Trivy', version: '0.65.0' },
    vulnerabilities: entries,
  },
  ...more,
})

const checks = (...entries: unknown[]) => ({
  ...API,
  kind: 'ConfigAuditReport',
  metadata: metadata('DaemonSet', 'log'),
  report: { checks: entries },
})

const list = (...items: unknown[]) => ({ apiVersion: 'v1', kind: 'List', items })

describe('Trivy Operator', () => {
  test('places a vulnerability in its image and in the workload that outlives roll-outs', () => {
    const [finding] = findingsOf(trivyOperator, vulnerabilities({}, CVE))
    expect(finding?.location).toEqual({ uri: 'registry.example/library/nginx', logicalName: 'Deployment shop/api, container api' })
    expect(finding?.image).toBe('registry.example/library/nginx:alpine')
  })

  test.each(['web-v2', 'api', 'shop-backend'])('leaves the name of the ReplicaSet %s, which nothing has rolled out', (name) => {
    const [finding] = findingsOf(trivyOperator, vulnerabilities({ metadata: metadata('ReplicaSet', name) }, CVE))
    expect(finding?.location?.logicalName).toBe(`ReplicaSet shop/${name}, container api`)
  })

  test('takes the word before a score of nobody knows whom, and the score where there is no word', () => {
    const labels = (severity: string) =>
      findingsOf(trivyOperator, vulnerabilities({}, { ...CVE, severity })).map((one) => one.severity.label)
    expect([labels('LOW'), labels('UNKNOWN')]).toEqual([['LOW'], ['CRITICAL']])
  })

  test('takes only checks that have failed', () => {
    const readings = readingsOf(
      trivyOperator,
      checks({ checkID: 'KSV001', success: true }, { checkID: 'KSV014', success: false }, { title: 'x' }),
    )
    expect(readings.map(({ verdict }) => verdict)).toEqual(['not-a-problem', 'problem', 'unreadable'])
  })

  test('never tells what is masked only in part', () => {
    const secret = { ruleID: 'key', severity: 'HIGH', target: '/a.env', match: 'KEY=****w4r3' }
    const [finding] = findingsOf(trivyOperator, { ...API, kind: 'ExposedSecretReport', metadata: {}, report: { secrets: [secret] } })
    expect(finding?.secrets).toEqual(['KEY=****w4r3'])
    expect(JSON.stringify({ ...finding, secrets: [] })).not.toContain('w4r3')
  })

  test('keeps the sorts of reports in a list apart, and accounts for every item', () => {
    const sbom = { ...API, kind: 'SbomReport', report: { components: {} } }
    const value = list(vulnerabilities({}, CVE), checks({ checkID: 'KSV014' }), vulnerabilities({}, CVE), sbom, 7, { kind: 'Pod' })
    const runs = runsOf(trivyOperator, value).map((run) => [run.category, [...run.readings()].map(({ at, verdict }) => `${verdict} ${at}`)])
    expect(runs).toEqual([
      ['VulnerabilityReport', ['problem items[0].report.vulnerabilities[0]', 'problem items[2].report.vulnerabilities[0]']],
      ['ConfigAuditReport', ['problem items[1].report.checks[0]']],
      [undefined, ['not-a-problem items[3]', 'unreadable items[4]', 'unreadable items[5]']],
    ])
  })

  test('is recognised by what holds the results', () => {
    expect(detects(trivyOperator, vulnerabilities())).toBe(true)
    expect(detects(trivyOperator, { ...API, kind: 'VulnerabilityReportList', items: [] })).toBe(true)
    expect(detects(trivyOperator, list())).toBe(false)
    expect(detects(trivyOperator, vulnerabilities({ apiVersion: 'v1' }))).toBe(false)
  })
})
