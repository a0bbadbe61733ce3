import type { Tool } from '../../../finding.js'
import { asObject, asText, type JsonObject, ownValue, textsOf } from '../../vocabulary/json.js'

/** Where products put their name: Prowler, the template of Trivy, Security Hub when it exports. */
const NAME_FIELDS = ['ProviderName', 'Product Name', 'aws/securityhub/ProductName'] as const

/** Who found it. An account's own product is called `default`, which says nothing. */
export function productOf(finding: JsonObject): Partial<Tool> {
  const fields = asObject(finding['ProductFields'])
  const own = NAME_FIELDS.map((field) => asText(ownValue(fields, field)))
  const product = productOfArn(asText(finding['ProductArn']))
  const writer = writerIn(finding)
  const known = {
    name: [...own, asText(finding['ProductName']), product, writer?.name].find(
      (name) => name !== undefined && name.toLowerCase() !== 'default',
    ),
    version: asText(ownValue(fields, 'ProviderVersion')),
    vendor: asText(finding['CompanyName']) ?? asText(ownValue(fields, 'aws/securityhub/CompanyName')) ?? writer?.vendor,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}

/** `arn:aws:securityhub:eu-west-1::product/prowler/prowler`: a company and its product. */
function productOfArn(arn: string | undefined): string | undefined {
  return /:product\/[^/\s]{1,128}\/([^/\s]{1,128})$/.exec(arn ?? '')?.[1]
}

/** Tools that name themselves in the type alone. Source: github.com/Checkmarx/kics, pkg/report/model/asff.go. */
const WRITERS: ReadonlyMap<string, Pick<Tool, 'name' | 'vendor'>> = new Map([['KICS', { name: 'KICS', vendor: 'Checkmarx' }]])

function writerIn(finding: JsonObject): Pick<Tool, 'name' | 'vendor'> | undefined {
  return textsOf(finding['Types'])
    .map((type) => WRITERS.get(type.split('/').at(-1) ?? ''))
    .find((writer) => writer !== undefined)
}
