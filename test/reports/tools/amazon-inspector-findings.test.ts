import { describe, expect, test } from '@jest/globals'
import { NATIVE_FORMATS } from '../../../src/reports/recognise/native-formats.js'
import { amazonInspectorFindings as format } from '../../../src/reports/tools/amazon-inspector-findings/format.js'
import { detects, findingsOf, readingsOf, runsOf } from '../native/read.js'

const DIGEST = `sha256:${'ab'.repeat(32)}`

const image = (members: object = {}, details: object = {}) => ({
  type: 'AWS_ECR_CONTAINER_IMAGE',
  id: `arn:aws:ecr:eu-west-1:111122223333:repository/shop/web/${DIGEST}`,
  region: 'eu-west-1',
  details: {
    awsEcrContainerImage: { registry: '111122223333', repositoryName: 'shop/web', imageTags: ['1.4.0'], imageHash: DIGEST, ...details },
  },
  ...members,
})

const instance = { type: 'AWS_EC2_INSTANCE', id: 'i-0abc', region: 'eu-west-1', partition: 'aws-us-gov' }

const finding = (members: object = {}) => ({
  findingArn: 'arn:aws:inspector2:eu-west-1:111122223333:finding/0123',
  awsAccountId: '111122223333',
  type: 'PACKAGE_VULNERABILITY',
  severity: 'HIGH',
  status: 'ACTIVE',
  title: 'CVE-2021-23337 - lodash',
  description: 'Templates run code.',
  resources: [image()],
  ...members,
})

const advisory = (details: object = {}, members: object = {}) =>
  finding({ packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2021-23337', ...details }, ...members })

const reachable = (begin: number, end: number, resource: object = instance) =>
  finding({
    type: 'NETWORK_REACHABILITY',
    title: `Port ${begin} is reachable from an Internet Gateway - TCP`,
    resources: [resource],
    networkReachabilityDetails: { protocol: 'TCP', openPortRange: { begin, end } },
  })

const list = (...findings: readonly unknown[]) => ({ findings })
const event = (detail: unknown) => ({ 'detail-type': 'Inspector2 Finding', source: 'aws.inspector2', detail })
const completeOf = (value: unknown) =>
  runsOf(format, value).map((run) => [[...run.readings()].length, run.complete(), run.problems().map(({ code, at }) => [code, at])])

describe('what Amazon Inspector has found', () => {
  test.each([
    ['a list', list(advisory())],
    ['a list that begins with something else', list(null, 'x', advisory())],
    ['an event', event(advisory())],
    ['a finding', advisory()],
    ['findings alone', [advisory(), advisory()]],
    ['pages in an array', [list(advisory()), list()]],
  ])('is taken by this reader alone as %s', (_, value) => {
    expect(NATIVE_FORMATS.filter((one) => detects(one, value)).map(({ id }) => id)).toEqual(['amazon-inspector-findings'])
  })

  test.each([
    ['an empty list', list()],
    ['a list of nothing', list(null, 'x')],
    ['findings of Amazon Macie', list({ accountId: '111122223333', resourcesAffected: {}, severity: { score: 1 } })],
    ['findings of Amazon Inspector Classic', list({ arn: 'arn:aws:inspector:eu-west-1:1:x', assetAttributes: {}, severity: 'High' })],
    ['an event of a scan', event({ 'scan-status': 'INITIAL_SCAN_COMPLETE', 'finding-severity-counts': { TOTAL: 0 } })],
    ['an event without details', event(null)],
  ])('is not seen in %s', (_, value) => {
    expect(detects(format, value)).toBe(false)
  })

  test.each([
    [undefined, 'problem'],
    ['ACTIVE', 'problem'],
    ['of times to come', 'problem'],
    ['SUPPRESSED', 'suppressed'],
    ['CLOSED', 'not-a-problem'],
  ])('that is %j is taken for %s', (status, verdict) => {
    expect(readingsOf(format, list(advisory({}, { status })))).toMatchObject([{ verdict, at: 'findings[0]' }])
  })

  test.each([
    ['a vulnerability without a name', finding({ packageVulnerabilityDetails: {} })],
    ['code without a rule', finding({ codeVulnerabilityDetails: {} })],
    ['nothing of some type', finding({ type: null })],
    ['no object', null],
  ])('is unreadable as %s', (_, entry) => {
    expect(readingsOf(format, list(advisory(), entry))).toMatchObject([
      { verdict: 'problem' },
      { verdict: 'unreadable', at: 'findings[1]' },
    ])
  })

  test('keeps what it says when it is of a type that nobody knows', () => {
    expect(findingsOf(format, list(finding({ type: 'OF_TIMES_TO_COME', title: 'Something new' })))).toMatchObject([
      { kind: 'other', rule: { id: 'OF_TIMES_TO_COME', title: 'Something new' }, severity: { label: 'HIGH' } },
    ])
  })
})

describe('whether findings are missing', () => {
  const truncated = (at?: string) => [['truncated', at]]

  test.each([
    ['not in a list', list(advisory()), [1, true, []]],
    ['not in a list whose next page is null', { ...list(advisory()), nextToken: null }, [1, true, []]],
    ['in a page', { ...list(advisory()), nextToken: 'x' }, [1, false, truncated('nextToken')]],
    ['in what --max-items leaves', { ...list(advisory()), NextToken: 'x' }, [1, false, truncated('nextToken')]],
    ['not in all pages', [{ ...list(advisory()), nextToken: 'x' }, list(advisory())], [2, true, []]],
    ['not when the last page is empty', [{ ...list(advisory()), nextToken: 'x' }, list()], [1, true, []]],
    ['in an event', event(advisory()), [1, false, truncated()]],
    ['in several events', [event(advisory()), event(advisory())], [2, false, truncated()]],
    ['in findings alone', [advisory(), advisory()], [2, false, truncated()]],
    ['in a list with an event behind it', [list(advisory()), event(advisory())], [2, false, truncated()]],
    ['in a list with an entry that is none', list(advisory(), 1), [2, false, []]],
  ])('is told: %s', (_, value, expected) => {
    expect(completeOf(value)).toEqual([expected])
  })

  test('says where each finding is', () => {
    const at = (value: unknown) => readingsOf(format, value).map((reading) => reading.at)
    expect(at(event(advisory()))).toEqual(['detail'])
    expect(at([list(advisory()), event(advisory())])).toEqual(['[0].findings[0]', '[1].detail'])
    expect(at(advisory())).toEqual(['[0]'])
  })
})

describe('the severity of a vulnerability', () => {
  const cvss = [{ baseScore: 9.8, version: '3.1', source: 'NVD', scoringVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }]

  test.each([
    ['LOW', cvss, 'LOW', 'LOW'],
    ['INFORMATIONAL', [], 'INFORMATIONAL', 'INFORMATIONAL'],
    ['CRITICAL', [], 'CRITICAL', 'CRITICAL'],
    ['UNTRIAGED', cvss, 'CRITICAL', '9.8'],
    ['UNTRIAGED', [], 'MEDIUM', 'UNTRIAGED'],
  ])('is %s with the scores %j: %s', (severity, scores, label, original) => {
    expect(findingsOf(format, list(advisory({ cvss: scores }, { severity })))).toMatchObject([{ severity: { label, original } }])
  })

  test('comes with the score that Amazon Inspector has made of it, where that is another one', () => {
    const scoresWith = (adjustedCvss: unknown) =>
      findingsOf(format, list(advisory({ cvss }, { inspectorScoreDetails: { adjustedCvss } }))).flatMap(({ vulnerability }) =>
        vulnerability?.cvss.map(({ score, source }) => [score, source]),
      )
    const adjusted = { score: 8.4, version: '3.1', scoringVector: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }
    expect(scoresWith(adjusted)).toEqual([
      [8.4, 'Amazon Inspector'],
      [9.8, 'NVD'],
    ])
    expect(scoresWith({ ...adjusted, score: 9.8, scoringVector: cvss[0]?.scoringVector })).toEqual([[9.8, 'NVD']])
  })
})

describe('a vulnerability', () => {
  test('keeps the name of a knowledge base article before those of what it mends', () => {
    const details = { vulnerabilityId: 'KB5023697', relatedVulnerabilities: ['CVE-2023-23392', 'CVE-2023-23415'] }
    expect(findingsOf(format, list(advisory(details)))).toMatchObject([
      { rule: { id: 'KB5023697' }, vulnerability: { id: 'KB5023697', related: ['CVE-2023-23392', 'CVE-2023-23415'] } },
    ])
  })

  test.each([
    ['YES', true],
    ['NO', false],
    [undefined, undefined],
  ])('is exploited: %j', (exploitAvailable, expected) => {
    const [found] = findingsOf(format, list(advisory({}, { exploitAvailable })))
    expect(found?.vulnerability?.exploitAvailable).toBe(expected)
  })

  test('has no fix that is none', () => {
    const vulnerablePackages = [
      { name: 'linux', version: '6.1.90', fixedInVersion: 'NotAvailable', packageManager: 'OS', remediation: 'NotAvailable' },
    ]
    const [found] = findingsOf(
      format,
      list(advisory({ vulnerablePackages }, { remediation: { recommendation: { text: 'None Provided' } } })),
    )
    expect(found?.vulnerability?.packages).toEqual([{ name: 'linux', version: '6.1.90', manager: 'OS' }])
    expect(found?.remediation).toBeUndefined()
  })

  test.each([
    ['2026-01-10T10:01:00.250000+01:00', '2026-01-10T09:01:00.250Z'],
    ['2026-01-10 10:01:00.250000+01:00', '2026-01-10T09:01:00.250Z'],
    ['Sat Jan 10 09:01:00.250 UTC 2026', '2026-01-10T09:01:00.250Z'],
    ['Jan 10, 2026, 9:01:00 AM', '2026-01-10T09:01:00.000Z'],
    ['Jan 10, 2026, 9:01:00 PM', '2026-01-10T21:01:00.000Z'],
    [1768035660.25, '2026-01-10T09:01:00.250Z'],
    [1e300, undefined],
    ['some time ago', undefined],
    [null, undefined],
  ])('was first seen %j', (firstObservedAt, expected) => {
    const [found] = findingsOf(format, event(advisory({}, { firstObservedAt })))
    expect(found?.firstSeen).toBe(expected)
  })
})

describe('the place', () => {
  const placeOf = (resource: object, members: object = {}) => {
    const [found] = findingsOf(format, list(advisory({}, { ...members, resources: [resource] })))
    return { location: found?.location, image: found?.image }
  }
  const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com'

  test('is the image without tag and digest, so that it outlives a build', () => {
    expect(placeOf(image())).toEqual({ location: { uri: `${HOST}/shop/web` }, image: `${HOST}/shop/web:1.4.0@${DIGEST}` })
  })

  test('is told the Region by the ARN where a resource has none', () => {
    expect(placeOf(image({ region: undefined })).location).toEqual({ uri: `${HOST}/shop/web` })
  })

  test.each([
    ['cn-north-1', 'amazonaws.com.cn'],
    ['eusc-de-east-1', 'amazonaws.eu'],
    ['us-gov-west-1', 'amazonaws.com'],
  ])('is an image in %s', (region, domain) => {
    expect(placeOf(image({ region })).location?.uri).toBe(`111122223333.dkr.ecr.${region}.${domain}/shop/web`)
  })

  test('is an image without a tag, and without what is no digest', () => {
    expect(placeOf(image({}, { imageTags: [], imageHash: 'sha256:EXAMPLE' })).image).toBe(`${HOST}/shop/web`)
    expect(placeOf(image({}, { imageTags: undefined })).image).toBe(`${HOST}/shop/web@${DIGEST}`)
  })

  test('is the ARN of an image of which no more is told', () => {
    expect(placeOf({ ...image(), details: {} })).toEqual({ location: { uri: image().id } })
  })

  test('is the ARN of an instance, or its id in its Region', () => {
    expect(placeOf(instance).location).toEqual({
      uri: 'arn:aws-us-gov:ec2:eu-west-1:111122223333:instance/i-0abc',
      resourceType: 'AwsEc2Instance',
    })
    expect(placeOf(instance, { awsAccountId: null }).location).toEqual({ uri: 'eu-west-1/i-0abc', resourceType: 'AwsEc2Instance' })
  })

  test('is that of two findings where an instance has two open ports', () => {
    const found = findingsOf(format, list(reachable(22, 22), reachable(8000, 8080)))
    expect(found.map(({ kind, rule }) => [kind, rule.id, rule.title])).toEqual([
      ['configuration', 'network-reachability/tcp/22', 'Port 22 is reachable from an Internet Gateway - TCP'],
      ['configuration', 'network-reachability/tcp/8000-8080', 'Port 8000 is reachable from an Internet Gateway - TCP'],
    ])
    expect(found[0]?.location).toEqual(found[1]?.location)
  })

  test('is a file of the repository only where a repository was scanned', () => {
    const code = (resource: object) =>
      findingsOf(
        format,
        list(
          finding({
            resources: [resource],
            codeVulnerabilityDetails: { detectorId: 'x@v1.0', filePath: { filePath: 'src/a.js', startLine: 3, endLine: 4 } },
          }),
        ),
      )[0]?.location
    const repository = { type: 'CODE_REPOSITORY', id: 'arn:x', details: { codeRepository: { projectName: 'shop/shop' } } }
    const lambda = { type: 'AWS_LAMBDA_FUNCTION', id: 'arn:aws:lambda:eu-west-1:111122223333:function:orders:$LATEST' }
    expect(code(repository)).toEqual({ path: 'src/a.js', startLine: 3, endLine: 4, logicalName: 'shop/shop' })
    expect(code(lambda)).toEqual({
      uri: lambda.id,
      logicalName: 'src/a.js',
      startLine: 3,
      endLine: 4,
      resourceType: 'AwsLambdaFunction',
    })
  })

  test('is the first of several resources; the others follow', () => {
    const [found] = findingsOf(format, list(advisory({}, { resources: [instance, image()] })))
    expect([found?.location?.uri, found?.otherLocations.map(({ uri }) => uri)]).toEqual([
      'arn:aws-us-gov:ec2:eu-west-1:111122223333:instance/i-0abc',
      [`${HOST}/shop/web`],
    ])
  })

  test('names nobody: no author of an image, no tag of a resource', () => {
    const resource = image({ tags: { owner: 'ada@shop.invalid' } }, { author: 'Ada <ada@shop.invalid>' })
    expect(JSON.stringify(readingsOf(format, list(advisory({}, { resources: [resource] }))))).not.toMatch(/ada/i)
  })
})
