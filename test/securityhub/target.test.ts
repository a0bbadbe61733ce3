import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.js'
import { hubArn, isDefaultProduct, partitionOf, resolveTarget } from '../../src/securityhub/target.js'

function thrownBy(action: () => unknown): UserError {
  try {
    action()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

describe('partitionOf', () => {
  test.each([
    ['eu-west-1', 'aws'],
    ['us-east-1', 'aws'],
    ['mx-central-1', 'aws'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('puts %s into %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition)
  })
})

describe('resolveTarget', () => {
  test("takes the account's own product when none is named", () => {
    expect(resolveTarget({ region: 'eu-west-1', accountId: '012345678901' })).toEqual({
      accountId: '012345678901',
      region: 'eu-west-1',
      partition: 'aws',
      productArn: 'arn:aws:securityhub:eu-west-1:012345678901:product/012345678901/default',
    })
  })

  test.each([
    ['cn-north-1', 'arn:aws-cn:securityhub:cn-north-1:012345678901:product/012345678901/default'],
    ['us-gov-east-1', 'arn:aws-us-gov:securityhub:us-gov-east-1:012345678901:product/012345678901/default'],
    ['eusc-de-east-1', 'arn:aws-eusc:securityhub:eusc-de-east-1:012345678901:product/012345678901/default'],
  ])('writes the ARNs of %s in its own partition', (region, productArn) => {
    const target = resolveTarget({ region, accountId: '012345678901' })
    expect(target.productArn).toBe(productArn)
    expect(hubArn(target)).toBe(productArn.replace('product/012345678901/default', 'hub/default'))
  })

  test.each([
    ['its own product, named outright', 'arn:aws:securityhub:eu-west-1:012345678901:product/012345678901/default', true],
    ['a product without an account', 'arn:aws:securityhub:eu-west-1::product/aquasecurity/aquasecurity', false],
    ["a product of a partner's account", 'arn:aws:securityhub:eu-west-1:956882708938:product/crowdstrike/crowdstrike-falcon', false],
  ])('accepts %s', (_what, productArn, isDefault) => {
    const target = resolveTarget({ region: 'eu-west-1', accountId: '012345678901', productArn })
    expect(target.productArn).toBe(productArn)
    expect(isDefaultProduct(target)).toBe(isDefault)
  })

  test.each([
    [
      'another region',
      'arn:aws:securityhub:us-east-1:012345678901:product/012345678901/default',
      'its region is "us-east-1", not "eu-west-1"',
    ],
    [
      'another partition',
      'arn:aws-cn:securityhub:eu-west-1:012345678901:product/012345678901/default',
      'its partition is "aws-cn", not "aws"',
    ],
    ['another account', 'arn:aws:securityhub:eu-west-1:111111111111:product/111111111111/default', 'it belongs to account 111111111111'],
    ['another company', 'arn:aws:securityhub:eu-west-1:012345678901:product/111111111111/default', 'it belongs to account 111111111111'],
    ['no product', 'arn:aws:securityhub:eu-west-1:012345678901:hub/default', 'it is not a Security Hub product ARN'],
    ['another service', 'arn:aws:s3:eu-west-1:012345678901:product/a/b', 'it is not a Security Hub product ARN'],
    ['too little', 'arn:aws:securityhub:eu-west-1:012345678901:product/a', 'it is not a Security Hub product ARN'],
    ['too much', 'arn:aws:securityhub:eu-west-1:012345678901:product/a/b/c', 'it is not a Security Hub product ARN'],
    ['a malformed account', 'arn:aws:securityhub:eu-west-1:1:product/a/b', '"1" is not an account id'],
    ['anything', 'default', 'it is not a Security Hub product ARN'],
  ])('refuses a product ARN of %s and says what would be right', (_what, productArn, why) => {
    const error = thrownBy(() => resolveTarget({ region: 'eu-west-1', accountId: '012345678901', productArn }))
    expect(error.code).toBe('PRODUCT_ARN_MISMATCH')
    expect(error.message).toContain(why)
    expect(error.hint).toContain('arn:aws:securityhub:eu-west-1:012345678901:product/012345678901/default')
  })

  test.each(['', '12345678901', '1234567890123', '12345678901a', '１２３４５６７８９０１２'])(
    'refuses the account id "%s"',
    (accountId) => {
      expect(thrownBy(() => resolveTarget({ region: 'eu-west-1', accountId })).code).toBe('INVALID_INPUT')
    },
  )

  test.each(['', 'Ireland', 'eu-west-1.example.com', 'eu-west-1/..', 'eu-west-1:'])(
    'refuses the region "%s", which becomes part of a host name',
    (region) => {
      expect(thrownBy(() => resolveTarget({ region, accountId: '012345678901' })).code).toBe('INVALID_INPUT')
    },
  )
})
