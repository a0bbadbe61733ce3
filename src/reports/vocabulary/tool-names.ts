import type { FindingKind, Tool } from '../../finding.js'

/** A tool that writes its findings in other formats than its own, too. */
export interface KnownTool extends Pick<Tool, 'name' | 'vendor'> {
  /** What all that it finds is about, for tools that only find one kind of thing. */
  readonly kind?: FindingKind
}

const KICS: KnownTool = { name: 'KICS', vendor: 'Checkmarx', kind: 'configuration' }
const NJSSCAN: KnownTool = { name: 'nodejsscan', vendor: 'OpenSecurity', kind: 'code' }
const SEMGREP: KnownTool = { name: 'Semgrep OSS', vendor: 'Semgrep' }

/** By what tools call themselves there, in lower case: under the names of their own formats, so that a change of the format keeps the findings. */
const TOOLS: ReadonlyMap<string, KnownTool> = new Map<string, KnownTool>([
  ['bandit', { name: 'Bandit', vendor: 'PyCQA', kind: 'code' }],
  ['cfn-nag', { name: 'cfn_nag', vendor: 'Stelligent', kind: 'configuration' }],
  ['cfn_nag', { name: 'cfn_nag', vendor: 'Stelligent', kind: 'configuration' }],
  ['checkov', { name: 'Checkov', vendor: 'Prisma Cloud', kind: 'configuration' }],
  ['eslint', { name: 'ESLint', vendor: 'OpenJS Foundation' }],
  ['gitleaks', { name: 'gitleaks', vendor: 'Gitleaks', kind: 'secret' }],
  ['gosec', { name: 'gosec', vendor: 'securego', kind: 'code' }],
  ['grype', { name: 'Grype', vendor: 'Anchore', kind: 'vulnerability' }],
  ['hadolint', { name: 'Hadolint', vendor: 'Hadolint', kind: 'configuration' }],
  // pkg/report/model/gitlab_sast.go
  ['keeping infrastructure as code secure', KICS],
  ['kics', KICS],
  ['njsscan', NJSSCAN],
  ['nodejsscan', NJSSCAN],
  ['opengrep', { name: 'Opengrep OSS', vendor: 'Opengrep' }],
  ['osv-scanner', { name: 'osv-scanner', vendor: 'Google', kind: 'vulnerability' }],
  ['pip-audit', { name: 'pip-audit', vendor: 'PyPA', kind: 'vulnerability' }],
  ['prowler', { name: 'Prowler', vendor: 'Prowler', kind: 'configuration' }],
  ['semgrep', SEMGREP],
  ['shellcheck', { name: 'ShellCheck', vendor: 'ShellCheck', kind: 'other' }],
  ['tfsec', { name: 'tfsec', vendor: 'Aqua Security', kind: 'configuration' }],
  ['trivy', { name: 'Trivy', vendor: 'Aqua Security' }],
])

/** @param name as another format has it */
export function knownTool(name: string | undefined): KnownTool | undefined {
  return name === undefined ? undefined : TOOLS.get(name.toLowerCase())
}
