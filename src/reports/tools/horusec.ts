import type { Finding } from '../../finding.js'
import { vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { advisoriesIn } from '../vocabulary/advisory-ids.js'
import { confidenceOfWord } from '../vocabulary/confidence-words.js'
import { cwesIn } from '../vocabulary/cwes.js'
import { asObject, asText, type JsonObject, textsOf } from '../vocabulary/json.js'
import { oneLine } from '../vocabulary/plain-text.js'

/**
 * Source of the members: github.com/ZupIT/horusec-devkit, pkg/entities/analysis and pkg/entities/vulnerability.
 * `vulnHash` is no fingerprint: it is made of the line number and of the code, which may be a secret.
 */
export const horusec: DocumentFormat = {
  shape: 'document',
  id: 'horusec',
  name: 'Horusec JSON',
  tool: { name: 'Horusec', vendor: 'ZUP' },
  covers: 'Horusec 2',
  command: 'horusec start --project-path . --output-format json --json-output-file horusec.json',
  detect: (report) => has(report, 'analysisVulnerabilities', 'repositoryID', 'status'),
  read: (report, { places }) => ({
    tool: { version: asText(report['version'])?.replace(/^v/, '') },
    failures: report['status'] === 'success' && asText(report['errors']) === undefined ? [] : toolErrors([report['errors']], 'errors'),
    readings: () => readEach(report['analysisVulnerabilities'], 'analysisVulnerabilities', (entry) => readEntry(entry, places)),
  }),
}

/** Tools that look at packages. Horusec keeps their words only, so neither package nor version is known. */
const DEPENDENCY_TOOLS: ReadonlySet<string> = new Set([
  'Safety',
  'NpmAudit',
  'YarnAudit',
  'MixAudit',
  'BundlerAudit',
  'OwaspDependencyCheck',
  'DotnetCli',
  'Nancy',
  'Trivy',
])

function readEntry(entry: JsonObject, places: Places): Entry {
  const vulnerability = asObject(entry['vulnerabilities'])
  const details = asText(vulnerability?.['details'])
  if (vulnerability === undefined || details === undefined) return unreadable('has no vulnerability or no details')
  const finding = toFinding(vulnerability, withoutCounter(details), places)
  switch (vulnerability['type']) {
    case 'Risk Accepted':
    case 'False Positive':
      return suppressed(finding)
    case 'Corrected':
      return NOT_A_PROBLEM
    default:
      return problem(finding)
  }
}

function toFinding(vulnerability: JsonObject, details: string, places: Places): Finding {
  const title = oneLine(details.split('\n', 1)[0] ?? '')
  const tool = asText(vulnerability['securityTool']) ?? 'Horusec'
  const advisories = advisoriesIn(details)
  const kind = kindOf(tool, vulnerability['language'], advisories)
  return findingOf({
    kind,
    // Only Horusec's own engine has rules with ids, since version 2.8.
    rule: { id: asText(vulnerability['rule_id']) ?? `${tool}: ${title}`, title, tags: [tool, ...textsOf(vulnerability['language'])] },
    severity: severityOf({ word: vulnerability['severity'] }),
    message: details,
    location: places({ path: vulnerability['file'], startLine: vulnerability['line'], startColumn: vulnerability['column'] }),
    cwes: cwesIn(details),
    vulnerability: kind === 'vulnerability' ? vulnerabilityOf({ names: advisories, packages: [] }) : undefined,
    confidence: confidenceOfWord(vulnerability['confidence']),
    [kind === 'secret' ? 'secrets' : 'quoted']: [vulnerability['code']],
  })
}

function kindOf(tool: string, language: unknown, advisories: readonly string[]): Finding['kind'] {
  if (language === 'Leaks' || tool === 'GitLeaks') return 'secret'
  if (DEPENDENCY_TOOLS.has(tool) || advisories.length > 0) return 'vulnerability'
  return language === 'HCL' || tool === 'TfSec' || tool === 'Checkov' ? 'configuration' : 'code'
}

/** Several tools may find the same: `(1/2) * Possible vulnerability detected: AWS Secret Key`, and so on. */
function withoutCounter(details: string): string {
  return details.replace(/^\(\d{1,6}\/\d{1,6}\) \* (?:Possible vulnerability detected: )?/gim, '')
}
