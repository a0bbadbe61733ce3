import { describe, expect, test } from '@jest/globals'
import { isNameOfAws } from '../../src/asff/aws-names.js'
import { generatorIdOf } from '../../src/asff/generator.js'
import { companyNameOf, productNameOf } from '../../src/asff/product.js'
import { aContext, aRule } from './factories.js'

describe('a name of AWS', () => {
  test.each([
    'Security Hub',
    'security hub cspm',
    'AWS Security Hub',
    'GuardDuty',
    'Amazon GuardDuty',
    'guard-duty',
    'Inspector',
    'Amazon Inspector',
    'Macie',
    'IAM Access Analyzer',
    'Config',
    'Health',
    'AWS',
    'Amazon',
    'Amazon.com, Inc.',
    'Amazon Web Services',
    'Secu\u200brity Hub',
    'Ｓｅｃｕｒｉｔｙ Ｈｕｂ',
    ' SECURITY_HUB ',
    'Inspector by AWS',
  ])('is %j', (name) => {
    expect(isNameOfAws(name)).toBe(true)
  })

  test.each([
    'Trivy',
    'CodeQL',
    'cfn-lint',
    'Jaws',
    'Amazonia Lint',
    'Config Lint',
    'Healthcheck',
    'Code Inspector',
    'Detective Pikachu',
    '',
  ])('is not %j', (name) => {
    expect(isNameOfAws(name)).toBe(false)
  })
})

describe('the product and the company of a finding', () => {
  const named = (name: string, vendor?: string) => aContext({ tool: { name, ...(vendor !== undefined && { vendor }) } })

  test.each([
    ['GuardDuty', 'Amazon', 'GuardDuty (report)', 'GuardDuty (report)'],
    ['Security Hub', undefined, 'Security Hub (report)', 'Security Hub (report)'],
    ['Amazon Inspector', 'AWS', 'Amazon Inspector (report)', 'Amazon Inspector (report)'],
    ['Trivy', 'Amazon Web Services', 'Trivy', 'Aqua Security'],
    ['shop-lint', 'AWS', 'shop-lint', 'shop-lint'],
    ['shop-lint', 'Acme', 'shop-lint', 'Acme'],
  ])('%s of %s does not pass for one of AWS', (tool, vendor, product, company) => {
    const context = named(tool, vendor)
    expect([productNameOf(context), companyNameOf(context)]).toEqual([product, company])
  })

  test('keep their mark however long they are', () => {
    const name = productNameOf(named(`AWS ${'x'.repeat(300)}`)) ?? ''
    expect([...name]).toHaveLength(128)
    expect(name).toMatch(/… \(report\)$/)
  })

  test("are the user's when the user names them", () => {
    const context = aContext({ productName: 'AWS checks', companyName: 'Amazon', tool: { name: 'Trivy' } })
    expect([productNameOf(context), companyNameOf(context)]).toEqual(['AWS checks', 'Amazon'])
  })

  test.each(['arn:aws:securityhub:eu-west-1::product/acme/scanner', 'arn:aws:securityhub:eu-west-1:011122223333:product/acme/default'])(
    'are not sent to %s, a product that has names of its own',
    (productArn) => {
      const context = aContext({ target: { ...aContext().target, productArn }, productName: 'Ours', companyName: 'Us' })
      expect([productNameOf(context), companyNameOf(context)]).toEqual([undefined, undefined])
    },
  )
})

describe('a generator id', () => {
  test.each([
    ['aws-foundational-security-best-practices', 'v/1.0.0/S3.1'],
    ['arn:aws:guardduty:eu-west-1:111122223333:detector', '0123'],
    ['AWSInspector', 'x'],
    ['security-control', 'S3.1'],
    ['cis-aws-foundations-benchmark', 'v/1.2.0/1.1'],
    ['pci-dss', 'v/3.2.1/PCI.S3.1'],
    ['nist-800-53', 'v/5.0.0/S3.1'],
    ['\u200baws-health', 'x'],
  ])('%s/%s is marked', (name, id) => {
    expect(generatorIdOf({ name }, aRule({ id }))).toMatch(/^report\//)
  })

  test.each([
    ['tfsec', 'aws-s3-enable-versioning'],
    ['Trivy', 'AWS-0086'],
  ])('%s/%s is not', (name, id) => {
    expect(generatorIdOf({ name }, aRule({ id }))).toBe(`${name}/${id}`)
  })
})
