import type { Problem } from '../../../finding.js'
import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readEach } from '../../native/readings.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { knownTool } from '../../vocabulary/tool-names.js'
import { readVulnerability } from './vulnerability.js'

/** Source of the members: gitlab.com/gitlab-org/security-products/security-report-schemas, src/. */
export const gitlab: DocumentFormat = {
  shape: 'document',
  id: 'gitlab',
  name: 'GitLab security report',
  tool: { name: 'GitLab' },
  covers: 'GitLab reports of SAST, secret detection, dependency, container and cluster image scanning, DAST and fuzzing; schemas 2 to 15',
  command: 'semgrep scan --gitlab-sast --output gl-sast-report.json',
  detect: (report) => Array.isArray(report['vulnerabilities']) && looksLikeGitlab(report, report['vulnerabilities']),
  read: (report, { places }) => {
    const scan = asObject(report['scan'])
    const scanner = asObject(scan?.['scanner'])
    const type = asText(scan?.['type'])
    const fixes = fixesOf(report)
    const known = knownTool(asText(scanner?.['name']))
    return {
      tool: {
        name: known?.name ?? asText(scanner?.['name']),
        version: asText(scanner?.['version']),
        vendor: known?.vendor ?? asText(asObject(scanner?.['vendor'])?.['name']),
      },
      category: isByScanner(scan) ? undefined : type,
      failures: failuresOf(scan),
      readings: () =>
        readEach(report['vulnerabilities'], 'vulnerabilities', (entry) =>
          readVulnerability(entry, {
            type,
            kind: known?.kind,
            fixes,
            places,
            isTemplate: asObject(scan?.['analyzer'])?.['id'] === 'trivy',
          }),
        ),
    }
  },
}

/**
 * Whether the scanner wrote the report itself, as one of several forms of the same scan, which have no category. GitLab's own analyzers run one
 * scanner for several types of scans, each of which says nothing of what another finds.
 */
function isByScanner(scan: JsonObject | undefined): boolean {
  const [analyzer, scanner] = [asObject(scan?.['analyzer']), asObject(scan?.['scanner'])]
  const vendor = asText(asObject(analyzer?.['vendor'])?.['name'])
  return analyzer !== undefined && asText(analyzer['id']) !== undefined && analyzer['id'] === scanner?.['id'] && vendor !== 'GitLab'
}

/** A scan says so; without one (schema 2) it is the entries that do, or the other lists beside no entries. */
function looksLikeGitlab(report: JsonObject, vulnerabilities: readonly unknown[]): boolean {
  const scan = asObject(report['scan'])
  if (scan !== undefined) return has(scan, 'scanner', 'type')
  const first = vulnerabilities.find(isObject)
  if (first === undefined) return has(report, 'version', 'remediations')
  return Array.isArray(first['identifiers']) && has(first, 'identifiers', 'location', 'severity') && !has(report, 'bomFormat')
}

function failuresOf(scan: JsonObject | undefined): readonly Problem[] {
  const fatal = objectsOf(scan?.['messages']).filter(({ level }) => level === 'fatal')
  const failed = scan?.['status'] === 'failure'
  return [
    ...(failed ? [FAILED] : []),
    ...toolErrors(
      fatal.map(({ value }) => value),
      'scan.messages',
    ),
  ]
}

const FAILED: Problem = {
  code: 'execution-unsuccessful',
  message: 'The scanner says that its scan failed, so results may be missing.',
  at: 'scan.status',
}

/** What to do, by the id of each vulnerability that it mends. Schemas before 14 name it by its `cve`. */
function fixesOf(report: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    objectsOf(report['remediations']).flatMap((remediation) => {
      const summary = asText(remediation['summary'])
      const ids = objectsOf(remediation['fixes']).flatMap(({ id, cve }) => textsOf([id, cve]))
      return summary === undefined ? [] : ids.map((one) => [one, summary] as const)
    }),
  )
}
