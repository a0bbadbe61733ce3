import { has } from '../../native/has.js'
import { asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/**
 * Versions before 0.20 write an array of these, which is read as several reports. Scanners of other things have targets with vulnerabilities
 * too (Invicti, Acunetix), so each member must be one of Trivy's.
 */
export function isLegacyResult(report: JsonObject): boolean {
  if (asText(report['Target']) === undefined || !Object.keys(report).every((name) => MEMBERS.has(name))) return false
  const { Vulnerabilities: vulnerabilities, Type: type } = report
  const entries = [...objectsOf(vulnerabilities), ...objectsOf(report['Misconfigurations'])]
  if (entries.length > 0)
    return entries
      .slice(0, 1)
      .some(
        (entry) => has(entry, 'VulnerabilityID', 'PkgName') || has(entry, 'ID', 'AVDID', 'Message') || has(entry, 'ID', 'Type', 'Status'),
      )
  // A nil slice of Go, or nothing at all: Trivy never writes an empty list.
  return (vulnerabilities === null || vulnerabilities === undefined) && (type === undefined ? vulnerabilities === null : TYPES.has(type))
}

/** Source: github.com/aquasecurity/trivy, pkg/report/writer.go before version 0.20. */
const MEMBERS: ReadonlySet<string> = new Set([
  'Target',
  'Class',
  'Type',
  'Packages',
  'Vulnerabilities',
  'MisconfSummary',
  'Misconfigurations',
  'Secrets',
  'Licenses',
  'CustomResources',
])

/** Source: github.com/aquasecurity/fanal, analyzer/const.go and types/const.go of that time. */
const TYPES: ReadonlySet<unknown> = new Set([
  'alma',
  'alpine',
  'amazon',
  'cbl-mariner',
  'centos',
  'debian',
  'fedora',
  'opensuse',
  'opensuse.leap',
  'opensuse.tumbleweed',
  'oracle',
  'photon',
  'redhat',
  'rocky',
  'suse linux enterprise server',
  'ubuntu',
  'bundler',
  'cargo',
  'composer',
  'gemspec',
  'gobinary',
  'gomod',
  'jar',
  'node-pkg',
  'npm',
  'nuget',
  'pip',
  'pipenv',
  'poetry',
  'pom',
  'python-pkg',
  'yarn',
  'ansible',
  'cloudformation',
  'dockerfile',
  'helm',
  'json',
  'kubernetes',
  'terraform',
  'toml',
  'yaml',
])
