import type { FindingKind, Tool } from '../../../finding.js'

/** An analyser that writes for SonarQube. */
export interface SonarEngine extends Tool {
  /** What all that it finds is about; without one that is told by each issue. */
  readonly kind?: FindingKind
  /** Whether secondary locations are further places with the same problem, not steps of one. */
  readonly isOneIssueEach?: boolean
}

/** Names as the tools' own formats have them, so that a change of the format keeps the findings. */
const ENGINES: ReadonlyMap<string, SonarEngine> = new Map<string, SonarEngine>([
  // Source: Checkmarx/kics, pkg/report/model/sonarqube.go: an issue is a query, its locations are the files.
  ['kics', { name: 'KICS', vendor: 'Checkmarx', kind: 'configuration', isOneIssueEach: true }],
  ['gosec', { name: 'gosec', vendor: 'securego', kind: 'code' }],
  ['njsscan', { name: 'nodejsscan', vendor: 'OpenSecurity', kind: 'code' }],
  ['nodejsscan', { name: 'nodejsscan', vendor: 'OpenSecurity', kind: 'code' }],
  ['hadolint', { name: 'Hadolint', vendor: 'Hadolint', kind: 'configuration' }],
  ['checkov', { name: 'Checkov', vendor: 'Prisma Cloud', kind: 'configuration' }],
  ['tfsec', { name: 'tfsec', vendor: 'Aqua Security', kind: 'configuration' }],
  ['trivy', { name: 'Trivy', vendor: 'Aqua Security', kind: 'configuration' }],
  ['eslint', { name: 'ESLint', vendor: 'OpenJS Foundation' }],
])

/** @param id `gosec`, `KICS v2.1.3`: the version is none of the name, or a new one would make every finding new */
export function engineOf(id: string | undefined): SonarEngine {
  if (id === undefined) return { name: 'SonarQube generic issues' }
  const name = id.replace(/ (?:v?\d[\w.-]{0,40}|development)$/, '')
  return ENGINES.get(name.toLowerCase()) ?? { name }
}
