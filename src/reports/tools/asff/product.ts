import type { Tool } from '../../../finding.js'
import { asObject, asText, type JsonObject, ownValue, textsOf } from '../../vocabulary/json.js'
import { type KnownTool, knownTool } from '../../vocabulary/tool-names.js'

/** Where products put their name: Prowler, the template of Trivy, Security Hub when it exports. */
const NAME_FIELDS = ['ProviderName', 'Product Name', 'aws/securityhub/ProductName'] as const

/** Who found it. An account's own product is called `default`, which says nothing: then the type or the generator may. */
export function productOf(finding: JsonObject): Partial<Tool> {
  const fields = asObject(finding['ProductFields'])
  const own = NAME_FIELDS.map((field) => asText(ownValue(fields, field)))
  const stated = [...own, asText(finding['ProductName']), productOfArn(asText(finding['ProductArn']))].find(
    (name) => name !== undefined && name.toLowerCase() !== 'default',
  )
  const generator = asText(finding['GeneratorId'])
  const writer = stated === undefined ? (writerIn(finding) ?? generatorTool(generator)) : knownTool(stated)
  const known = {
    name: writer?.name ?? stated ?? unknownGenerator(generator),
    version: asText(ownValue(fields, 'ProviderVersion')),
    vendor: asText(finding['CompanyName']) ?? asText(ownValue(fields, 'aws/securityhub/CompanyName')) ?? writer?.vendor,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}

/** `arn:aws:securityhub:eu-west-1::product/prowler/prowler`: a company and its product. */
function productOfArn(arn: string | undefined): string | undefined {
  return /:product\/[^/\s]{1,128}\/([^/\s]{1,128})$/.exec(arn ?? '')?.[1]
}

/** Tools that name themselves at the end of the type. Source: github.com/Checkmarx/kics, pkg/report/model/asff.go. */
function writerIn(finding: JsonObject): KnownTool | undefined {
  return textsOf(finding['Types'])
    .map((type) => knownTool(type.split('/').at(-1)))
    .find((writer) => writer !== undefined)
}

function generatorTool(generator: string | undefined): KnownTool | undefined {
  return knownTool(toolInGenerator(generator))
}

/** The name of a tool that has it before its rules: `prowler-iam_1`, `Trivy/CVE-2024-1`, `cfn-nag-W35`. */
export function toolInGenerator(generator = ''): string | undefined {
  const ends = [...generator].flatMap((letter, index) => ('-/:'.includes(letter) ? [index] : []))
  return [...ends, generator.length].map((end) => generator.slice(0, end)).find((name) => knownTool(name) !== undefined)
}

/** Generators of tools that nobody knows: what one of them has not found says nothing of what another has. */
function unknownGenerator(generator = ''): string | undefined {
  return generator.startsWith('arn:') ? undefined : /^([\w. -]{2,64})\/./.exec(generator)?.[1]
}
