import type { Problem } from '../../../finding.js'
import { childOf, type XmlElement } from '../../documents/xml.js'
import type { DocumentFormat, NativeContext, NativeRun, XmlFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { withinEach } from '../../native/readings.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readDependency } from './dependency.js'
import { reportOfXml } from './report-of-xml.js'

/** Source of the members: github.com/dependency-check/DependencyCheck, core/src/main/resources/templates/jsonReport.vsl. */
const DESCRIPTION = {
  tool: { name: 'dependency-check', vendor: 'OWASP' },
  covers: 'OWASP Dependency-Check 5 and later: command line, Maven, Gradle, container',
  // Where the container's documentation mounts the repository.
  mounts: ['/src'],
} as const

export const dependencyCheck: DocumentFormat = {
  ...DESCRIPTION,
  shape: 'document',
  id: 'dependency-check',
  name: 'OWASP Dependency-Check JSON',
  command: 'dependency-check --scan . --format JSON --out dependency-check.json',
  detect: (report) => has(report, 'reportSchema', 'scanInfo', 'dependencies'),
  read: readReport,
}

export const dependencyCheckXml: XmlFormat = {
  ...DESCRIPTION,
  shape: 'xml',
  id: 'dependency-check-xml',
  name: 'OWASP Dependency-Check XML',
  command: 'dependency-check --scan . --format XML --out dependency-check.xml',
  detect: ({ name, children }) =>
    name === 'analysis' && children.some((child) => child.name === 'scanInfo' && childOf(child, 'engineVersion') !== undefined),
  read: (root: XmlElement, context) => readReport(reportOfXml(root), context),
}

function readReport(report: JsonObject, context: NativeContext): NativeRun {
  const info = asObject(report['scanInfo'])
  return {
    tool: { version: asText(info?.['engineVersion']) },
    failures: failuresOf(info?.['analysisExceptions']),
    readings: () => withinEach(report['dependencies'], 'dependencies', (dependency, at) => readDependency(dependency, at, context)),
  }
}

/** An analyser that failed has found nothing; their words are of Java and of its machine. */
function failuresOf(exceptions: unknown): readonly Problem[] {
  const count = objectsOf(exceptions).length
  if (count === 0) return []
  const message = `Dependency-Check reports ${count} ${count === 1 ? 'exception' : 'exceptions'}, so results may be missing.`
  return [{ code: 'error-notification', message, at: 'scanInfo.analysisExceptions' }]
}
