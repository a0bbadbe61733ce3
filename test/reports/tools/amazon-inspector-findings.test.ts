import { describe, expect, test } from '@jest/globals'
import { amazonInspectorFindings } from '../../../src/reports/tools/amazon-inspector-findings/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const ARN = 'arn:aws:ecr:eu-west-1:111122223333:repository/shop/api/sha256:'
const DIGEST = '0123456789abcdef'.repeat(4)

const image = (more: object = {}) => ({
  id: `${ARN}${DIGEST}`,
  type: 'AWS_ECR_CONTAINER_IMAGE',
  details: {
    awsEcrContainerImage: {
      registry: '111122223333',
      repositoryName: 'shop/api',
      imageHash: `sha256:${DIGEST}`,
      imageTags: ['1.4.2'],
      ...more,
    },
  },
})

const finding = (more: object = {}) => ({
  findingArn: 'arn:aws:inspector2:eu-west-1:111122223333:finding/0f',
  awsAccountId: '111122223333',
  type: 'PACKAGE_VULNERABILITY',
  severity: 'LOW',
  status: 'ACTIVE',
  packageVulnerabilityDetails: {
    vulnerabilityId: 'CVE-2021-23337',
    source: 'NVD',
    cvss: [{ baseScore: 9.8, version: '3.1', source: 'NVD' }],
    vulnerablePackages: [{ name: 'lodash', version: '4.17.15', packageManager: 'NODEPKG', fixedInVersion: '4.17.21' }],
  },
  resources: [image()],
  ...more,
})

const port = (begin: number) =>
  finding({
    packageVulnerabilityDetails: undefined,
    networkReachabilityDetails: { openPortRange: { begin, end: begin }, protocol: 'TCP' },
    resources: [{ id: 'i-0123456789abcdef0', type: 'AWS_EC2_INSTANCE', region: 'eu-west-1' }],
  })

const first = (more: object = {}) => findingsOf(amazonInspectorFindings, { findings: [finding(more)] })[0]
const complete = (report: object) =>
  runsOf(amazonInspectorFindings, report).map((run) => {
    for (const _ of run.readings());
    return run.complete()
  })
const verdicts = (...findings: object[]) => readingsOf(amazonInspectorFindings, { findings }).map(({ verdict }) => verdict)

describe('Amazon Inspector findings', () => {
  test('places an image by its repository, whatever its digest is', () => {
    const name = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/api'
    expect(first()?.location).toMatchObject({ uri: name })
    expect(first()?.image).toBe(`${name}:1.4.2@sha256:${DIGEST}`)
    expect(first({ resources: [image({ imageTags: null })] })?.image).toBe(`${name}@sha256:${DIGEST}`)
  })

  test('goes by the grade of Amazon Inspector, and by scores where it has none', () => {
    expect(first()?.severity).toEqual({ label: 'LOW', original: 'LOW' })
    expect(first({ severity: 'UNTRIAGED' })?.severity).toEqual({ label: 'CRITICAL', original: '9.8' })
  })

  test('tells no fix that is not available', () => {
    const packages = [{ name: 'openssl', version: '3.0.13', packageManager: 'OS', fixedInVersion: 'NotAvailable' }]
    const told = first({
      packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2024-5535', vulnerablePackages: packages },
      remediation: { recommendation: { text: 'None Provided' } },
    })
    expect(told?.vulnerability?.packages[0]).not.toHaveProperty('fixedVersion')
    expect(told).not.toHaveProperty('remediation')
  })

  test('reads seconds as the time that they are', () => {
    expect(first({ firstObservedAt: 1740823200.5 })?.firstSeen).toBe('2025-03-01T10:00:00.500Z')
    expect(first({ firstObservedAt: 1e300 })).not.toHaveProperty('firstSeen')
  })

  test('keeps two ports of one machine apart', () => {
    const rules = findingsOf(amazonInspectorFindings, { findings: [port(22), port(3389)] }).map(({ rule }) => rule.id)
    expect(rules).toEqual(['network-reachability/tcp/22', 'network-reachability/tcp/3389'])
  })

  test('takes what is suppressed for accepted, what is closed for none, and what says nothing for unreadable', () => {
    const states = [
      finding(),
      finding({ status: 'SUPPRESSED' }),
      finding({ status: 'CLOSED' }),
      finding({ packageVulnerabilityDetails: {} }),
    ]
    expect(verdicts(...states)).toEqual(['problem', 'suppressed', 'not-a-problem', 'unreadable'])
  })

  test('concludes nothing from a page, an event or one finding', () => {
    const event = { 'detail-type': 'Inspector2 Finding', source: 'aws.inspector2', detail: finding() }
    const parts = [{ findings: [finding()], nextToken: 'x' }, { findings: [finding()], NextToken: 'x' }, event, finding()]
    expect(parts.flatMap(complete)).toEqual([false, false, false, false])
    expect(complete({ findings: [finding()] })).toEqual([true])
    expect(parts.map((part) => detects(amazonInspectorFindings, part))).toEqual([true, true, true, true])
    expect(findingsOf(amazonInspectorFindings, event)).toHaveLength(1)
  })

  test('leaves findings of other services alone', () => {
    expect(detects(amazonInspectorFindings, { findings: [{ id: 'x', type: 'PACKAGE_VULNERABILITY', resources: [] }] })).toBe(false)
    expect(detects(amazonInspectorFindings, { 'detail-type': 'GuardDuty Finding', detail: {} })).toBe(false)
  })
})
