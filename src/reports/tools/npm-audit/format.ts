import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { isObject, type JsonObject } from '../../vocabulary/json.js'
import { readNpmAdvisories } from './by-advisory.js'
import { readNpmVulnerabilities } from './by-package.js'

/** Two formats of one command: by package since npm 7; by advisory before, which is what pnpm writes to this day. */
export const npmAudit: DocumentFormat = {
  shape: 'document',
  id: 'npm-audit',
  name: 'npm or pnpm audit JSON',
  tool: { name: 'npm audit', vendor: 'npm' },
  covers: 'npm audit of npm 6 and later, pnpm audit',
  command: 'npm audit --json > npm-audit.json',
  detect: (report) => byPackage(report) || (isObject(report['advisories']) && isMetadata(report['metadata'])),
  read: (report, context) => (byPackage(report) ? readNpmVulnerabilities(report, context) : readNpmAdvisories(report, context)),
}

function byPackage(report: JsonObject): boolean {
  return has(report, 'auditReportVersion', 'vulnerabilities')
}

/** Other tools list advisories too, composer among them; the counts by severity are the registry's. */
function isMetadata(metadata: unknown): boolean {
  return isObject(metadata) && isObject(metadata['vulnerabilities'])
}
