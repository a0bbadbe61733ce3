/** Who found it, as Security Hub shows and filters it. */
import type { MappingContext } from './context.js'
import { COMPANY_NAME_LENGTH, PRODUCT_NAME_LENGTH } from './limits.js'
import { lineOfText } from './text.js'

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

export function productNameOf({ productName, tool }: MappingContext): string | undefined {
  return lineOfText(productName, PRODUCT_NAME_LENGTH) ?? lineOfText(tool.name, PRODUCT_NAME_LENGTH)
}

export function companyNameOf({ companyName, tool }: MappingContext): string | undefined {
  return (
    lineOfText(companyName, COMPANY_NAME_LENGTH) ??
    lineOfText(tool.vendor, COMPANY_NAME_LENGTH) ??
    lineOfText(knownVendor(tool.name) ?? tool.name, COMPANY_NAME_LENGTH)
  )
}

function knownVendor(tool: string): string | undefined {
  const name = tool.trim().toLowerCase()
  return VENDORS.get(name) ?? VENDORS.get(name.split(/\s/, 1)[0] ?? '')
}
