import { describe, expect, test } from '@jest/globals'
import { NATIVE_FORMATS } from '../../../src/reports/recognise/native-formats.js'
import { amazonEcr as format } from '../../../src/reports/tools/amazon-ecr.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const DIGEST = `sha256:${'ab'.repeat(32)}`

const report = (imageScanFindings: unknown, members: object = {}) => ({
  registryId: '111122223333',
  repositoryName: 'shop/web',
  imageId: { imageDigest: DIGEST, imageTag: '1.4.0' },
  imageScanStatus: { status: 'COMPLETE' },
  imageScanFindings,
  ...members,
})

const basic = (members: object = {}, attributes: Readonly<Record<string, unknown>> = {}) => ({
  name: 'CVE-2021-3177',
  severity: 'HIGH',
  uri: 'https://security-tracker.debian.org/tracker/CVE-2021-3177',
  attributes: Object.entries({ package_name: 'python2.7', package_version: '2.7.16', ...attributes }).map(([key, value]) => ({
    key,
    value,
  })),
  ...members,
})

const enhanced = (members: object = {}) => ({
  findingArn: 'arn:aws:inspector2:eu-west-1:111122223333:finding/0123',
  severity: 'HIGH',
  status: 'ACTIVE',
  packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2021-23337', vulnerablePackages: [{ name: 'lodash', version: '4.17.15' }] },
  resources: [
    {
      type: 'AWS_ECR_CONTAINER_IMAGE',
      id: `arn:aws:ecr:eu-west-1:111122223333:repository/shop/web/${DIGEST}`,
      details: { awsEcrContainerImage: { registry: '111122223333', repositoryName: 'shop/web', imageTags: ['1.4.0'], imageHash: DIGEST } },
    },
  ],
  ...members,
})

const ACTIVE = { imageScanStatus: { status: 'ACTIVE' } }

describe('what Amazon ECR knows of an image', () => {
  test.each([
    ['with findings', report({ findings: [basic()] })],
    ['with those of Amazon Inspector', report({ enhancedFindings: [enhanced()] }, ACTIVE)],
    ['without any', report({ findings: [] })],
    ['of a scan that failed', report(undefined, { imageScanStatus: { status: 'FAILED' } })],
    ['of several images', [report({ findings: [] }), report({ findings: [] })]],
  ])('is taken by this reader alone %s', (_, value) => {
    expect(NATIVE_FORMATS.filter((one) => detects(one, value)).map(({ id }) => id)).toEqual(['amazon-ecr'])
  })

  test.each([
    ['of which image', { imageScanStatus: { status: 'COMPLETE' }, imageScanFindings: { findings: [] } }],
    ['how the scan ended', { repositoryName: 'shop', imageId: {}, imageScanFindings: { findings: [] } }],
    ['of one image', { imageDetails: [{ repositoryName: 'shop', imageScanStatus: { status: 'COMPLETE' }, imageScanFindingsSummary: {} }] }],
  ])('is not seen where it is not told %s', (_, value) => {
    expect(detects(format, value)).toBe(false)
  })

  test('is one analysis for each repository, whoever scans it', () => {
    const both = report({ findings: [basic()], enhancedFindings: [enhanced()] })
    expect(runsOf(format, [both, report({ findings: [] }, { repositoryName: 'shop/api' })])).toMatchObject([
      { tool: { name: 'Amazon ECR' }, category: 'shop/web' },
      { tool: { name: 'Amazon ECR' }, category: 'shop/api' },
    ])
    expect(readingsOf(format, both)).toHaveLength(2)
  })
})

describe('whether findings are missing', () => {
  const completeOf = (value: unknown) =>
    runsOf(format, value).map((run) => [[...run.readings()].length, run.complete(), run.problems().map(({ code, at }) => [code, at])])

  test.each(['COMPLETE', 'ACTIVE'])('is told: not after a scan that is %s', (status) => {
    expect(completeOf(report({ findings: [] }, { imageScanStatus: { status } }))).toEqual([[0, true, []]])
  })

  test.each([
    'IN_PROGRESS',
    'FAILED',
    'UNSUPPORTED_IMAGE',
    'PENDING',
    'SCAN_ELIGIBILITY_EXPIRED',
    'FINDINGS_UNAVAILABLE',
    'LIMIT_EXCEEDED',
    'IMAGE_ARCHIVED',
    'OF_TIMES_TO_COME',
    null,
    ['COMPLETE'],
  ])('is told: after a scan that is %j', (status) => {
    const value = report({ findings: [basic()] }, { imageScanStatus: { status } })
    expect(completeOf(value)).toEqual([[1, false, [['error-notification', 'imageScanStatus']]]])
  })

  test('is told with what Amazon ECR says of it', () => {
    const [run] = runsOf(format, report(undefined, { imageScanStatus: { status: 'FAILED', description: 'The image is not supported.' } }))
    expect(run?.problems()).toMatchObject([{ message: expect.stringContaining(': FAILED: The image is not supported.') }])
  })

  test('is told where there are more pages, of either sort', () => {
    const more = (member: object) => completeOf(report({ findings: [basic()], enhancedFindings: [enhanced()] }, member))
    const missing = [2, false, [['truncated', 'nextToken']]]
    expect(more({ nextToken: 'x' })).toEqual([missing])
    expect(more({ NextToken: 'x' })).toEqual([missing])
    expect(more({ nextToken: null })).toEqual([[2, true, []]])
  })

  test('is told where somebody has taken the findings out', () => {
    expect(completeOf(report(undefined))).toEqual([[0, false, [['truncated', 'imageScanFindings']]]])
  })
})

describe('a finding of basic scanning', () => {
  test('is about a package of the operating system of the image, whose place outlives a build', () => {
    expect(findingsOf(format, report({ findings: [basic()] }))).toMatchObject([
      {
        kind: 'vulnerability',
        rule: { id: 'CVE-2021-3177', helpUrl: 'https://security-tracker.debian.org/tracker/CVE-2021-3177' },
        location: { uri: 'shop/web' },
        image: `shop/web:1.4.0@${DIGEST}`,
        vulnerability: {
          id: 'CVE-2021-3177',
          packages: [{ name: 'python2.7', version: '2.7.16', manager: 'OS' }],
          vendor: { name: 'security-tracker.debian.org', severity: 'HIGH' },
        },
      },
    ])
  })

  test.each([
    ['INFORMATIONAL', '9.8', 'INFORMATIONAL'],
    ['LOW', '9.8', 'LOW'],
    ['CRITICAL', undefined, 'CRITICAL'],
    ['UNDEFINED', '9.8', 'CRITICAL'],
    ['UNDEFINED', undefined, 'MEDIUM'],
  ])('that is %s with the score %j is %s', (severity, CVSS3_SCORE, label) => {
    expect(findingsOf(format, report({ findings: [basic({ severity }, { CVSS3_SCORE })] }))).toMatchObject([{ severity: { label } }])
  })

  test('has the scores of every version, the highest first', () => {
    const attributes = {
      CVSS2_SCORE: '7.5',
      CVSS2_VECTOR: 'AV:N/AC:L/Au:N/C:P/I:P/A:P',
      CVSS3_VECTOR: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      CVSS4_SCORE: '9.3',
    }
    const [found] = findingsOf(format, report({ findings: [basic({}, attributes)] }))
    expect(found?.vulnerability?.cvss.map(({ version, score }) => [version, score])).toEqual([
      ['4.0', 9.3],
      ['3.1', 9.8],
      ['2.0', 7.5],
    ])
  })

  test('is unreadable without a name, and told without a package', () => {
    expect(readingsOf(format, report({ findings: [basic({ name: null }), basic({ attributes: null }), 1] }))).toMatchObject([
      { verdict: 'unreadable', at: 'imageScanFindings.findings[0]' },
      { verdict: 'problem', finding: { vulnerability: { packages: [] } } },
      { verdict: 'unreadable', at: 'imageScanFindings.findings[2]' },
    ])
  })
})

describe('a finding of enhanced scanning', () => {
  test('is the one that Amazon Inspector has', () => {
    expect(readingsOf(format, report({ enhancedFindings: [enhanced(), enhanced({ status: 'SUPPRESSED' })] }, ACTIVE))).toMatchObject([
      {
        verdict: 'problem',
        at: 'imageScanFindings.enhancedFindings[0]',
        finding: {
          location: { uri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web' },
          image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4.0@${DIGEST}`,
        },
      },
      { verdict: 'suppressed' },
    ])
  })

  test('has the score under another name', () => {
    const scoreDetails = { cvss: { score: 6.8, version: '3.1', scoringVector: 'CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H' } }
    const [found] = findingsOf(format, report({ enhancedFindings: [enhanced({ scoreDetails })] }))
    expect(found?.vulnerability?.cvss).toMatchObject([{ score: 6.8, source: 'Amazon Inspector' }])
  })

  test('names the link to the remedy in lower case', () => {
    const [found] = findingsOf(
      format,
      report({
        enhancedFindings: [
          enhanced({
            packageVulnerabilityDetails: undefined,
            type: 'OF_TIMES_TO_COME',
            remediation: { recommendation: { text: 'Do it.', url: 'https://docs.aws.amazon.com/x' } },
          }),
        ],
      }),
    )
    expect([found?.rule.helpUrl, found?.remediation]).toEqual(['https://docs.aws.amazon.com/x', 'Do it.'])
  })
})
