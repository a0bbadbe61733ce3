import type { Problem } from '../../../finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../../native/format.js'
import { has } from '../../native/has.js'
import { shortened } from '../../vocabulary/beginning.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'
import { oneLine } from '../../vocabulary/plain-text.js'
import { isContainer, readContainer } from './container.js'
import { readInfrastructure } from './infrastructure.js'
import { readProject } from './project.js'

/** Source of the members: github.com/snyk/cli, src/lib/snyk-test/legacy.ts, and docs.snyk.io. */
export const snyk: DocumentFormat = {
  shape: 'document',
  id: 'snyk',
  name: 'Snyk JSON',
  tool: { name: 'Snyk Open Source', vendor: 'Snyk' },
  covers: 'snyk test, snyk container test, snyk iac test, one project or several; what snyk code test --json writes is SARIF',
  command: 'snyk test --all-projects --json-file-output=snyk.json',
  detect: (report) => typeof report['ok'] === 'boolean' && (isResult(report) || isError(report)),
  read: readReport,
}

function isResult(report: JsonObject): boolean {
  return Array.isArray(report['vulnerabilities']) && (has(report, 'dependencyCount') || has(report, 'packageManager'))
}

/** What stands in place of a project that could not be tested. */
function isError(report: JsonObject): boolean {
  return asText(report['error']) !== undefined && has(report, 'path')
}

/** Each product has a name of its own, as in its SARIF. */
function readReport(report: JsonObject, context: NativeContext): NativeRun {
  const failures = failuresOf(report)
  if (isInfrastructure(report)) return { tool: { name: 'Snyk IaC' }, failures, readings: () => readInfrastructure(report, context) }
  if (isContainer(report)) return { tool: { name: 'Snyk Container' }, failures, readings: () => readContainer(report, context) }
  return { failures, readings: () => readProject(report, context) }
}

/** Errors of infrastructure tests, and only those, have a number. */
function isInfrastructure(report: JsonObject): boolean {
  return has(report, 'infrastructureAsCodeIssues') || typeof report['code'] === 'number'
}

function failuresOf(report: JsonObject): readonly Problem[] {
  if (!isError(report)) return []
  const words = oneLine(asText(report['error']) ?? '').replace(MACHINE_PATH, '…/$1')
  const shown = shortened(words, SHOWN)
  return [{ code: 'execution-unsuccessful', message: `Snyk could not test this project: it wrote an error instead of results. ${shown}` }]
}

/** The error names folders of the machine; the last name of each is enough. */
const MACHINE_PATH = /(?<![\w.~%@/\\:-])(?:[A-Za-z]:)?(?:[\\/][^\s\\/"'<>|:*?,;()]{1,255}){0,60}[\\/]([^\s\\/"'<>|:*?,;()]{1,255})/g

/** How much of the error is told, in UTF-16 code units. */
const SHOWN = 300
