/**
 * Names that would make a finding pass for one of an AWS service. Whoever can write a report can call a tool anything, and filters, rules and people
 * trust what Security Hub, GuardDuty or Inspector say. So a name of AWS that comes from a report is marked as one.
 */
import { replaceHidden } from '../hidden-characters.js'

/** Stands behind a tool's name that a service of AWS has too. */
const MARK = ' (report)'

/** Stands before a generator id that a service of AWS could have. */
const GENERATOR_MARK = 'report/'

/** A word of a name. Source: what AWS calls itself in CompanyName and before the names of its services. */
const AWS_WORDS: ReadonlySet<string> = new Set(['aws', 'amazon', 'amazonaws', 'awslabs', 'amazoncom'])

/** Names of services that nothing else has, without blanks; anywhere in a name. */
const DISTINCTIVE = ['amazonweb', 'securityhub', 'guardduty', 'macie', 'iamaccessanalyzer'] as const

/**
 * The whole name, without blanks. Source: user guide, "AWS services that are integrated with Security Hub CSPM", as they call themselves in ProductName.
 */
const SERVICES: ReadonlySet<string> = new Set([
  'auditmanager',
  'chatbot',
  'cloudtrail',
  'config',
  'detective',
  'firewallmanager',
  'health',
  'inspector',
  'inspector2',
  'iotdevicedefender',
  'securitylake',
  'systemsmanager',
  'systemsmanagerexplorer',
  'systemsmanageropscenter',
  'systemsmanagerpatchmanager',
  'trustedadvisor',
])

/** How the GeneratorIds of AWS services begin. Source: user guide, sample findings; `control finding` generator ids of each standard. */
const GENERATORS = /^\W*(?:arn:|aws|security-control|cis-aws|pci-dss\/|nist\.?-?\d|service-managed-aws)/i

/** Whether people or filters would take the name for AWS' or for one of its services'. */
export function isNameOfAws(name: string): boolean {
  const plain = replaceHidden(name.toWellFormed().normalize('NFKC'), '').toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  const joined = words.join('')
  return words.some((word) => AWS_WORDS.has(word)) || SERVICES.has(joined) || DISTINCTIVE.some((service) => joined.includes(service))
}

/** The name as it may stand in a finding: one of AWS' own is marked. */
export function markedName(name: string): string {
  return isNameOfAws(name) ? `${name}${MARK}` : name
}

/** The generator id as it may stand in a finding. */
export function markedGenerator(id: string): string {
  return GENERATORS.test(id.normalize('NFKC')) ? `${GENERATOR_MARK}${id}` : id
}
