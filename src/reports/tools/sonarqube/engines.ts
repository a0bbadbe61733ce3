import type { FindingKind, Tool } from '../../../finding.js'
import { knownTool } from '../../vocabulary/tool-names.js'

/** An analyser that writes for SonarQube. */
export interface SonarEngine extends Tool {
  /** What all that it finds is about; without one that is told by each issue. */
  readonly kind?: FindingKind
  /** Whether secondary locations are further places with the same problem, not steps of one. */
  readonly isOneIssueEach?: boolean
}

/** What is true of a tool here and not everywhere. */
const ENGINES: ReadonlyMap<string, Partial<SonarEngine>> = new Map<string, Partial<SonarEngine>>([
  // Source: Checkmarx/kics, pkg/report/model/sonarqube.go: an issue is a query, its locations are the files.
  ['KICS', { isOneIssueEach: true }],
  // Source: njsscan, njsscan/formatters/sonarqube.py: an issue is a rule, its locations are the matches.
  ['nodejsscan', { isOneIssueEach: true }],
  ['Trivy', { kind: 'configuration' }],
])

/** @param id `gosec`, `KICS v2.1.3`: the version is none of the name, or a new one would make every finding new */
export function engineOf(id: string | undefined): SonarEngine {
  if (id === undefined) return { name: 'SonarQube generic issues' }
  const name = id.replace(/ (?:v?\d[\w.-]{0,40}|development)$/, '')
  const known = knownTool(name) ?? { name }
  return { ...known, ...ENGINES.get(known.name) }
}
