import { describe, expect, test } from '@jest/globals'
import { resourcesOf } from '../../src/asff/resources.js'
import type { Finding } from '../../src/finding.js'
import { aContext, aFinding, aVulnerability } from './factories.js'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const repository = (finding: Finding, context = aContext()) => resourcesOf(finding, context)[0]
const second = (changes: Partial<Finding>) => resourcesOf(aFinding(changes), aContext())[1]

describe('the repository', () => {
  test.each([
    ['aws', 'aws'],
    ['aws-cn', 'aws-cn'],
    ['aws-us-gov', 'aws-us-gov'],
    ['aws-iso', 'aws-us-iso'],
    ['aws-iso-b', 'aws-us-iso-b'],
    ['aws-eusc', undefined],
    ['aws-iso-e', undefined],
    ['constructor', undefined],
  ])('in the partition %s has the partition %s', (partition, expected) => {
    const { target } = aContext()
    expect(repository(aFinding(), aContext({ target: { ...target, partition } }))?.Partition).toBe(expected)
  })

  test('tells the file in an image with the image, but not a package', () => {
    const inImage = { image: 'acme/web:1.0', location: { uri: 'acme/web', startLine: 3, logicalName: 'app/a.env' } }
    const otherOf = (kind: 'secret' | 'vulnerability') => repository(aFinding({ ...inImage, kind }))?.Details?.Other
    expect(otherOf('secret')).toMatchObject({ Location: 'acme/web: app/a.env', LogicalName: 'app/a.env', Image: 'acme/web:1.0' })
    expect(otherOf('vulnerability')).toMatchObject({ Location: 'acme/web' })
  })

  test('tells every place, package and image', () => {
    const finding = aFinding({
      location: { uri: 'pkg:npm/lodash', logicalName: 'main()' },
      otherLocations: [{ path: 'a.ts', startLine: 3 }, { path: 'b.ts' }, { uri: 'https://x.test/' }, { logicalName: 'f' }, {}],
      vulnerability: aVulnerability({ packages: [{ name: 'a', version: '1' }, { name: 'b' }] }),
      image: 'nginx:1.25',
    })
    expect(repository(finding)?.Details?.Other).toMatchObject({
      Location: 'pkg:npm/lodash',
      LogicalName: 'main()',
      OtherLocations: 'a.ts:3, b.ts, https://x.test/, f',
      Package: 'a 1, b',
      Image: 'nginx:1.25',
    })
  })

  test('has no value of 1,024 characters or more', () => {
    const path = 'x'.repeat(5000)
    expect(repository(aFinding({ location: { path } }))?.Details?.Other?.['Path']).toBe(`${'x'.repeat(1022)}…`)
  })
})

describe('an image', () => {
  test.each([
    ['eu-west-1.amazonaws.com', 'arn:aws:ecr:eu-west-1', 'aws'],
    ['us-gov-west-1.amazonaws.com', 'arn:aws-us-gov:ecr:us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1.amazonaws.com.cn', 'arn:aws-cn:ecr:cn-north-1', 'aws-cn'],
    ['eusc-de-east-1.amazonaws.eu', 'arn:aws-eusc:ecr:eusc-de-east-1', undefined],
  ])('in ECR of %s has its ARN', (host, arn, partition) => {
    const resource = second({ image: `012345678901.dkr.ecr.${host}/team/shop:1.2@${DIGEST}` })
    expect(resource).toMatchObject({
      Type: 'AwsEcrContainerImage',
      Id: `${arn}:012345678901:repository/team/shop/${DIGEST}`,
      Details: {
        AwsEcrContainerImage: { RegistryId: '012345678901', RepositoryName: 'team/shop', ImageDigest: DIGEST, ImageTags: ['1.2'] },
      },
    })
    expect(resource?.Partition).toBe(partition)
  })

  test('in ECR without a digest is known by its repository', () => {
    const resource = second({ image: '012345678901.dkr.ecr-fips.us-east-1.amazonaws.com/shop:1.2' })
    expect(resource?.Id).toBe('arn:aws:ecr:us-east-1:012345678901:repository/shop')
    expect(resource?.Details?.AwsEcrContainerImage).toEqual({
      RegistryId: '012345678901',
      RepositoryName: 'shop',
      ImageTags: ['1.2'],
    })
    expect(second({ image: '012345678901.dkr-ecr.us-east-1.on.aws/shop' })?.Id).toBe('arn:aws:ecr:us-east-1:012345678901:repository/shop')
  })

  test.each([
    ['nginx', { Name: 'nginx', ImageName: 'nginx' }],
    ['nginx:1.25 (debian 12.4)', { Name: 'nginx', ImageName: 'nginx:1.25' }],
    ['localhost:5000/team/shop', { Name: 'shop', ImageName: 'localhost:5000/team/shop' }],
    [`ghcr.io/acme/shop:1@${DIGEST}`, { Name: 'shop', ImageId: DIGEST, ImageName: `ghcr.io/acme/shop:1@${DIGEST}` }],
    ['public.ecr.aws/nginx/nginx:1', { Name: 'nginx', ImageName: 'public.ecr.aws/nginx/nginx:1' }],
    ['012345678901.dkr.ecr.eu-west-1.amazonaws.com.evil.test/x', { Name: 'x' }],
  ])('elsewhere is a container: %s', (image, container) => {
    expect(second({ image })).toMatchObject({ Type: 'Container', Details: { Container: container } })
  })

  test('whose reference is too long for an Id is only told in the details', () => {
    const image = `registry.test/${'x'.repeat(600)}`
    const resources = resourcesOf(aFinding({ image }), aContext())
    expect(resources).toHaveLength(1)
    expect(resources[0]?.Details?.Other?.['Image']).toBe(image)
    expect(second({ image: ' ' })).toBeUndefined()
  })

  test('has a name of at most 128 characters', () => {
    const image = `registry.test/${'x'.repeat(300)}`
    expect(second({ image })).toMatchObject({ Id: image, Details: { Container: { Name: `${'x'.repeat(127)}…` } } })
  })
})

describe('an AWS resource that the scanner names', () => {
  test('is a resource of its own', () => {
    expect(second({ location: { logicalName: 'arn:aws-cn:s3:::logs' } })).toEqual({
      Type: 'Other',
      Id: 'arn:aws-cn:s3:::logs',
      Partition: 'aws-cn',
    })
    expect(second({ location: { uri: 'arn:aws:lambda:us-east-1:012345678901:function:f' } })).toMatchObject({ Region: 'us-east-1' })
  })

  test('has the type that the scanner says, when it is one of AWS', () => {
    const typeOf = (resourceType: string) => second({ location: { uri: 'arn:aws:s3:::logs', resourceType } })?.Type
    expect(['AwsS3Bucket', 'Bucket', 'Aws S3', `Aws${'X'.repeat(300)}`].map(typeOf)).toEqual(['AwsS3Bucket', 'Other', 'Other', 'Other'])
  })

  test('is an account, too', () => {
    expect(second({ location: { uri: 'AWS::::Account:012345678901' } })).toEqual({ Type: 'AwsAccount', Id: 'AWS::::Account:012345678901' })
    expect(second({ location: { uri: 'AWS::IAM::AccessKey:x' } })).toBeUndefined()
  })

  test('is told of every place, once, up to 32 resources', () => {
    const place = (number: number) => ({ uri: `arn:aws:s3:::logs-${number}` })
    const places = (count: number) => ({ location: place(0), otherLocations: Array.from({ length: count }, (_, index) => place(index)) })
    expect(
      resourcesOf(aFinding(places(3)), aContext())
        .map(({ Id }) => Id)
        .slice(1),
    ).toEqual([0, 1, 2].map((number) => place(number).uri))
    expect(resourcesOf(aFinding(places(100)), aContext())).toHaveLength(32)
  })

  test.each(['arn:aws:s3', 'arn:aws:iam::*:role/x', 'arn:aws:s3:::a b', `arn:aws:s3:::${'x'.repeat(600)}`])('is none for %s', (name) => {
    expect(second({ location: { logicalName: name } })).toBeUndefined()
  })
})

describe('the address that a scanner has tried', () => {
  test('is a resource beside the repository', () => {
    expect(second({ location: { uri: 'https://shop.test/login?next=%2F' } })).toEqual({
      Type: 'Other',
      Id: 'https://shop.test/login?next=%2F',
    })
  })

  test('holds under RFC 3986, without credentials', () => {
    expect(second({ location: { uri: 'https://u:p@shop.test/a b?q=<x>' } })?.Id).toBe('https://shop.test/a%20b?q=%3Cx%3E')
  })

  test('is the page where the query is too long for an Id, and nothing where the path is', () => {
    expect(second({ location: { uri: `https://shop.test/find?q=${'x'.repeat(600)}` } })?.Id).toBe('https://shop.test/find')
    expect(second({ location: { uri: `https://shop.test/${'x'.repeat(600)}` } })).toBeUndefined()
  })

  test.each(['javascript:alert(1)', 'pkg:npm/lodash', 'acme/web', 'file:///etc/passwd'])('is not %s', (uri) => {
    expect(second({ location: { uri } })).toBeUndefined()
  })

  test('is each that is told, once', () => {
    const uri = 'https://shop.test/'
    const finding = aFinding({ location: { uri }, otherLocations: [{ uri }, { uri: 'https://shop.test/a' }] })
    expect(resourcesOf(finding, aContext()).map(({ Id }) => Id)).toEqual(['https://github.com/acme/shop', uri, 'https://shop.test/a'])
  })
})

test('an image is told with its layer and what it is built on', () => {
  const finding = aFinding({ image: 'acme/web:1', layer: 'sha256:ab', baseImage: 'alpine:3.10' })
  expect(repository(finding)?.Details?.Other).toMatchObject({ Image: 'acme/web:1', Layer: 'sha256:ab', BaseImage: 'alpine:3.10' })
})
