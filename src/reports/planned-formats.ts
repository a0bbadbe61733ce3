import { isObject } from './shared/json.js'

/** A report format that cannot be read yet, known well enough to say what to do instead. */
export interface PlannedFormat {
  readonly id: string
  readonly name: string
  /** How to get SARIF from the same tool; absent where the tool has none. */
  readonly sarif?: string
  /** Keys that tell the format: all keys of one of these lists are in the root object or in the first element of the root array. */
  readonly keys: readonly (readonly string[])[]
}

/** In the order in which they are tried: a format with few and common keys comes after those that have them too. */
export const PLANNED_FORMATS: readonly PlannedFormat[] = [
  {
    id: 'trivy',
    name: 'Trivy JSON',
    sarif: 'trivy --format sarif',
    keys: [['SchemaVersion', 'ArtifactName'], ['ClusterName'], ['Target', 'Vulnerabilities']],
  },
  { id: 'grype', name: 'Grype JSON', sarif: 'grype --output sarif', keys: [['matches', 'source', 'descriptor']] },
  {
    id: 'npm-audit',
    name: 'npm or pnpm audit JSON',
    keys: [
      ['auditReportVersion', 'vulnerabilities'],
      ['actions', 'advisories'],
    ],
  },
  {
    id: 'bandit',
    name: 'Bandit JSON',
    sarif: 'bandit --format sarif (with bandit[sarif])',
    keys: [['generated_at', 'metrics', 'results']],
  },
  {
    id: 'gitleaks',
    name: 'Gitleaks JSON',
    sarif: 'gitleaks --report-format sarif',
    keys: [
      ['Secret', 'Match', 'File'],
      ['offender', 'commit'],
    ],
  },
  { id: 'trufflehog', name: 'TruffleHog JSON', keys: [['SourceMetadata', 'DetectorName']] },
  { id: 'snyk', name: 'Snyk JSON', sarif: 'snyk --sarif-file-output=<file>', keys: [['vulnerabilities', 'dependencyCount']] },
  {
    id: 'checkov',
    name: 'Checkov JSON',
    sarif: 'checkov --output sarif',
    keys: [
      ['check_type', 'results'],
      ['passed', 'failed', 'checkov_version'],
    ],
  },
  { id: 'osv-scanner', name: 'OSV-Scanner JSON', sarif: 'osv-scanner --format sarif', keys: [['results', 'experimental_config']] },
  { id: 'cyclonedx', name: 'CycloneDX JSON', keys: [['bomFormat', 'specVersion']] },
  {
    id: 'pip-audit',
    name: 'pip-audit JSON',
    keys: [
      ['name', 'version', 'vulns'],
      ['dependencies', 'fixes'],
    ],
  },
  { id: 'prowler', name: 'Prowler OCSF JSON', keys: [['finding_info', 'severity_id']] },
  { id: 'asff', name: 'AWS Security Finding Format', keys: [['ProductArn', 'GeneratorId'], ['Findings']] },
  {
    id: 'dependency-check',
    name: 'OWASP Dependency-Check JSON',
    sarif: 'dependency-check --format SARIF',
    keys: [['reportSchema', 'scanInfo']],
  },
  { id: 'zap', name: 'ZAP JSON', keys: [['@version', 'site']] },
  { id: 'gosec', name: 'gosec JSON', sarif: 'gosec -fmt sarif', keys: [['Issues', 'Stats']] },
  { id: 'kics', name: 'KICS JSON', sarif: 'kics scan --report-formats sarif', keys: [['files_scanned', 'queries']] },
  { id: 'hadolint', name: 'Hadolint JSON', sarif: 'hadolint --format sarif', keys: [['code', 'file', 'level', 'line', 'message']] },
  { id: 'cfn-lint', name: 'cfn-lint JSON', sarif: 'cfn-lint --format sarif', keys: [['Filename', 'Level', 'Rule']] },
  { id: 'eslint', name: 'ESLint JSON', sarif: 'eslint --format @microsoft/sarif', keys: [['filePath', 'messages', 'errorCount']] },
  { id: 'brakeman', name: 'Brakeman JSON', sarif: 'brakeman --format sarif', keys: [['scan_info', 'warnings']] },
  { id: 'detect-secrets', name: 'detect-secrets JSON', keys: [['plugins_used', 'results']] },
  { id: 'semgrep', name: 'Semgrep JSON', sarif: 'semgrep --sarif', keys: [['results', 'errors']] },
]

/** @param root a parsed JSON document */
export function plannedFormatOf(root: unknown): PlannedFormat | undefined {
  const sample: unknown = Array.isArray(root) ? root[0] : root
  if (!isObject(sample)) return undefined
  return PLANNED_FORMATS.find(({ keys }) => keys.some((list) => list.every((key) => Object.hasOwn(sample, key))))
}
