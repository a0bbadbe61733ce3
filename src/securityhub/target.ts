import { UserError } from '../errors.js'
import type { Target } from './port.js'

/** Prefixes of region names outside the `aws` partition. Source: `partitions.json` of the AWS SDKs. */
const PARTITIONS: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
]

const ACCOUNT_ID = /^\d{12}$/
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/

/** The partition that a region lies in: `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f` or `aws-eusc`. */
export function partitionOf(region: string): string {
  const known = PARTITIONS.find(([prefix]) => region.startsWith(prefix))
  return known === undefined ? 'aws' : known[1]
}

/**
 * Where findings go. Without a product ARN it is the account's default product, which every account with Security Hub has
 * ("Custom product integrations" in the user guide).
 *
 * @param options.accountId twelve digits, as text
 * @throws UserError INVALID_INPUT for a region or an account that cannot be one, PRODUCT_ARN_MISMATCH for a product ARN that cannot
 *   take findings of this account in this region
 */
export function resolveTarget(options: {
  readonly region: string
  readonly accountId: string
  readonly productArn?: string | undefined
}): Target {
  const { region, accountId } = options
  if (!REGION.test(region)) throw new UserError('INVALID_INPUT', `"${region}" is not the name of an AWS region.`)
  if (!ACCOUNT_ID.test(accountId)) throw new UserError('INVALID_INPUT', `"${accountId}" is not an AWS account id: twelve digits.`)
  const partition = partitionOf(region)
  const standard: Target = { accountId, region, partition, productArn: defaultProductArn(partition, region, accountId) }
  return options.productArn === undefined ? standard : { ...standard, productArn: checkedProductArn(options.productArn, standard) }
}

/** `arn:<partition>:securityhub:<region>:<account>:product/<account>/default`, "Custom product integrations" in the user guide. */
function defaultProductArn(partition: string, region: string, accountId: string): string {
  return `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`
}

/** The resource that IAM checks for GetFindings: the hub. Source: service authorization reference. */
export function hubArn(target: Target): string {
  return `arn:${target.partition}:securityhub:${target.region}:${target.accountId}:hub/default`
}

/** Whether the product is the account's own one, which needs no integration to be switched on. */
export function isDefaultProduct(target: Target): boolean {
  return target.productArn === defaultProductArn(target.partition, target.region, target.accountId)
}

function checkedProductArn(productArn: string, standard: Target): string {
  const [arn, partition, service, region, account, resource, ...more] = productArn.split(':')
  const [kind, company, product, ...deeper] = (resource ?? '').split('/')
  const isProduct = arn === 'arn' && service === 'securityhub' && kind === 'product' && Boolean(company) && Boolean(product)
  if (!isProduct || more.length > 0 || deeper.length > 0) throw mismatch(productArn, 'it is not a Security Hub product ARN', standard)
  if (partition !== standard.partition) throw mismatch(productArn, `its partition is "${partition}", not "${standard.partition}"`, standard)
  if (region !== standard.region) throw mismatch(productArn, `its region is "${region}", not "${standard.region}"`, standard)
  checkOwner(productArn, { account: account ?? '', company: company ?? '' }, standard)
  return productArn
}

/**
 * A private product belongs to the account that sends: its company is the account id. A partner's product names the partner's account or none.
 * Source: "ProductArn" in the user guide's required ASFF attributes.
 */
function checkOwner(productArn: string, owner: { readonly account: string; readonly company: string }, standard: Target): void {
  const { account, company } = owner
  if (account !== '' && !ACCOUNT_ID.test(account)) throw mismatch(productArn, `"${account}" is not an account id`, standard)
  if (!ACCOUNT_ID.test(company)) return
  if (company !== standard.accountId || account !== standard.accountId) {
    throw mismatch(productArn, `it belongs to account ${company}, not to ${standard.accountId}`, standard)
  }
}

function mismatch(productArn: string, why: string, standard: Target): UserError {
  return new UserError(
    'PRODUCT_ARN_MISMATCH',
    `The product ARN ${productArn} cannot take findings of account ${standard.accountId} in ${standard.region}: ${why}.`,
    {
      hint: `Leave out the input product-arn to use the account's own product, ${standard.productArn}, or correct product-arn, aws-region or aws-account-id.`,
    },
  )
}
