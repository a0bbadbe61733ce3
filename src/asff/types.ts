/** Finding types. Source: user guide, "Types taxonomy for ASFF" (securityhub-findings-format-type-taxonomy). */
import type { Finding } from '../finding.js'

const CHECKS = 'Software and Configuration Checks'
const VULNERABILITIES = `${CHECKS}/Vulnerabilities`
const CVE = `${VULNERABILITIES}/CVE`
const AWS_PRACTICES = `${CHECKS}/AWS Security Best Practices`
/** Malware in a package is an attack that has begun, not a weakness: MITRE ATT&CK T1195, Supply Chain Compromise, of the tactic Initial Access. */
const SUPPLY_CHAIN = 'TTPs/Initial Access/Supply Chain Compromise'
const PASSWORDS = 'Sensitive Data Identifications/Passwords'

/** `aws` as a word of an id or a name: `CKV_AWS_20`, `aws_s3_bucket.logs`, `AWS::S3::Bucket`, `arn:aws:…`. */
const AWS_WORD = /(?<![a-z0-9])aws(?![a-z0-9])/i

/** Exactly one type: consoles count a finding once for each. */
export function typesOf(finding: Finding): [string] {
  if (finding.malware === true) return [SUPPLY_CHAIN]
  switch (finding.kind) {
    case 'vulnerability':
      return [CVE]
    case 'code':
      return [VULNERABILITIES]
    case 'secret':
      return [PASSWORDS]
    case 'configuration':
      return [concernsAws(finding) ? AWS_PRACTICES : CHECKS]
    case 'other':
      return [CHECKS]
  }
}

/** A resource of AWS as Terraform and CloudFormation name it, where a form of a report has it in its sentences alone. */
const AWS_RESOURCE = /(?<![a-z0-9])(?:aws_[a-z]|AWS::[A-Z])/

/** The page of a resource of AWS. Source: registry.terraform.io. */
const AWS_PAGE = '/providers/hashicorp/aws/'

function concernsAws({ rule, location, message, remediation }: Finding): boolean {
  const names = [rule.id, rule.name, rule.title, location?.logicalName, location?.uri, ...rule.tags]
  return (
    names.some((name) => name !== undefined && AWS_WORD.test(name)) ||
    rule.helpUrl?.includes(AWS_PAGE) === true ||
    [message, remediation].some((text) => text !== undefined && AWS_RESOURCE.test(text))
  )
}
