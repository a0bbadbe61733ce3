/** Who found it, as Security Hub shows and filters it. */
import { isNameOfAws, markedName } from './aws-names.js'
import type { MappingContext } from './context.js'
import { COMPANY_NAME_LENGTH, PRODUCT_NAME_LENGTH } from './limits.js'
import { cut, lineOfText } from './text.js'

/** Vendors of tools that do not name theirs in a report, by the tool's name or its first word in lower case. */
const VENDORS: ReadonlyMap<string, string> = new Map([
  ['bandit', 'PyCQA'],
  ['brakeman', 'Brakeman'],
  ['checkov', 'Palo Alto Networks'],
  ['codeql', 'GitHub'],
  ['dependency-check', 'OWASP'],
  ['devskim', 'Microsoft'],
  ['eslint', 'OpenJS Foundation'],
  ['ggshield', 'GitGuardian'],
  ['gosec', 'Secure Go'],
  ['govulncheck', 'Go'],
  ['grype', 'Anchore'],
  ['kics', 'Checkmarx'],
  ['kubescape', 'ARMO'],
  ['npm', 'GitHub'],
  ['nuclei', 'ProjectDiscovery'],
  ['osv-scanner', 'Google'],
  ['prowler', 'Prowler'],
  ['psscriptanalyzer', 'Microsoft'],
  ['ruff', 'Astral'],
  ['scorecard', 'OpenSSF'],
  ['semgrep', 'Semgrep'],
  ['snyk', 'Snyk'],
  ['terrascan', 'Tenable'],
  ['tfsec', 'Aqua Security'],
  ['trivy', 'Aqua Security'],
  ['trufflehog', 'Truffle Security'],
  ['wiz', 'Wiz'],
  ['zap', 'ZAP'],
])

/**
 * The user's choice, else the tool's name, which comes from a report and is therefore marked when AWS has it too.
 * Only an account's own product may set it: user guide, securityhub-custom-providers.
 */
export function productNameOf(context: MappingContext): string | undefined {
  if (!isOwnProduct(context)) return undefined
  return lineOfText(context.productName, PRODUCT_NAME_LENGTH) ?? toolName(context, PRODUCT_NAME_LENGTH)
}

/** As `productNameOf`: the user's choice, else the tool's vendor, unless a report says that it is AWS, else the tool's name. */
export function companyNameOf(context: MappingContext): string | undefined {
  if (!isOwnProduct(context)) return undefined
  const { companyName, tool } = context
  return (
    lineOfText(companyName, COMPANY_NAME_LENGTH) ??
    lineOfText(vendorOf(tool.vendor), COMPANY_NAME_LENGTH) ??
    lineOfText(knownVendor(tool.name), COMPANY_NAME_LENGTH) ??
    toolName(context, COMPANY_NAME_LENGTH)
  )
}

/** `arn:<partition>:securityhub:<region>:<account>:product/<account>/default`, "Custom product integrations" in the user guide. */
function isOwnProduct({ target: { productArn, accountId } }: MappingContext): boolean {
  return productArn.endsWith(`:${accountId}:product/${accountId}/default`)
}

/** The mark is never cut off. */
function toolName({ tool }: MappingContext, length: number): string | undefined {
  const name = lineOfText(tool.name, Number.POSITIVE_INFINITY)
  if (name === undefined) return undefined
  const marked = markedName(name)
  return marked === name ? cut(name, length) : `${cut(name, length - (marked.length - name.length))}${marked.slice(name.length)}`
}

function vendorOf(vendor: string | undefined): string | undefined {
  return vendor === undefined || isNameOfAws(vendor) ? undefined : vendor
}

function knownVendor(tool: string): string | undefined {
  const name = tool.trim().toLowerCase()
  return VENDORS.get(name) ?? VENDORS.get(name.split(/\s/, 1)[0] ?? '')
}
